"""What somebody does beside the serving processes, in a process of its own (see clerk.py)."""

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from clinic_site.accounts.models import User
from clinic_site.content import desk, withdrawing
from faq.models import Question
from tests import builders

SLUG = "does-it-hurt"


def staff() -> dict[str, User]:
    return {role: User.objects.get(name=role.title()) for role in ("owner", "editor", "reviewer", "publisher")}


def begin() -> dict:
    builders.clinic()
    builders.published(builders.article(staff()["editor"], "soreness"), staff())
    page = builders.question(staff()["editor"], SLUG)
    builders.published(page, staff())
    return {"number": page.number_id}


def publish(words: str, slug: str = SLUG) -> None:
    page = Question.objects.filter(slug=slug).first() or builders.question(staff()["editor"], slug)
    desk.save(page, by=staff()["editor"], base_edit=page.edit, body=f"{words}\n")
    builders.published(Question.objects.get(pk=page.pk), staff())


def withdraw(slug: str) -> None:
    revision = Question.objects.get(slug=slug).revisions.get(state="published")
    instead = Question.objects.get(slug=SLUG).number_id
    withdrawing.withdraw(revision, by=staff()["publisher"], reason="mistake", read_instead=[instead])


def session() -> dict:
    """The cookie of an editor who has signed in."""
    editor, store = staff()["editor"], SessionStore()
    store[SESSION_KEY] = str(editor.pk)
    store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    store[HASH_SESSION_KEY] = editor.get_session_auth_hash()
    store.save()
    return {"key": store.session_key}


def draft(words: str) -> dict:
    """Puts words on a desk, of a page that readers know, and sends them to nobody."""
    page = Question.objects.get(slug=SLUG)
    desk.save(page, by=staff()["editor"], base_edit=page.edit, body=f"{words}\n")
    return {"pk": page.pk}
