"""An app that makes codes, and what a browser does at the door, for tests without a browser."""

import time

from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from clinic_site.accounts import factors
from clinic_site.accounts.models import User

PASSWORD = "a long pass phrase"


def code_of(secret: str, steps: int = 0) -> str:
    """What the app shows now, or so many half minutes later."""
    return totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30 + steps))


def with_app(person: User) -> str:
    """The secret of an app that this person has had for a while."""
    secret = factors.new_secret()
    factors.add_app(person, secret, code_of(secret, -1))
    factors.new_codes(person)
    return secret


def give_password(client: Client, person: User, password: str = PASSWORD, **more):
    return client.post("/admin/login/", {"username": person.email, "password": password} | more)


def give_code(client: Client, code: str):
    return client.post("/admin/login/second/", {"code": code})


def is_in(client: Client) -> bool:
    return client.get("/admin/account/").status_code == 200
