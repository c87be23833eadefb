"""A clinic in which one hostile line stands in every field that somebody can fill in."""

from django.test import Client

from articles.models import Article
from clinic_site.content import topic
from clinic_site.content.required import ALL
from clinic_site.feedback.models import Feedback, Reason
from clinic_site.glossary.models import Term
from clinic_site.images.models import add
from clinic_site.profile.models import amend
from clinic_site.references.models import Reference
from faq.models import Question
from tests import builders
from tests.clinic_site.images.pictures import jpeg
from tests.hostile.desk import add_question, publish


def clients_of(staff) -> dict[str, Client]:
    found = {}
    for role, person in staff.items():
        found[role] = Client()
        found[role].force_login(person)
        found[role].user = person
    return found


def hostile_clinic(line: str) -> dict[str, Client]:
    """A clinic where every name, title, caption and note is the line."""
    staff = builders.everyone()
    for person in staff.values():
        person.name, person.role_as_printed, person.registration = line, line, line
        person.save()
    amend(by=staff["owner"], clinic_name=line, phone="01632 960001", emergency_number="999", address=line,
          when_closed=line, opening_hours=line, ownership=line, complaints=line, practitioner=line, regulator=line,
          country=line, emergency_department=line, getting_here=line, other_formats=line)  # fmt: skip
    text = topic.write(by=staff["owner"], slug="after-treatment", title=line, summary=line, position=1)
    topic.confirm(text, by=staff["reviewer"])
    hostile_disclaimers(staff, line)
    Reference.objects.create(key="Hostile2024", authors=line, title=line, source=line, year=2024, label=line,
                             finding=line, doi="10.1234/" + line.replace(" ", ""), checked_on="2026-01-01")  # fmt: skip
    Term.objects.create(key="hostile", term=line, plain=line, explanation=line, source=line)
    add(jpeg(), by=staff["editor"], key="hostile", alt_choice="informative", alt=line, caption=line, credit=line)
    return clients_of(staff)


def hostile_disclaimers(staff, line: str) -> None:
    for key in ALL:
        words = {"title": line, "short_form": line, "body": f"- words of {key}\n- `{line}`\n"}
        builders.published(builders.disclaimer(staff["editor"], key, **words), staff, note=line)


def hostile_pages(clients: dict[str, Client], line: str) -> None:
    body = "Words [@Hostile2024] of {{clinic_name}}.\n\n![](image:hostile)\n\n:::same-day\n:::\n"
    staff = {role: one.user for role, one in clients.items()}
    page = add_question(
        clients["editor"], "may-i-swim", question=line, list_title=line, short_answer=line, search_words=line, body=body
    )
    publish(clients, page, note=line)
    article = {"title": line, "lede": line, "body": body, "topics": "after-treatment", "risk": "normal"}
    article |= {"language": "en-GB", "interval_months": "24", "slug": "swimming", "base_edit": "0"}
    assert clients["editor"].post("/admin/articles/article/add/", article).status_code == 302
    builders.published(Article.objects.get(), staff, note=line)
    words = {"title": line, "lede": line, "points": [line], "items": [page.number_id, Article.objects.get().number_id]}
    builders.published(builders.handout(staff["editor"], **words), staff, note=line)
    commented(page, line)


def commented(page: Question, line: str) -> None:
    """As if a reader's words had come through the screening whole."""
    revision = page.revisions.published().get().revision
    Feedback.objects.create(number_id=page.number_id, revision=revision, helpful=False, reason=Reason.WRONG, words=line)
