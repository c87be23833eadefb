"""Second factors of staff: passkeys, an app that makes codes, and recovery codes. allauth.mfa makes, keeps and checks
them; its pages, its accounts and its sign-in are not used, as ours are closed to strangers and work without script."""

import json
import logging
import time
from collections.abc import Callable
from enum import StrEnum

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import constant_time_compare

from clinic_site.late import late

# They take 9 MB, which a server that only readers ask does without.
fernet = late("cryptography.fernet")
signatures = late("cryptography.exceptions")
webauthn = late("allauth.mfa.webauthn.internal.auth")
PASSKEY, APP, RECOVERY = Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES
STEP = 30  # seconds a code of an app is good for
LONGEST_ANSWER = 20_000  # characters
log = logging.getLogger("clinic_site.faults")


class Ceremony(StrEnum):
    """What a passkey is asked for. By itself it has to know a finger, a face or a PIN; beside a password it may."""

    NEW = "passkey_new"
    ALONE = "passkey_alone"
    SECOND = "passkey_second"
    AGAIN = "passkey_again"


def are_required() -> bool:
    return settings.SECOND_FACTOR


def held(person) -> list[Authenticator]:
    """Passkeys and the app, the oldest first. Recovery codes stand in for one of them and are none."""
    return list(Authenticator.objects.filter(user=person).exclude(type=RECOVERY).order_by("pk"))


def has_any(person) -> bool:
    return Authenticator.objects.filter(user=person).exclude(type=RECOVERY).exists()


def has_passkey(person) -> bool:
    return Authenticator.objects.filter(user=person, type=PASSKEY).exists()


def has_app(person) -> bool:
    return Authenticator.objects.filter(user=person, type=APP).exists()


def new_secret() -> str:
    return totp.generate_totp_secret()


def is_code_of(secret: str, code: str, *, later_than: int = 0) -> int:
    """The step of time the code belongs to, one before and one after this one allowed; 0 when it belongs to none."""
    now = int(time.time()) // STEP
    for step in (now - 1, now, now + 1):
        right = totp.format_hotp_value(totp.hotp_value(secret, step))
        if step > later_than and constant_time_compare(right, code):
            return step
    return 0


@transaction.atomic
def add_app(person, secret: str, code: str) -> bool:
    """In place of an earlier app. False when the code is not one of this secret."""
    step = is_code_of(secret, code)
    if step:
        Authenticator.objects.filter(user=person, type=APP).delete()
        row = totp.TOTP.activate(person, secret).instance
        row.data["step"] = step
        row.save(update_fields=["data"])
    return bool(step)


def check_code(person, code: str) -> str:
    """The kind of factor that this code proves: of the app, or one of the recovery codes; empty when it is neither. A
    code works once, in every process."""
    return next((kind for kind, check in CHECKS.items() if understood(check, person, code)), "")


def understood(check: Callable[..., bool], person, code: str) -> bool:
    """False, and said in the log, where the secret key is no longer the one the codes were made with."""
    try:
        return check(person, code)
    except fernet.InvalidToken:
        log.exception("second factors can't be read: CLINIC_SECRET_KEY is not the one they were made with")
        return False


def can_be_read() -> bool:
    """Whether the newest app of anybody was added under the secret key of today."""
    row = Authenticator.objects.filter(type=APP).order_by("pk").last()
    try:
        return row is None or bool(decrypt(row.data["secret"]))
    except fernet.InvalidToken:
        return False


@transaction.atomic
def check_app(person, code: str) -> bool:
    row = Authenticator.objects.select_for_update().filter(user=person, type=APP).first()
    step = row and is_code_of(decrypt(row.data["secret"]), code, later_than=row.data.get("step", 0))
    if not step:
        return False
    row.data["step"] = step
    row.save(update_fields=["data"])
    row.record_usage()
    return True


def check_recovery(person, code: str) -> bool:
    row = Authenticator.objects.filter(user=person, type=RECOVERY).first()
    if row is None or not RecoveryCodes(row).validate_code(code):
        return False
    row.refresh_from_db()
    row.record_usage()
    return True


CHECKS = {APP: check_app, RECOVERY: check_recovery}


def has_codes(person) -> bool:
    return Authenticator.objects.filter(user=person, type=RECOVERY).exists()


def codes_left(person) -> int:
    row = Authenticator.objects.filter(user=person, type=RECOVERY).first()
    return settings.MFA_RECOVERY_CODE_COUNT - row.data["used_mask"].bit_count() if row else 0


@transaction.atomic
def new_codes(person) -> None:
    """The former ones stop working."""
    Authenticator.objects.filter(user=person, type=RECOVERY).delete()
    RecoveryCodes.activate(person)


@transaction.atomic
def codes_to_show(person) -> list[str]:
    """Once: an empty list for ever after."""
    row = Authenticator.objects.select_for_update().filter(user=person, type=RECOVERY).first()
    if row is None or RecoveryCodes(row).did_view:
        return []
    RecoveryCodes(row).mark_as_viewed()
    return RecoveryCodes(row).generate_codes()


def begin_passkey(person) -> dict:
    """What the browser is asked to make: a passkey that can say who somebody is. The challenge is in the session."""
    options = webauthn.begin_registration(person, passwordless=True)
    keep_state(Ceremony.NEW, person)
    return options


def add_passkey(person, answer: str, name: str) -> bool:
    take_state(Ceremony.NEW, person)
    try:
        credential = read(answer)
        webauthn.complete_registration(credential)
    except nonsense():
        return False
    webauthn.WebAuthn.add(person, name, credential)
    return True


def begin_check(ceremony: Ceremony, person=None) -> dict:
    """What the browser is asked to sign; without a person, by whichever passkey it has for this site."""
    options = webauthn.begin_authentication(person)
    keep_state(ceremony, person)
    return options


def check_passkey(ceremony: Ceremony, person, answer: str) -> bool:
    """One answer for each time it was begun, right or wrong."""
    take_state(ceremony, None if ceremony == Ceremony.ALONE else person)
    try:
        row = webauthn.complete_authentication(person, read(answer))
    except nonsense():
        return False
    row.record_usage()
    return True


def keep_state(ceremony: Ceremony, person) -> None:
    """Apart from other ceremonies, and with whose it is. allauth keeps one for all of them: a challenge that asked for
    no finger would do where one is needed."""
    context.request.session[ceremony] = {"person": person and person.pk, "state": webauthn.get_state()}
    webauthn.clear_state()


def take_state(ceremony: Ceremony, person) -> None:
    """Gives allauth what was kept for this ceremony and person, and nothing otherwise."""
    webauthn.clear_state()
    kept = context.request.session.pop(ceremony, None)
    if kept and kept["person"] == (person and person.pk):
        webauthn.set_state(kept["state"])


def person_in(answer: str):
    """Whose passkey it says it is; nothing is proven by that yet."""
    try:
        return webauthn.extract_user_from_response(read(answer))
    except nonsense():
        return None


def read(answer: str) -> dict:
    """Raises ValueError for what is no object in JSON."""
    credential = json.loads(answer) if len(answer) < LONGEST_ANSWER else None
    if not isinstance(credential, dict):
        raise ValueError("no answer of a passkey")
    return credential


@transaction.atomic
def remove(row: Authenticator) -> None:
    """The last one takes the recovery codes with it."""
    row.delete()
    if not has_any(row.user):
        Authenticator.objects.filter(user=row.user).delete()


def reset(person) -> int:
    """Takes all of them away, so that this person sets up new ones at the next sign-in."""
    return Authenticator.objects.filter(user=person).delete()[0]


def name_of(row: Authenticator) -> str:
    return row.data["name"] if row.type == PASSKEY else ""


def nonsense() -> tuple[type[Exception], ...]:
    """What comes of whatever a stranger may send in place of a passkey's answer."""
    return (
        signatures.InvalidSignature, ValidationError, ValueError, TypeError, KeyError, AttributeError, RecursionError,
    )  # fmt: skip
