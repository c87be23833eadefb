"""What only the database knows: people, texts, time, letters."""

from collections.abc import Iterator
from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.accounts import factors
from clinic_site.accounts.models import User
from clinic_site.content import registry
from clinic_site.content.event import Event
from clinic_site.content.required import ALL
from clinic_site.disclaimers.models import Disclaimer
from clinic_site.generation import tick
from clinic_site.generation.models import TickJob
from clinic_site.letters.models import Letter
from clinic_site.operations import edition
from clinic_site.operations.doctor_finding import Finding
from clinic_site.operations.doctor_settings import in_environment
from clinic_site.profile.models import in_force

EDITION_MAY_BE = timedelta(minutes=5)
AHEAD_MAY_BE = timedelta(minutes=2)


def time() -> Iterator[Finding]:
    if tick.is_late():
        age = tick.age()
        what = _("Nothing has been done by itself yet (no tick).")
        if age is not None:
            what = _("Nothing has been done by itself for %(minutes)d minutes.") % {
                "minutes": age.total_seconds() // 60
            }
        yield Finding(
            what,
            _("Chosen times pass, and no letters go out."),
            _("CLINIC_TICK=thread with one process, or: systemctl enable --now clinic-guide-tick.timer"),
        )
    for job in TickJob.objects.failing():
        yield Finding(
            _("What should happen by itself fails: %(name)s: %(error)s") % {"name": job.name, "error": job.last_error},
            _("It is tried again every minute."),
            "journalctl -u clinic-guide -u clinic-guide-tick -n 100",
        )
    newest = Event.objects.order_by("-at").values_list("at", flat=True).first()
    if newest and newest - timezone.now() > AHEAD_MAY_BE:
        yield Finding(
            _("The clock of this machine is behind its own record (%(at)s).") % {"at": newest},
            _("Texts would be dated wrongly, and chosen times come late."),
            "timedatectl set-ntp true",
        )


def owners() -> Iterator[Finding]:
    people = [person for person in User.objects.filter(is_active=True) if person.has_perm("accounts.change_user")]
    if not [person for person in people if person.has_usable_password()]:
        yield Finding(
            _("Nobody who can sign in is an owner."),
            _("No one can invite people or change the phone number."),
            "manage.py invite you@yourclinic.org --role owner",
        )
    for person in without_second_factor(people):
        yield Finding(
            _("%(email)s is an owner and has no second factor.") % {"email": person.email},
            _("A guessed password would be enough to change what patients read."),
            _("ask them to set one up at /admin/, under their name."),
        )
    if not factors.can_be_read():
        yield Finding(
            _("Second factors can't be read: CLINIC_SECRET_KEY is not the one they were made with."),
            _("Whoever uses an app or a recovery code can't sign in."),
            in_environment(_("CLINIC_SECRET_KEY=… with the former key, from your copy of this file")),
        )
    if settings.SECURE_SSL_REDIRECT and User.objects.filter(is_demonstration=True, is_active=True).exists():
        yield Finding(
            _("Accounts of the demonstration can sign in."),
            _("Their passwords lie in a file."),
            _("start the real site with a data folder of its own (CLINIC_DATA)."),
        )


def two_people() -> Iterator[Finding]:
    """Whether there is somebody to write a text and somebody else to sign it."""
    profile = in_force()
    people = [one for one in User.objects.filter(is_active=True) if one.has_usable_password()]
    if not profile.is_example:
        people = [one for one in people if not one.is_demonstration]  # they can't approve on a real site
    writers = [one for one in people if one.has_perm("articles.submit_article")]
    signers = [one for one in people if one.has_perm("articles.approve_article") and one.role_as_printed]
    invite = "manage.py invite colleague@yourclinic.org --role reviewer"
    if people and not signers:
        yield Finding(
            _("Nobody can sign texts."),
            _("Nothing can be published."),
            _("give somebody the role reviewer and a printed role, at /admin/; or: %(command)s") % {"command": invite},
        )
    elif signers and not profile.allows_single_signature and len({*writers, *signers}) == 1:
        yield Finding(
            _("Only one person, %(email)s, can write and sign texts.") % {"email": signers[0].email},
            _("Nobody may sign what they wrote themselves, so nothing can be published."),
            _("%(command)s; a clinic of one can allow a single signature in the clinic profile, at /admin/.")
            % {"command": invite},
        )


def without_second_factor(people: list[User]) -> list[User]:
    """None where the site has no second factors."""
    if not apps.is_installed("allauth.mfa"):
        return []
    having = set(apps.get_model("mfa", "Authenticator").objects.values_list("user_id", flat=True))
    return [person for person in people if person.pk not in having and person.has_usable_password()]


def texts() -> Iterator[Finding]:
    waiting = sum(model.objects.count() - len(public_pages(model)) for model in registry.page_types())
    public = sum(len(public_pages(model)) for model in registry.page_types() if not model.provides_disclaimers)
    if not public:
        yield Finding(
            _("No page is public yet; %(count)d wait for a clinician.") % {"count": waiting},
            _("Readers find an empty site."),
            _("sign in at /admin/ and have the starter texts checked (docs/review.md)."),
        )
    lacking = set(ALL) - {page.slug for page in public_pages(Disclaimer)}
    if lacking:
        yield Finding(
            _("Safety texts are not signed yet: %(names)s.") % {"names": ", ".join(sorted(lacking))},
            _("No page that needs them can be published."),
            _("sign in at /admin/ and have these disclaimers checked first."),
        )
    profile = in_force()
    if not profile.pk or profile.is_example:
        yield Finding(
            _("The clinic profile is not filled in."),
            _("Pages show no phone and no emergency number."),
            _("sign in at /admin/, Clinic profile; a second person confirms it."),
        )


def public_pages(model) -> list:
    published = model.revision_class.objects.published().values("page_id")
    return list(model.objects.filter(pk__in=published))


def letters() -> Iterator[Finding]:
    failed = Letter.objects.to_tell().count()
    if failed:
        yield Finding(
            _("Letters that could not be sent: %(count)d.") % {"count": failed},
            _("Somebody was not told."),
            _("/admin/letters/letter/ says why; those of the last 7 days can be sent again there."),
        )


def files() -> Iterator[Finding]:
    """The published edition, where there is one: the site writes it within seconds of a change."""
    mark = edition.kept().mark() if edition.folder().is_dir() else None
    newer = Event.objects.filter(sequence__gt=mark or 0).order_by("sequence").first()
    if mark is not None and newer and timezone.now() - newer.at > EDITION_MAY_BE:
        yield Finding(
            _("The published files are older than the record (since %(at)s).") % {"at": newer.at},
            _("Should the database fail, readers would get old pages."),
            _("systemctl restart clinic-guide; journalctl -u clinic-guide says why they are not written."),
        )


LOOKS = (time, owners, two_people, texts, letters, files)
