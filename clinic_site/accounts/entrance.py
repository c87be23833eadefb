"""Tries of a password, at the door and wherever else one is asked for. Whether an account exists shows in nothing: the
same limit, the same words, and the same work of the hasher."""

from dataclasses import dataclass
from unicodedata import normalize

from django.contrib.auth import authenticate
from django.http import HttpRequest

from clinic_site.accounts import devices, tries
from clinic_site.accounts.models import User
from clinic_site.rates import Rates, sender_of

# A clinic may share one address, and known devices aren't counted: this is only against whoever keeps the hasher busy.
FROM_ONE_SENDER = 300
senders = Rates(tries.WINDOW)


@dataclass(frozen=True)
class Answer:
    """Who it is, if the password was theirs; or how many minutes to wait, and then nothing was looked at."""

    person: User | None = None
    minutes: int = 0


def account_of(email: str, person: User | None) -> str:
    """One name for an account, however its address is typed."""
    return f"person {person.pk}" if person else f"nobody {normalize('NFKC', email).strip().upper().lower()}"


def person_called(email: str) -> User | None:
    if "\0" in email:
        return None
    return User.objects.filter(email__iexact=normalize("NFKC", email).strip()).first()


def try_password(request: HttpRequest, email: str, password: str) -> Answer:
    person = person_called(email)
    device = devices.known(request, person)
    counted = tried(email, person, device)
    if device is None and senders.minutes_to_wait({("sender", sender_of(request)): FROM_ONE_SENDER}):
        return Answer(minutes=tries.WINDOW // 60)
    seconds = tries.seconds_to_wait(*counted)
    if seconds:
        return Answer(minutes=-(-seconds // 60))
    found = authenticate(request, username=person.email if person else email, password=password)
    if found is not None:
        tries.forgive(*counted)
    return Answer(found)


def tried(email: str, person: User | None, device: devices.Device | None) -> tuple[str, ...]:
    """What is counted: the account, or on a known device that device alone."""
    if device is not None:
        return "password", "device", str(device.pk)
    return "password", account_of(email, person)
