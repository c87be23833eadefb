from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from clinic_site.accounts import factors, sessions
from clinic_site.accounts.links import days, link
from clinic_site.accounts.models import User
from clinic_site.content.event import Verb, record
from clinic_site.content.roles import ROLES, sync_roles
from clinic_site.operations.account_changes import tell


class Command(BaseCommand):
    help = _("Gives a person roles, and prints a link where they choose a password. The link works once.")

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="EMAIL")
        parser.add_argument("--role", action="append", choices=list(ROLES), required=True, help=_("may be repeated"))
        parser.add_argument(
            "--forget-factors",
            action="store_true",
            help=_("takes away their passkeys, app and recovery codes, when all of them are lost"),
        )
        parser.add_argument("--name", default="", help=_("else the person is asked for it"))

    def handle(self, *, email: str, role: list[str], name: str, forget_factors: bool = False, **options):
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(_("%(email)s is no e-mail address. Check it.") % {"email": email}) from error
        user = invite(email, role, name)
        if forget_factors:
            forget(user)
        said = _("Send this link to %(email)s. It works once, for %(days)d days; whoever has it gets in:")
        self.stdout.write(said % {"email": user.email, "days": days()})
        self.stdout.write(settings.SITE_ADDRESS + link(user))


@transaction.atomic
def invite(email: str, roles: list[str], name: str = "") -> User:
    """The person with these roles besides those they had, and one event that says so."""
    sync_roles()
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name)
    if not user.is_active:
        message = _("%(email)s was deactivated. An owner can tick “may sign in” in the admin first.")
        raise CommandError(message % {"email": user.email})
    if user.is_demonstration:
        raise CommandError(_("This is a demonstration account. Invite a real person, on a site of their own."))
    before = sorted(user.groups.values_list("name", flat=True))
    user.groups.add(*Group.objects.filter(name__in=roles))
    after = sorted(user.groups.values_list("name", flat=True))
    note = _("%(name)s was invited: %(roles)s") % {"name": user.name or user.email, "roles": ", ".join(after)}
    record(Verb.ROLES, by=None, note=note, person=user.pk, before=before, after=after, active=True)
    return user


@transaction.atomic
def forget(user: User) -> None:
    """They set up new ones at the next sign-in; whoever is signed in as them is out."""
    factors.reset(user)
    sessions.end_all(user)
    tell(user, by=None, note=_("Your passkeys, your app and your recovery codes were taken away."))
