"""Every field that is not the text of a page: what is typed there comes out again as words, wherever it is shown."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client

from articles.models import Article
from clinic_site.accounts.models import User
from clinic_site.content import topic
from clinic_site.content.topic import Topic
from clinic_site.images.models import Image, add
from clinic_site.profile.models import amend
from clinic_site.references.models import Reference
from faq.models import Question
from tests import builders
from tests.clinic_site.images.pictures import jpeg
from tests.hostile.desk import add_question, publish, step
from tests.hostile.inert import live_parts
from tests.hostile.payloads import LINES

PUBLIC = [
    "/", "/articles/", "/articles/swimming/", "/faq/", "/faq/?answers=1", "/faq/may-i-swim/", "/topics/",
    "/topics/after-treatment/", "/evidence/", "/evidence/Hostile2024/", "/disclaimers/", "/disclaimers/pregnancy/",
    "/unwell/", "/1234", "/nowhere/", "/admin/login/",
]  # fmt: skip
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
]


def clients_of(staff) -> dict[str, Client]:
    found = {}
    for role, person in staff.items():
        found[role] = Client()
        found[role].force_login(person)
    return found


def hostile_clinic(line: str) -> dict[str, Client]:
    """A clinic where every name, title, caption and note is the line."""
    staff = builders.everyone()
    for person in staff.values():
        person.name, person.role_as_printed, person.registration = line, line, line
        person.save()
    amend(by=staff["owner"], clinic_name=line, phone="01632 960001", emergency_number="999", address=line,
          when_closed=line, opening_hours=line, ownership=line, complaints=line, practitioner=line)  # fmt: skip
    text = topic.write(by=staff["owner"], slug="after-treatment", title=line, summary=line, position=1)
    topic.confirm(text, by=staff["reviewer"])
    builders.required_disclaimers(staff)
    Reference.objects.create(key="Hostile2024", authors=line, title=line, source=line, year=2024, label=line,
                             finding=line, doi="10.1234/" + line.replace(" ", ""), checked_on="2026-01-01")  # fmt: skip
    add(jpeg(), by=staff["editor"], key="hostile", alt_choice="informative", alt=line, caption=line, credit=line)
    return clients_of(staff)


def hostile_pages(clients: dict[str, Client], line: str) -> None:
    body = "Words [@Hostile2024] of {{clinic_name}}.\n\n![](image:hostile)\n"
    page = add_question(
        clients["editor"], "may-i-swim", question=line, list_title=line, short_answer=line, search_words=line, body=body
    )
    publish(clients, page, note=line)
    article = {"title": line, "lede": line, "body": body, "topics": "after-treatment", "risk": "normal"}
    article |= {"language": "en-GB", "interval_months": "24", "slug": "swimming", "base_edit": "0"}
    assert clients["editor"].post("/admin/articles/article/add/", article).status_code == 302
    builders.published(Article.objects.get(), {role: one.user for role, one in clients.items()}, note=line)


@pytest.mark.parametrize("line", LINES)
def test_a_field_is_shown_as_the_words_that_were_typed(db, line):
    clients = hostile_clinic(line)
    for role, client in clients.items():
        client.user = client.get("/admin/").wsgi_request.user
        assert client.user.is_authenticated, role

    hostile_pages(clients, line)

    live = {}
    for address in PUBLIC:
        answer = Client().get(address)
        assert answer.status_code in {200, 404}, address
        live[address] = live_parts(answer.content.decode())
    newest = {model._meta.model_name: model.objects.latest("pk").pk for model in (Question, Topic, Image, User)}
    for screen in STAFF:
        address = screen.format(**newest)
        answer = clients["owner"].get(address)
        assert answer.status_code == 200, address
        live[address] = live_parts(answer.content.decode())
    assert {address: found for address, found in live.items() if found} == {}
    for address in ("/feeds/articles.xml", "/sitemap.xml"):
        ET.fromstring(Client().get(address).content)  # noqa: S314


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
