"""Where to tell that something about this site is not safe (RFC 9116)."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from clinic_site.content.reading import read_shared
from clinic_site.profile.models import Profile

# The standard wants less than a year; whoever reads an old copy should look again.
LASTS = timedelta(days=180)


def contacts(profile: Profile) -> list[str]:
    """As addresses; the one to write to first."""
    found = [f"mailto:{profile.email}"] if profile.email else []
    return [*found, profile.phone_href] if profile.phone else found


def expires() -> str:
    """The same all day long, so that every process says the same."""
    day = timezone.now().astimezone(UTC).date() + LASTS
    return f"{datetime.combine(day, time()):%Y-%m-%dT%H:%M:%SZ}"


@require_safe
def security_txt(request) -> HttpResponse:
    profile = read_shared().profile
    found = contacts(profile)
    if not found:
        raise Http404
    lines = [f"Contact: {one}" for one in found]
    lines += [
        f"Expires: {expires()}",
        f"Preferred-Languages: {profile.language.partition('-')[0]}",
        f"Canonical: {settings.SITE_ADDRESS}{reverse('security_txt')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
