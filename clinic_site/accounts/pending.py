"""Who has given the right password and has still to show a second factor. Until then they are nobody to every other
page: no session of theirs is open."""

from dataclasses import dataclass

from django.contrib.auth import login
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from clinic_site.accounts import factors, sessions
from clinic_site.accounts.models import User

KEY = "pending"
LASTS = 10 * 60  # seconds


@dataclass(frozen=True)
class Pending:
    person: User
    where: str


def begin(request: HttpRequest, person: User, where: str) -> None:
    request.session.flush()
    request.session.cycle_key()
    request.session[KEY] = {
        "person": person.pk, "hash": person.get_session_auth_hash(), "at": sessions.now(), "where": where,
    }  # fmt: skip


def of(request: HttpRequest) -> Pending | None:
    """None too when the password was changed meanwhile, when it is long ago, or when the person has left."""
    kept = request.session.get(KEY)
    if not kept or sessions.now() - kept["at"] > LASTS:
        return None
    person = User.objects.filter(pk=kept["person"], is_active=True).first()
    if person is None or not constant_time_compare(kept["hash"], person.get_session_auth_hash()):
        return None
    return Pending(person, kept["where"])


def person_setting_up(request: HttpRequest) -> User | None:
    """Who may add a factor: somebody signed in, or who gave the password and has no factor yet."""
    if request.user.is_authenticated:
        return request.user
    waiting = of(request)
    return waiting.person if waiting and not factors.has_any(waiting.person) else None


def open_session(request: HttpRequest, person: User, *, factor: str) -> None:
    """Under a new key, and with nothing that was kept before. `factor` is the kind that was shown; empty for none."""
    request.session.flush()
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session[sessions.FACTOR] = factor
