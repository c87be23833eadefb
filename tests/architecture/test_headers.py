"""The doors of every kind of answer: kind × header, at every address of the site and at what stands around it."""

import os
import re
import subprocess
import sys
from copy import deepcopy
from io import BytesIO

import pytest
from django.test import Client

from clinic_site.middleware import (
    ALWAYS,
    GIVING,
    INERT,
    MEDIA,
    NO_PERMISSIONS,
    PREVIEW,
    PUBLIC,
    STAFF,
    STAFF_PERMISSIONS,
    STILL,
    WORKER,
    policy,
)
from clinic_site.operations.closed_pages import style
from clinic_site.operations.last_resort import LastResort
from clinic_site.page_style import digest_of
from clinic_site.views import slowing
from tests import builders
from tests.architecture import test_addresses
from tests.architecture.at_rest import at_rest, undrawn
from tests.architecture.over_tls import HOST, YEAR, as_for_the_public
from tests.clinic_site.content.lives import withdrawn
from tests.clinic_site.pagecache.sites import get
from tests.clinic_site.pagecache.whole import whole_site
from tests.journeys.serving import ROOT

everything = test_addresses.site
POLICIES = {
    name: policy(one)
    for name, one in {
        "page": PUBLIC, "page without a script": STILL, "giving": GIVING, "staff": STAFF, "preview": PREVIEW,
        "document without parts": INERT, "worker": WORKER, "picture": MEDIA,
    }.items()
}  # fmt: skip
PERMISSIONS = (NO_PERMISSIONS, STAFF_PERMISSIONS)
LASTS = f"max-age={YEAR}; includeSubDomains; preload"
# Wider or stricter than usual, each for a reason its own view gives.
OF_ITS_OWN = {
    ("X-Frame-Options", "SAMEORIGIN"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "cross-origin"),
}  # fmt: skip


def kind(response, address: str) -> str:
    """Which policy an answer should have, told from what it is."""
    what, body = response.get("Content-Type", ""), b"" if response.streaming else response.content
    if response.get("X-Frame-Options") == "SAMEORIGIN":
        return "preview"
    if response.status_code != 405 and ("/media/pictures/" in address or "/images/image/file/" in address):
        return "picture"
    if not what.startswith("text/html"):
        return "worker" if address == "/sw.js" else "document without parts"
    if address.startswith("/admin/"):
        return "staff"
    if b'rel="manifest"' in body:
        return "giving"
    return "page" if b"<script" in body else "page without a script"


def faults(response, address: str, *, over_tls: bool = True) -> list[str]:
    """What is wrong with the headers of one answer."""
    wanted = ALWAYS | {"Content-Security-Policy": POLICIES[kind(response, address)]}
    wanted |= {"Strict-Transport-Security": LASTS} if over_tls else {}
    wrong = [
        f"{name}: {response.get(name)}"
        for name, value in wanted.items()
        if response.get(name) != value and (name, response.get(name)) not in OF_ITS_OWN
    ]
    wrong += [] if response.get("Permissions-Policy") in PERMISSIONS else ["Permissions-Policy"]
    wrong += ["X-Request-ID"] if not re.fullmatch("[0-9a-f]{32}", response.get("X-Request-ID", "")) else []
    return [f"{response.status_code} {address}: {one}" for one in wrong]


@pytest.fixture
def over_tls(settings):
    as_for_the_public(settings)


@pytest.mark.parametrize("person", ["anonymous", "owner"])
def test_every_address_answers_every_method_with_its_doors_closed(everything, over_tls, person, monkeypatch):
    monkeypatch.setattr(slowing, "WRONG_FROM_ONE_SENDER", slowing.WRONG_IN_ALL)
    client, wrong = test_addresses.visitor(person, everything["staff"]), []
    cookies = deepcopy(client.cookies)
    with at_rest(person == "anonymous"):
        for _name, address in test_addresses.visits(everything, person):
            answers = {}
            for method in ("GET", "HEAD", "POST", "OPTIONS"):
                client.cookies = deepcopy(cookies)  # one of the addresses signs out
                more = {"secure": True, "headers": {"host": HOST}}
                # A screen of staff bears the same headers whatever is on it.
                with undrawn(method != "GET" and address.startswith("/admin/")):
                    answers[method] = test_addresses.asked(client, method, address, **more)
            wrong += [
                f"{method} {one}" for method in ("GET", "POST", "OPTIONS") for one in faults(answers[method], address)
            ]
            wrong += differences(answers["GET"], answers["HEAD"], address)

    assert "\n".join(wrong) == ""


def differences(whole, head, address: str) -> list[str]:
    """HEAD bears what GET bears."""
    names = (*ALWAYS, "Content-Security-Policy", "Permissions-Policy", "Strict-Transport-Security")
    return [f"HEAD {address}: {name}" for name in names if head.get(name) != whole.get(name)]


@pytest.fixture
def client(settings):
    as_for_the_public(settings)
    return Client(raise_request_exception=False, headers={"host": HOST})


def test_what_is_refused_before_any_view_is_closed_too(clinic, client):
    refused = {
        400: [client.get("/%00/", secure=True), client.get("/", secure=True, headers={"host": "elsewhere.example"})],
        405: [client.post("/sw.js", secure=True)],
        403: [client.post("/feedback/", secure=True)],
        301: [client.get("/faq", secure=True)],
    }

    for status, answers in refused.items():
        for response in answers:
            assert (response.status_code, faults(response, response.request["PATH_INFO"])) == (status, [])


def test_without_tls_one_is_led_to_it_and_told_nothing_that_only_counts_there(clinic, client):
    response = client.get("/faq/")

    assert (response.status_code, response["Location"]) == (301, f"https://{HOST}/faq/")
    assert faults(response, "/faq/", over_tls=False) == []
    assert "Strict-Transport-Security" not in response


def test_a_page_that_is_gone_and_a_wait_are_closed_too(clinic, client, monkeypatch):
    revision = builders.published(builders.article(clinic["editor"], "old"), clinic)
    withdrawn(revision, clinic, builders.published(builders.article(clinic["editor"], "instead"), clinic).page)
    monkeypatch.setattr(slowing, "WRONG_FROM_ONE_SENDER", 0)

    for address, status in (("/articles/old/", 410), ("/h/Nobody", 429), ("/api/pages/Nobody.json", 429)):
        response = client.get(address, secure=True)
        assert (response.status_code, faults(response, address)) == (status, [])


def test_a_fault_of_ours_is_closed_and_may_show_its_own_style(clinic, client, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("clinic_site.content.shared.read", fail)

    response = client.get("/faq/", secure=True)

    assert response.status_code == 500
    assert response["Content-Security-Policy"] == policy(PUBLIC | {"style-src": f"'self' {digest_of(style())}"})
    assert [one for one in faults(response, "/faq/") if "Content-Security-Policy" not in one] == []


def test_style_sheets_and_scripts_are_closed_and_stay_so_when_nothing_has_changed(db, client):
    for address in ("/static/css/base.css", "/static/js/guide.js", "/static/icons/site.svg"):
        response = client.get(address, secure=True)
        same = client.get(address, secure=True, headers={"if-modified-since": response["Last-Modified"]})
        response.close()
        assert (response.status_code, same.status_code) == (200, 304)
        assert faults(response, address) + faults(same, address) == []


def test_what_is_kept_in_memory_bears_every_header_but_the_name_of_one_request(clinic, settings):
    as_for_the_public(settings)
    builders.published(builders.article(clinic["editor"], "kept"), clinic)
    over = {"HTTP_HOST": HOST, "wsgi.url_scheme": "https", "SERVER_NAME": HOST, "SERVER_PORT": "443"}
    with whole_site(settings) as site:
        settings.ALLOWED_HOSTS = [HOST]
        for address in ("/articles/kept/", "/sitemap.xml", "/api/pages.json"):
            first, second = (get(site, address, **over, **{"wsgi.input": BytesIO()}) for _time in range(2))
            same = get(site, address, **over, HTTP_IF_NONE_MATCH=second.headers["etag"], **{"wsgi.input": BytesIO()})
            for got in (first, second, same):
                for name, value in (ALWAYS | {"Strict-Transport-Security": LASTS}).items():
                    assert got.headers[name.lower()] == value, (address, got.status, name)
                assert "default-src 'none'" in got.headers["content-security-policy"]
                assert got.headers["permissions-policy"] == NO_PERMISSIONS
                assert "x-request-id" not in got.headers
        assert len(site.application.asked) == 3


def test_what_falls_through_every_layer_is_answered_in_words_with_its_doors_closed(caplog):
    def falls(environ, start_response):
        raise RuntimeError("Aurelia Zimmertal")

    got = get(LastResort(falls), "/")

    assert got.status == "500 Internal Server Error"
    assert b"went wrong on our side" in got.body
    assert {name.lower(): value for name, value in ALWAYS.items()}.items() <= got.headers.items()
    assert "default-src 'none'" in got.headers["content-security-policy"]
    assert get(LastResort(falls), "/", method="HEAD").body == b""


def test_these_settings_are_those_of_an_https_address(settings, tmp_path):
    as_for_the_public(settings)
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
             "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD", "ALLOWED_HOSTS")  # fmt: skip
    asking = f"from clinic_site import settings; print([getattr(settings, name) for name in {names}])"
    environment = os.environ | {"CLINIC_DATA": str(tmp_path), "CLINIC_ADDRESS": f"https://{HOST}"}

    said = subprocess.run([sys.executable, "-c", asking], cwd=ROOT, env=environment, capture_output=True, text=True)

    assert said.stdout.strip() == str([getattr(settings, name) for name in names]), said.stderr
