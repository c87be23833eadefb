"""A site to look at: example content, a made-up clinic, one account for each role. Never beside a real site's data."""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext as _

from clinic_site.accounts.models import User
from clinic_site.content import publishing, topic, workflow
from clinic_site.content.desk import all_pages
from clinic_site.content.roles import ROLES, sync_roles
from clinic_site.content.topic import TopicText
from clinic_site.numbers.models import Number
from clinic_site.operations.loading import load
from clinic_site.profile.models import Profile, amend, in_force

STARTER = settings.BASE_DIR / "starter"
CLINIC = {
    "clinic_name": "Example Clinic",
    "address": "1 Example Street, Exampletown",
    "phone": "01632 960001",  # kept for fiction: it rings nowhere
    "opening_hours": "Monday to Friday, 9 am to 5 pm",
    "when_closed": "When we are closed, call your out-of-hours doctor.",
    "emergency_number": "999",
    "country": "United Kingdom",
    "practitioner": "physiotherapist",
    "ownership": "This is an example clinic. It sells nothing.",
    "getting_here": "Example: we are 2 minutes from the bus stop. There is a lift.",
    "complaints": "Example: write to the manager of the clinic, or ask for the manager by phone.",
    "other_formats": "Example: ask us for large print, or ask us to read a page to you.",
}
PRINTED = "a demonstration account"


class NotADemonstration(Exception):
    """The database holds somebody's work; the message says where and what to do."""


def prepare() -> dict[str, str]:
    """Makes the demonstration, or finds an earlier one as people left it. Returns address -> password.

    Raises NotADemonstration, before anything is changed, when the database holds anything else.
    """
    refuse_real_data()
    call_command("migrate", verbosity=0, interactive=False)
    passwords = kept_passwords(settings.DATA_DIR / "demo_accounts.txt")
    with transaction.atomic():
        sync_roles()
        people = {role: _account(role, passwords[email(role)]) for role in ROLES}
        if not in_force().pk:
            amend(by=people["owner"], is_example=True, **CLINIC)
            load(STARTER, by=people["owner"])
            publish_everything(people)
    return passwords


def refuse_real_data() -> None:
    tables = set(connection.introspection.table_names())
    if {Profile._meta.db_table, User._meta.db_table, Number._meta.db_table} <= tables:
        is_empty = not User.objects.exists() and not Number.objects.exists()
        if is_empty or in_force().is_example:
            return
    elif not tables:
        return
    raise NotADemonstration(_not_a_demonstration())


def _not_a_demonstration() -> str:
    if connection.vendor == "sqlite":
        message = _(
            "The data in %(folder)s is not a demonstration, so nothing was changed. Give the demonstration a folder of "
            "its own: CLINIC_DATA=demo-data manage.py demo"
        )
        return message % {"folder": settings.DATA_DIR}
    message = _(
        "The database %(name)s is not a demonstration, so nothing was changed. Unset DATABASE_URL and give the "
        "demonstration a folder of its own: CLINIC_DATA=demo-data manage.py demo"
    )
    return message % {"name": connection.settings_dict["NAME"]}


def email(role: str) -> str:
    return f"{role}@clinic.example"


def kept_passwords(path: Path) -> dict[str, str]:
    """The passwords of this data folder, made on the first run."""
    passwords = {email(role): secrets.token_urlsafe(9) for role in ROLES}
    if path.exists():
        lines = path.read_text(encoding="ascii").splitlines()
        return passwords | dict(line.split("\t") for line in lines if "\t" in line)
    path.touch(mode=0o600)
    path.write_text("".join(f"{address}\t{word}\n" for address, word in passwords.items()), encoding="ascii")
    return passwords


def _account(role: str, password: str) -> User:
    user = User.objects.filter(email=email(role)).first()
    if user is None:
        user = User.objects.create_user(
            email(role), f"Demo {role}", password, role_as_printed=PRINTED, is_demonstration=True
        )
        user.groups.set(Group.objects.filter(name=role))
    elif not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return User.objects.get(pk=user.pk)


def publish_everything(people: dict[str, User]) -> None:
    """Through the same steps that staff take: one writes, another approves, a third publishes all pages together."""
    for text in TopicText.objects.filter(in_force_at__isnull=True).order_by("id"):
        topic.confirm(text, by=people["reviewer"])
    revisions = [workflow.submit(page, by=people["editor"], note=_("Starter content")) for page in all_pages()]
    for revision in revisions:
        workflow.approve(revision, by=people["reviewer"])
    publishing.publish_all(revisions, by=people["publisher"])
