"""Plain functions that make what a test needs, through the same verbs that staff use."""

from datetime import date
from itertools import count

from django.contrib.auth.models import Group

from articles.models import Article
from clinic_site.accounts.models import User
from clinic_site.content import desk, publishing, topic, workflow
from clinic_site.content.required import ALL
from clinic_site.content.roles import ROLES, sync_roles
from clinic_site.disclaimers.models import Disclaimer
from clinic_site.handouts.models import Handout
from clinic_site.profile.models import amend
from clinic_site.references.models import Reference
from faq.models import Question

_numbers = count(1)
RELEASING = ("reviewer", "publisher")
# What a page that describes treatment owes its readers.
SECTIONS = "\n".join(
    f"## Part {place} {{{mark}}}\n\nSome plain words.\n"
    for place, mark in enumerate(("benefits", "risks", "alternatives", "no-treatment", "next"), start=1)
)


def person(*roles: str, name: str = "", **fields) -> User:
    sync_roles()
    name = name or f"Person {next(_numbers)}"
    fields.setdefault("role_as_printed", "a physiotherapist")
    user = User.objects.create_user(
        f"{name.lower().replace(' ', '.')}@example.test", name, "a long pass phrase", **fields
    )
    user.groups.set(Group.objects.filter(name__in=roles))
    return User.objects.get(pk=user.pk)


def everyone() -> dict[str, User]:
    return {role: person(role, name=role.title()) for role in ROLES}


def profile(owner: User, **changes):
    values = {
        "clinic_name": "Example Clinic",
        "phone": "01632 960001",
        "emergency_number": "999",
        "when_closed": "When we are closed, call the out-of-hours line.",
    }
    return amend(by=owner, **values | changes)


def shown_topic(owner: User, reviewer: User, slug: str = "after-treatment", **text):
    values = {"title": slug.replace("-", " ").capitalize(), "summary": "What to expect.", "position": 3}
    row = topic.write(by=owner, slug=slug, **values | text)
    topic.confirm(row, by=reviewer)
    return row.topic


def article(by: User, slug: str = "soreness", **fields) -> Article:
    values = {"title": f"Title of {slug}", "lede": f"Lede of {slug}.", "body": "## First part\n\nSome plain words.\n"}
    values |= {"topics": ["after-treatment"]}
    return desk.create(Article, by=by, slug=slug, **values | fields)


def question(by: User, slug: str = "does-it-hurt", **fields) -> Question:
    values = {"question": f"Question {slug}?", "short_answer": f"Answer to {slug}.", "body": "Some plain words.\n"}
    values |= {"topics": ["after-treatment"]}
    return desk.create(Question, by=by, slug=slug, **values | fields)


def handout(by: User, slug: str = "for-today", **fields) -> Handout:
    """With two public questions in it, made by whoever may."""
    values = {"title": f"Handout {slug}", "lede": f"Lede of {slug}.", "points": [f"Remember {slug}."]}
    values |= {"topics": ["after-treatment"]}
    if "items" not in fields:
        values["items"] = [item(by, name) for name in ("first-item", "second-item")]
    return desk.create(Handout, by=by, slug=slug, **values | fields)


def item(by: User, slug: str) -> str:
    """The number of a public question; the same one for every handout."""
    page = Question.objects.filter(slug=slug).first()
    if page is None:
        page = question(by, slug)
        staff = {"editor": by}
        staff |= {role: User.objects.filter(groups__name=role).exclude(pk=by.pk).first() for role in RELEASING}
        published(page, staff)
    return page.number_id


def reference(key: str = "Brady2014", **fields) -> Reference:
    values = {"authors": f"Authors of {key}", "title": f"Title of {key}", "source": f"Journal of {key}", "year": 2014}
    values |= {"label": f"Label of {key}", "finding": f"Finding of {key}.", "checked_on": date(2026, 1, 5)}
    return Reference.objects.create(key=key, **values | fields)


CARD_RULE = {"applies_to": "placed", "position": "card"}
FOOTER_RULE = {"applies_to": "everywhere", "position": "footer", "look": "plain"}
NOTE_RULE = {"applies_to": "placed", "position": "before", "look": "note"}


def disclaimer(by: User, slug: str, **fields) -> Disclaimer:
    rule = NOTE_RULE
    if slug in {"emergency", "same-day"}:
        rule = CARD_RULE | {"look": slug}
    elif slug in {"general-information", "not-for-emergencies"}:
        rule = FOOTER_RULE
    values = {"title": f"Title of {slug}", "short_form": f"Short form of {slug}.", "body": f"- words of {slug}\n"}
    return desk.create(Disclaimer, by=by, slug=slug, **values | rule | fields)


def published(page, staff: dict[str, User], note: str = "First text.", kind: str = "clinical"):
    revision = workflow.submit(page, by=staff["editor"], note=note, kind=kind)
    workflow.approve(revision, by=staff["reviewer"])
    return publishing.publish(revision, by=staff["publisher"])


def required_disclaimers(staff: dict[str, User], keys=ALL) -> None:
    for key in keys:
        published(disclaimer(staff["editor"], key), staff)


def clinic() -> dict[str, User]:
    """A clinic that can publish: one person a role, a profile, one topic, every required disclaimer."""
    staff = everyone()
    profile(staff["owner"])
    shown_topic(staff["owner"], staff["reviewer"])
    required_disclaimers(staff)
    return staff
