"""Who somebody is and how they are, planted wherever anything can be typed, sent or said: in no table, no cache, no
log, no file, no header, and in nothing that is made for the next reader."""

import logging
from urllib.parse import quote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from clinic_site.access_log import JsonLines
from clinic_site.counts import batch
from clinic_site.feedback.giving import give
from clinic_site.pagecache.serving import PageCache
from clinic_site.views import slowing
from tests import builders
from tests.architecture.addresses import filled, routes
from tests.clinic_site.images.pictures import encoded, phone_exif
from tests.clinic_site.pagecache.whole import asked, whole_site
from tests.clinic_site.search.test_no_person_kept import kept

PLANTED = (
    "Aurelia Zimmertal",
    "zimmertal-aurelia",
    "aurelia@zimmertal.example",
    "07700 900461",
    "14/02/1957",
    "My name is Aurelia Zimmertal and I was born on 14 February 1957",
    "since tuesday my left breast is xanthotic and i am ashamed",
)
TELLING = ("zimmertal", "aurelia", "900461", "02/1957", "2%2f1957", "february 1957", "xanthotic", "ashamed")
QUERIES = ("q", "n", "numbers", "set", "topic", "kind", "year", "next", "before", "answers", "size", "tell", "bundle")
OWN = (
    "location",
    "set-cookie",
    "content-disposition",
    "link",
    "x-request-id",
    "vary",
    "etag",
    "content-security-policy",
)


@pytest.fixture(autouse=True)
def everything_is_logged_as_the_site_does(caplog, monkeypatch):
    caplog.set_level(logging.INFO)
    caplog.handler.setFormatter(JsonLines())
    # Who is slowed is asked nothing.
    monkeypatch.setattr(slowing, "WRONG_FROM_ONE_SENDER", slowing.WRONG_IN_ALL)


@pytest.fixture
def page(clinic):
    page = builders.question(clinic["editor"], "how-sore", question="How sore will I be?")
    builders.published(page, clinic)
    return page


def said_in_headers(words: str) -> dict[str, str]:
    names = ("USER_AGENT", "REFERER", "X_FORWARDED_FOR", "X_FORWARDED_HOST", "ACCEPT_LANGUAGE", "ORIGIN", "FROM",
             "COOKIE", "X_REQUEST_ID", "IF_NONE_MATCH", "ACCEPT", "ACCEPT_ENCODING", "SEC_PURPOSE", "VIA")  # fmt: skip
    return {f"HTTP_{name}": words for name in names} | {"REMOTE_ADDR": "203.0.113.77"}


def public_addresses(words: str) -> list[str]:
    """Every public address with a place to fill in, filled with it."""
    places = ("slug", "key", "typed", "number", "name", "after", "what", "app_label", "uidb64", "token")
    arguments = dict.fromkeys(places, words) | {"revision": 1}
    found = {filled(route, arguments) for _name, route in routes() if not route.startswith("admin/") and "<" in route}
    return [*sorted(found), f"/{words}", f"/{words}/", f"/articles/{words}/{words}", f"/static/{words}.css"]


def planted_everywhere(site: PageCache, page) -> list:
    """What was answered."""
    answers = []
    for words in PLANTED:
        for address in (*public_addresses(words), f"/{page.number_id} {words}", f"/h/{page.number_id}/{words}"):
            answers.append(asked(site, address, **said_in_headers(words)))
        for name in QUERIES:
            for address in (
                "/",
                "/faq/",
                "/search/",
                "/pick/",
                "/h/",
                "/print/cards",
                "/evidence/",
                "/changes/",
                "/show/",
            ):
                answers.append(asked(site, address, query=f"{name}={quote(words)}", **said_in_headers(words)))
    return answers


def told(text: str) -> list[str]:
    return [word for word in TELLING if word in text.lower()]


def in_memory(site: PageCache) -> str:
    kept_answers = [*site.shelf._answers.items(), *site._making.items(), *site._welcome]
    return f"{kept_answers}"


def test_nothing_of_a_reader_is_left_anywhere(clinic, page, settings, caplog, tmp_path):
    with whole_site(settings) as site:
        answers = planted_everywhere(site, page)
        after = [asked(site, address).body.decode() for address in ("/", page.path, "/faq/", "/pick/", "/changes/")]
        memory = in_memory(site)
    batch.flush()

    assert len(answers) > 500
    assert [answer.status for answer in answers if answer.status.startswith("5")] == []
    assert told(kept(caplog, tmp_path)) == []
    assert told(memory) == []
    assert told("".join(after)) == []
    assert "203.0.113" not in kept(caplog, tmp_path) + memory
    headers = [answer.headers.get(name, "") for answer in answers for name in OWN]
    assert told(" ".join(header for header in headers if not header.startswith("/show/"))) == []


def test_nothing_is_left_of_forms_that_were_refused(clinic, page, caplog, tmp_path):
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for words in PLANTED:
        fields = dict.fromkeys(("words", "reason", "seal", "username", "password", "next", "email", "helpful"), words)
        for address in ("/feedback/", f"/feedback/{page.number_id}/", f"/feedback/{quote(words)}/", "/admin/login/",
                        "/admin/markdown/upload/", "/admin/markdown/preview/", "/search/", "/pick/"):  # fmt: skip
            response = client.post(address, fields, headers={"user-agent": words, "referer": words, "origin": words})
            assert response.status_code < 500
            assert told(f"{response.headers} {response.cookies}") == []

    assert told(kept(caplog, tmp_path)) == []


def test_a_sign_in_that_fails_leaves_no_name(clinic, caplog, tmp_path, client):
    for words in PLANTED:
        client.post("/admin/login/", {"username": words, "password": words})

    assert told(kept(caplog, tmp_path)) == []


def test_what_staff_only_look_up_or_preview_is_not_kept(clinic, caplog, tmp_path, client):
    client.force_login(clinic["editor"])
    for words in PLANTED:
        for address in ("/admin/find/", "/admin/pick/sources/", "/admin/pick/pages/", "/admin/articles/article/",
                        "/admin/content/event/"):  # fmt: skip
            client.get(address, {"q": words})
        client.post("/admin/markdown/preview/", {"content": words})
        client.post("/admin/paste/", {"html": f"<p>{words}</p>"})

    assert told(kept(caplog, tmp_path)) == []


def test_of_a_picture_neither_its_name_nor_what_the_phone_wrote_into_it_is_kept(clinic, caplog, tmp_path, client):
    exif = phone_exif()
    exif[0x010E] = exif[0x013B] = "Aurelia Zimmertal"
    photo = encoded(Image.new("RGB", (60, 40), "red"), "JPEG", exif=exif, comment=b"Aurelia Zimmertal, 14/02/1957")
    client.force_login(clinic["editor"])

    file = SimpleUploadedFile("aurelia-zimmertal-14-02-1957.jpg", photo, "image/jpeg")
    response = client.post("/admin/markdown/upload/", {"image": file})

    assert response.status_code == 200
    assert told(f"{response.content.decode()} {response.headers}") == []
    assert told(kept(caplog, tmp_path)) == []
    assert [path for path in tmp_path.rglob("*") if b"immertal" in (path.read_bytes() if path.is_file() else b"")] == []


def test_what_a_reader_says_of_themselves_in_an_answer_is_left_out(clinic, page, caplog, tmp_path):
    """A sentence about somebody's health can't be told from one about the page: the form asks not to write it."""
    for words in PLANTED[2:6]:
        give(number=page.number_id, revision=1, helpful=False, reason="other", words=words)

    assert [word for word in TELLING[:6] if word in kept(caplog, tmp_path)] == []
