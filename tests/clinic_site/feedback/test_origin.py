import pytest
from django.http import HttpResponse
from django.test import Client

from clinic_site.feedback.models import Feedback
from clinic_site.feedback.origin import is_from_here, stateless_form

FROM_HERE = [
    {"Origin": "http://testserver"},
    {"Referer": "http://testserver/faq/does-it-hurt/"},
    {"Origin": "https://guide.example", "Referer": "https://elsewhere.example/"},
]
FROM_ELSEWHERE = [
    {},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "https://testserver"},
    {"Origin": "http://testserver.elsewhere.example"},
    {"Origin": "http://elsewhere.example", "Referer": "http://testserver/"},
    {"Referer": "http://testserver"},
    {"Referer": "http://testserver.elsewhere.example/"},
    {"Referer": "http://["},
]


@pytest.fixture(autouse=True)
def behind_a_proxy(settings):
    """The site is printed with an address that the process itself never sees."""
    settings.SITE_ADDRESS = "https://guide.example"


@pytest.mark.parametrize("headers", FROM_HERE)
def test_a_form_from_our_own_page_is_taken(rf, headers):
    assert is_from_here(rf.post("/feedback/", headers=headers))


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_a_form_from_anywhere_else_is_not(rf, headers):
    assert not is_from_here(rf.post("/feedback/", headers=headers))


def test_the_guard_asks_nothing_of_a_page_that_is_only_read(rf):
    guarded = stateless_form(lambda request: HttpResponse("refused"))(lambda request: HttpResponse("taken"))

    assert guarded(rf.get("/", headers={"Origin": "http://elsewhere.example"})).content == b"taken"
    assert guarded(rf.post("/", headers={"Origin": "http://elsewhere.example"})).content == b"refused"


def test_the_guard_stands_in_place_of_the_token_that_needs_a_cookie(page, reader):
    reader.client = Client(enforce_csrf_checks=True)

    answered = reader.answer(page.number_id, "no")

    assert answered.status_code == 200
    assert Feedback.objects.count() == 1


def test_a_form_from_elsewhere_is_shown_again_and_nothing_is_kept(page, reader):
    reader.answer(page.number_id, "no")
    sent = {"given": reader.hidden("given"), "reason": "wrong", "words": "The dose is wrong."}
    reader.clock.later(10)

    refused = reader.post(f"/feedback/{page.number_id}/", sent, Origin="http://elsewhere.example")

    assert refused.status_code == 403
    assert "The dose is wrong." in reader.html
    assert "please send it from here" in reader.html.lower()
    assert Feedback.objects.get().reason == ""
    assert reader.explain(page.number_id, reason="wrong", words="The dose is wrong.").status_code == 200
    assert Feedback.objects.get().reason == "wrong"
