"""Every field that is not the text of a page: what is typed there comes out again as words, wherever it is shown."""

import pytest
from django.test import Client

from articles.models import Article
from clinic_site.accounts.models import User
from clinic_site.content.topic import Topic
from clinic_site.disclaimers.models import Disclaimer
from clinic_site.handouts.models import Handout
from clinic_site.images.models import Image
from faq.models import Question
from tests.hostile.desk import add_question, publish, step
from tests.hostile.everywhere import clients_of, hostile_clinic, hostile_pages
from tests.hostile.inert import live_parts
from tests.hostile.payloads import LINES

PUBLIC = [
    "/", "/articles/", "/articles/swimming/", "/faq/", "/faq/?answers=1", "/faq/may-i-swim/", "/topics/",
    "/topics/after-treatment/", "/evidence/", "/evidence/Hostile2024/", "/disclaimers/", "/disclaimers/pregnancy/",
    "/unwell/", "/1234", "/nowhere/", "/admin/login/", "/glossary/", "/about/", "/privacy/kept/", "/changes/",
    "/contact/", "/h/", "/h/for-today/", "/pick/", "/feedback/", "/search/?q=swim", "/search/?q=nothing",
]  # fmt: skip
BY_NUMBER = ["/show/{0}/", "/h/{0}-{1}", "/print/{0}", "/print/{0}-{1}", "/print/cards?set={0}-{1}"]
NEWEST = (Question, Topic, Image, User, Disclaimer, Handout)
STAFF = [
    "/admin/",
    "/admin/faq/question/",
    "/admin/faq/question/{question}/change/",
    "/admin/faq/question/{question}/history/",
    "/admin/faq/question/{question}/revision/1/",
    "/admin/faq/question/{question}/preview/",
    "/admin/faq/question/{question}/withdraw/",
    "/admin/articles/article/",
    "/admin/content/topic/",
    "/admin/content/topic/{topic}/change/",
    "/admin/content/event/",
    "/admin/references/reference/",
    "/admin/images/image/",
    "/admin/images/image/{image}/change/",
    "/admin/profile/profile/",
    "/admin/accounts/user/",
    "/admin/accounts/user/{user}/change/",
    "/admin/disclaimers/disclaimer/{disclaimer}/change/",
    "/admin/disclaimers/disclaimer/{disclaimer}/history/",
    "/admin/handouts/handout/{handout}/change/",
    "/admin/glossary/term/",
    "/admin/feedback/feedback/",
    "/admin/letters/letter/",
    "/admin/record/",
    "/admin/report/",
]


@pytest.mark.parametrize("line", LINES)
def test_a_field_is_shown_as_the_words_that_were_typed(db, line):
    clients = hostile_clinic(line)
    hostile_pages(clients, line)

    live, numbers = {}, [Question.objects.get().number_id, Article.objects.get().number_id]
    for address in [*PUBLIC, *(one.format(*numbers) for one in BY_NUMBER)]:
        answer = Client().get(address)
        assert answer.status_code in {200, 404}, address
        live[address] = live_parts(answer.content.decode())
    newest = {model._meta.model_name: model.objects.latest("pk").pk for model in NEWEST}
    for screen in STAFF:
        address = screen.format(**newest)
        answer = clients["owner"].get(address)
        assert answer.status_code == 200, address
        live[address] = live_parts(answer.content.decode())
    # The row that the picker's script copies.
    assert live.pop("/pick/") == ["<template>"]
    assert {address: found for address, found in live.items() if found} == {}


@pytest.mark.parametrize("line", LINES)
def test_what_is_typed_into_a_step_comes_back_as_words(clinic, line):
    clients = clients_of(clinic)
    page = add_question(clients["editor"], "may-i-swim")
    publish(clients, page)

    answers = [
        step(clients["publisher"], page, "withdraw", reason=line, read_instead=line, successor=line[:5], note=line),
        step(clients["publisher"], page, "move", slug=line),
        step(clients["reviewer"], page, "return", note=line),
        clients["editor"].get("/admin/faq/question/", {"q": line}),
        clients["editor"].get("/admin/faq/question/", {"needs": line}, follow=True),
        Client().get("/faq/", {"answers": line}),
        Client().get("/admin/login/", {"next": line}),
        Client().post("/admin/login/", {"username": line, "password": line, "next": line}),
        Client().get(f"/{line}/"),
    ]

    assert [live_parts(answer.content.decode()) for answer in answers] == [[]] * len(answers)
    assert all(answer.status_code < 500 for answer in answers)
