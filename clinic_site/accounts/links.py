"""The link with which somebody chooses a password. It is made of how they sign in now and of the secret key, so that it
needs no row: it dies when it is used, when they sign in, and when their e-mail address is another one."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from clinic_site.accounts.models import User


def link(person: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("invitation", args=[uid, default_token_generator.make_token(person)])


def days() -> int:
    return settings.PASSWORD_RESET_TIMEOUT // (24 * 3600)


def state_of(person: User) -> str:
    """A digest of all that a link dies of, to find later that it would be dead. It opens nothing."""
    signed_in = person.last_login.isoformat() if person.last_login else ""
    told = "\n".join((str(person.pk), person.password, signed_in, person.email))
    return salted_hmac("clinic_site.accounts.links", told, algorithm="sha256").hexdigest()
