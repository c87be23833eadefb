"""The forms of the admin, filled in without a browser, as somebody would who means harm."""

from django.test import Client

from clinic_site.content.drafting import SiteLibrary
from clinic_site.markdown import render
from faq.models import Question

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
    fields = FIELDS | {"base_edit": str(page.edit), "_continue": "1"} | fields
    return client.post(f"/admin/faq/question/{page.pk}/change/", fields)


def step(client: Client, page: Question, verb: str, **fields: str):
    return client.post(f"/admin/faq/question/{page.pk}/{verb}/", fields)


def publish(clients: dict[str, Client], page: Question, note: str = "A first text.") -> None:
    for role, verb, fields in (
        ("editor", "submit", {"note": note, "kind": "clinical"}),
        ("reviewer", "approve", {"note": note}),
        ("publisher", "publish", {}),
    ):
        answer = step(clients[role], page, verb, **fields)
        assert answer.status_code == 302, answer.content.decode().partition("errornote")[2][:2000]
