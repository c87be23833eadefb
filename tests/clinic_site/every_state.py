"""Public pages in each state they can be in, as Django's client gets them."""

import re
from collections.abc import Iterator
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from clinic_site.content import desk, publishing, withdrawing, workflow
from clinic_site.operations import closed_pages
from clinic_site.profile.models import amend, confirm
from clinic_site.views import errors
from faq.models import Question
from tests import builders

LISTS = (
    "/",
    "/articles/",
    "/faq/",
    "/faq/?answers=1",
    "/topics/",
    "/evidence/",
    "/glossary/",
    "/disclaimers/",
    "/contact/",
    "/changes/",
    "/search/",
    "/search/?q=sore",
    "/search/?q=zqx",
    "/search/?q=can%27t+breathe+%3Cb%3E%26%22",
    "/search/?q=1234",
    "/pick/",
    "/pick/?bundle=1&topic=after-treatment",
    "/pick/?q=sore",
    "/pick/?q=zqx",
    "/pick/?q=zqx&tell=1",
)
SCREENS = ("/show/offline/", "/show/2035/", "/show/2035-2062-2043/", "/show/2035-2062-2070-2043-2056-2024-jane/")
ERRORS = ("/nowhere/at/all/", "/1234", "/?number=1234", "/?number=%00", "/admin/login/")
GIVEN_OUT = (
    "/h/",
    "/h/1234",
    "/h/2035-2100-1234/29990101",
    "/print/2035-2100",
    "/print/1041?size=large",
    "/print/2320",
    "/print/9065",
)
MANY_TRIES = 5
Pages = Iterator[tuple[str, str]]


def read(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def at(client: Client, addresses, state: str) -> Pages:
    for address in addresses:
        yield f"{state} {address}", client.get(address).content.decode()


def empty_site(client: Client) -> Pages:
    yield from at(client, [*LISTS, *ERRORS, "/unwell/"], "empty")
    yield from closed()


def closed() -> Pages:
    """What a server shows when nothing else works."""
    closed_pages.write()
    for name in closed_pages.PAGES:
        yield f"closed {name}", (closed_pages.folder() / f"{name}.html").read_text(encoding="utf-8")


def example_site(client: Client) -> Pages:
    """Every page of the demonstration (`starter_site`), which says on each that it is only an example."""
    listed = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", read(client, "/sitemap.xml"))
    references = re.findall(r'href="(/evidence/\w+/)"', read(client, "/evidence/"))
    assert len(listed) > 40
    assert len(references) > 40
    yield from at(client, sorted({*listed, *references, *LISTS, *SCREENS, *ERRORS}), "example")
    yield from closed()
    yield from at(client, GIVEN_OUT, "example")


def states_of_a_page(client: Client, staff: dict) -> Pages:
    """A question that was checked: within its date, due, overdue, changed, owing a second reading, withdrawn."""
    page = builders.published(builders.question(staff["editor"], "in-time"), staff).page
    today = timezone.localdate()
    for state, due in (("within date", 400), ("due", 0), ("overdue", -3)):
        Question.objects.filter(pk=page.pk).update(review_due=today + timedelta(days=due))
        yield from at(client, [page.path, *LISTS], state)
    page = desk.save(Question.objects.get(pk=page.pk), by=staff["editor"], base_edit=page.edit, body="Other words.\n")
    changed = builders.published(page, staff, note="The hours were wrong.")
    yield "changed", read(client, page.path)
    yield "second reading owed", second_reading_owed(client, staff)
    other = builders.published(builders.question(staff["editor"], "instead"), staff).page
    withdrawing.withdraw(changed, by=staff["publisher"], reason="mistake", read_instead=[other.number_id])
    yield "withdrawn", read(client, page.path, 410)
    yield from at(client, LISTS, "with a withdrawal")


def second_reading_owed(client: Client, staff: dict) -> str:
    confirm(amend(by=staff["owner"], allows_single_signature=True), by=staff["reviewer"])
    alone = builders.person("editor", "reviewer", "publisher", name="Alone")
    revision = workflow.submit(builders.article(alone, "alone"), by=alone, note="First text.")
    workflow.approve(revision, by=alone)
    return read(client, publishing.publish(revision, by=alone).page.path)


def staff_views(client: Client, staff: dict) -> Pages:
    """What staff see from the templates that readers get: a draft, and the style page."""
    client.force_login(staff["editor"])
    draft = builders.question(staff["editor"], "only-a-draft")
    yield "draft", read(client, f"/admin/faq/question/{draft.pk}/preview/")
    yield "style page", read(client, "/admin/style/")
    client.logout()


def faults(request) -> Pages:
    """The answers to what went wrong on the way."""
    yield "400", errors.bad_request(request).content.decode()
    yield "403 of a stale form", errors.stale_form(request).content.decode()
    yield "403", errors.forbidden(request).content.decode()
    yield "429", errors.too_many(request, minutes=MANY_TRIES).content.decode()
    yield "500", errors.server_error(request).content.decode()
