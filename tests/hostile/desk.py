"""The forms of the admin, filled in without a browser, as somebody would who means harm."""

import re

from django.test import Client

from clinic_site.content.drafting import SiteLibrary
from clinic_site.content.facts import check
from clinic_site.markdown import render
from clinic_site.readiness.registry import unexplained
from faq.models import Question
from tests.clinic_site.content.forms import TICKS

FIELDS = {
    "question": "May I swim?", "list_title": "", "short_answer": "Yes.", "body": "Some words.",
    "topics": "after-treatment", "related": "", "search_words": "", "risk": "normal", "language": "en-GB",
    "owner": "", "deputy": "", "interval_months": "24",
}  # fmt: skip


def sound(texts: list[str]) -> list[str]:
    """Those that nothing stops from being published, on a site with an empty library."""
    results = [(text, render(text, SiteLibrary())) for text in texts if text.strip() and "\x00" not in text]
    return [text for text, result in results if not result.problems and "data-page" not in result.html]


def add_question(client: Client, slug: str, **fields: str) -> Question:
    answer = client.post("/admin/faq/question/add/", FIELDS | {"slug": slug, "base_edit": "0"} | fields)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    return Question.objects.get(slug=slug)


def save_question(client: Client, page: Question, **fields: str):
    page.refresh_from_db()
    fields = FIELDS | {"base_edit": str(page.edit)} | ({} if "_send" in fields else {"_continue": "1"}) | fields
    return client.post(f"/admin/faq/question/{page.pk}/change/", fields)


def send(client: Client, page: Question, note: str = "A first text."):
    """From the edit screen, with a reason beside each finding that wants one."""
    page.refresh_from_db()
    fields = {name: getattr(page, name) for name in ("question", "list_title", "short_answer", "body", "search_words")}
    reasons = {f"why-{one.id}": "Somebody who means harm wrote it." for one in unexplained(check(page))}
    return save_question(client, page, **fields, **reasons, _send="1", note=note, kind="clinical")


def step(client: Client, page: Question, verb: str, **fields: str):
    """Posts what the verb's screen asks for, and which text was seen there."""
    address = f"/admin/faq/question/{page.pk}/{verb}/"
    seen = re.search(r'name="seen" value="([^"]*)"', client.get(address).content.decode())
    return client.post(address, {"seen": seen[1] if seen else ""} | fields)


def publish(clients: dict[str, Client], page: Question, note: str = "A first text.") -> None:
    answers = [send(clients["editor"], page, note)]
    answers += [step(clients["reviewer"], page, "approve", **TICKS), step(clients["publisher"], page, "publish")]
    for answer in answers:
        assert answer.status_code == 302, answer.content.decode().partition("errornote")[2][:2000]
