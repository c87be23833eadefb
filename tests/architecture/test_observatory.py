"""The score of real answers by the published rules of Mozilla's HTTP Observatory."""

import pytest
from django.db import OperationalError
from django.test import Client

from articles.models import Article
from tests import builders
from tests.architecture.observatory import Answer, content, cookie, points, redirection, score, scripts
from tests.architecture.over_tls import HOST, answer_of, as_for_the_public, followed, visitor

PAGE, SIGN_IN, WITHOUT_SCRIPT = 155, 160, 150
PAGES = (
    "/", "/faq/", "/faq/?answers=1", "/articles/", "/topics/", "/search/?q=sore", "/evidence/", "/glossary/",
    "/disclaimers/", "/unwell/", "/about/", "/privacy/", "/accessibility/", "/contact/", "/changes/", "/h/", "/pick/",
    "/show/offline/", "/feedback/", "/articles/an-article/",
)  # fmt: skip


@pytest.fixture
def site(clinic, settings):
    builders.published(builders.article(clinic["editor"], "an-article"), clinic)
    as_for_the_public(settings)
    return clinic


def scored(response) -> tuple[int, dict[str, int]]:
    answer = answer_of(response)
    return score(answer), {name: given for name, given in points(answer).items() if given <= 0}


def test_every_page_for_readers_has_all_points_a_page_without_a_cookie_can_have(site):
    client = visitor()

    scores = {address: scored(client.get(address, secure=True)) for address in PAGES}

    assert {address: one for address, one in scores.items() if one[0] != PAGE} == {}


def test_the_page_to_sign_in_has_those_of_its_cookie_too(site):
    response = visitor().get("/admin/login/", secure=True)

    assert response.cookies
    assert scored(response)[0] == SIGN_IN


def test_a_page_that_is_missing_or_gone_has_them_as_well(site):
    client = visitor()

    for address in ("/nowhere/", "/h/Nobody", "/articles/nothing/"):
        response = client.get(address, secure=True)
        assert (response.status_code, scored(response)[0]) == (404, PAGE), scored(response)


@pytest.mark.parametrize(("fault", "status"), [(RuntimeError, 500), (OperationalError, 503)])
def test_so_have_a_fault_of_ours_and_a_database_that_does_not_answer(site, monkeypatch, fault, status):
    def fail(*args, **kwargs):
        raise fault

    monkeypatch.setattr("clinic_site.content.shared.read", fail)

    response = visitor().get("/articles/", secure=True)

    assert (response.status_code, scored(response)[0]) == (status, PAGE), scored(response)


def test_every_redirect_leads_to_a_page_that_has_them(site):
    number = Article.objects.get(slug="an-article").number_id
    client = visitor()

    scores = {address: scored(followed(client, address)) for address in ("/faq", f"/{number}", f"/H/{number}")}

    assert {address: one for address, one in scores.items() if one[0] != PAGE} == {}
    assert scored(followed(client, "/admin/"))[0] == SIGN_IN


def test_a_redirect_itself_lacks_only_what_a_script_would_give(site):
    response = visitor().get("/faq", secure=True)

    assert response.status_code == 301
    assert scored(response)[0] == WITHOUT_SCRIPT


def test_who_asks_without_tls_is_led_to_the_same_host_with_it(site):
    response = Client(headers={"host": HOST}).get("/faq/")

    assert redirection([f"http://{HOST}/faq/", response["Location"]]) == 0


@pytest.mark.parametrize(
    ("policy", "given"),
    [
        ("default-src 'none'; script-src 'self'", 10),
        ("default-src 'self'", 5),
        ("default-src 'none'; style-src 'unsafe-inline'", 0),
        ("default-src 'none'; img-src http://example.org", -10),
        ("default-src 'none'; script-src 'unsafe-eval'", -10),
        ("default-src 'none'; script-src 'unsafe-inline'", -20),
        ("img-src 'self'", -20),
        ("default-src 'none'; connect-src http://example.org", -20),
        ("default-src 'none'; default-src 'self'", -25),
        ("", -25),
    ],
)
def test_the_points_of_a_policy_are_those_of_the_rules(policy, given):
    assert content(Answer({"content-security-policy": policy})) == given


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("__Host-sessionid=1; Secure; HttpOnly; SameSite=Lax; Path=/", 5),
        ("csrftoken=1; Secure; SameSite=Strict", 5),
        ("seen=1; Secure", 0),
        ("csrftoken=1; Secure", -20),
        ("sessionid=1; Secure; SameSite=Lax", -30),
        ("sessionid=1; HttpOnly; SameSite=Lax", -10),
        ("seen=1; SameSite=Lax", -5),
        ("seen=1; Secure; SameSite=Anything", -20),
    ],
)
def test_the_points_of_a_cookie_are_those_of_the_rules(line, given):
    assert cookie(line.lower(), is_kept=True) == given


@pytest.mark.parametrize(
    ("body", "given"),
    [
        (b"<p>no script", 0),
        (b'<script src="/a.js"></script>', 0),
        (b'<script src="/a.js" integrity="sha256-x"></script>', 5),
        (b'<script src="https://a.example/a.js"></script>', -5),
        (b'<script src="http://a.example/a.js"></script>', -50),
        (b'<script src="https://a.example/a.js" integrity="sha256-x"></script>', 5),
    ],
)
def test_the_points_of_a_script_are_those_of_the_rules(body, given):
    assert scripts(Answer({}, body)) == given


def test_points_above_a_hundred_are_only_for_who_lost_few():
    assert score(Answer({"content-security-policy": "default-src 'none'; frame-ancestors 'none'"})) == 75
