"""What somebody does beside the serving processes, in a process of its own (see clerk.py)."""

from hashlib import sha256

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from clinic_site.accounts.models import User
from clinic_site.accounts.sessions import FACTOR, SessionStore
from clinic_site.content import desk, withdrawing
from clinic_site.images.models import add
from clinic_site.operations import edition
from faq.models import Question
from tests import builders
from tests.clinic_site.images.pictures import jpeg

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


def publish_canary(words: str, slug: str) -> dict:
    """A page with these words in everything but its title, which stays to say what is gone."""
    fields = {"question": "Will this stay?", "short_answer": f"{words} answer.", "search_words": ["zqxsought"],
              "body": f"## A {words} part\n\nIts {words} body.\n"}  # fmt: skip
    page = builders.question(staff()["editor"], slug, **fields)
    builders.published(page, staff())
    return {"number": page.number_id}


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
    store[FACTOR] = "app"
    store.save()
    return {"key": store.session_key, "cookie": f"{settings.SESSION_COOKIE_NAME}={store.session_key}"}


def draft(words: str) -> dict:
    """Puts words on a desk, of a page that readers know, and sends them to nobody."""
    page = Question.objects.get(slug=SLUG)
    desk.save(page, by=staff()["editor"], base_edit=page.edit, body=f"{words}\n")
    return {"pk": page.pk}


def picture() -> dict:
    """A public one."""
    add(jpeg(), by=staff()["editor"], key="chairs", alt_choice="informative", alt="Chairs in a room")
    page = builders.question(staff()["editor"], "with-a-picture", body="Words.\n\n![](image:chairs)\n")
    builders.published(page, staff())
    return {"number": page.number_id}


def public() -> dict:
    """What readers get at each address, as a digest of every byte."""
    settings.ALLOWED_HOSTS = ["testserver"]
    client, answers = Client(), {}
    for address in edition.addresses():
        answer = client.get(f"{address.path}?{address.query}")
        body = answer.getvalue()
        answers[f"{address.path} {address.query}"] = [answer.status_code, sha256(body).hexdigest()]
    return {"answers": answers}
