"""Browsers in which somebody has signed in before. Whoever guesses a password from elsewhere can't lock these out: each
has tries of its own. A device lets nobody in by itself."""

import re
import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LASTS = timedelta(days=180)
SALT = "clinic_site.accounts.devices"
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")


class Device(models.Model):
    """One browser of one person. Kept: what kind it is and when it was used; not where."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="devices")
    digest = models.CharField(max_length=64)
    name = models.CharField(gettext_lazy("browser"), max_length=60)
    known_since = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-used_at"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="device_known_once")]

    def __str__(self) -> str:
        return self.name


def token_of(request: HttpRequest) -> str:
    """What the cookie of this browser says; empty when it has none, or one that we did not sign."""
    try:
        return signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return ""


def digest_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def known(request: HttpRequest, person) -> Device | None:
    token = token_of(request)
    return Device.objects.filter(person=person, digest=digest_of(token)).first() if token and person else None


def remember(request: HttpRequest, response: HttpResponse, person) -> None:
    """Several people may share a browser: it keeps its token, and each of them has a row."""
    token = token_of(request) or secrets.token_urlsafe(32)
    Device.objects.update_or_create(
        person=person,
        digest=digest_of(token),
        defaults={"name": name_of(request.headers.get("User-Agent", "")), "used_at": timezone.now()},
    )
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(token, salt=SALT),
        max_age=LASTS,
        path="/admin/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def name_of(agent: str) -> str:
    """In the words a person would use, and no more: "Firefox on Windows"."""
    browser = next((name for sign, name in BROWSERS if f"{sign}/" in agent), "")
    system = next((name for name in SYSTEMS if re.search(rf"\b{name}\b", agent)), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser")


def prune() -> None:
    Device.objects.filter(used_at__lt=timezone.now() - LASTS).delete()
