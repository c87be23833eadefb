"""What `check --deploy` says of the door."""

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from django.utils.translation import gettext as _


@register(Tags.security, deploy=True)
def second_factor(app_configs, **_kwargs) -> list[CheckMessage]:
    if settings.SECOND_FACTOR or not settings.SESSION_COOKIE_SECURE:
        return []
    hint = _("Take CLINIC_SECOND_FACTOR=0 away, so that a stolen password alone opens nothing.")
    return [Warning(_("Staff sign in with a password alone."), hint=hint, id="accounts.W001")]
