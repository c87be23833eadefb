"""The machine: its disk, its folders, its clock, the programs and services that the site leans on."""

import os
import pwd
import shutil
import smtplib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.images import storage
from clinic_site.operations.doctor_finding import Finding
from clinic_site.operations.doctor_settings import in_environment

# Less than this is nearly full, in bytes and as a share.
LEAST, LEAST_SHARE = 1 << 30, 0.05
# This program was written later than that.
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)


def folder() -> Iterator[Finding]:
    data = Path(settings.DATA_DIR)
    me, owner = os.geteuid(), data.stat().st_uid
    if me != owner:
        yield Finding(
            _("%(folder)s belongs to %(owner)s, and you are %(me)s.")
            % {"folder": data, "owner": name_of(owner), "me": name_of(me)},
            _("What one writes there the other can't change, and the site stops working."),
            _(
                "run this as the user of the site: runuser -u %(owner)s -- …; if that user is wrong:"
                " chown -R clinic-guide: %(folder)s"
            )
            % {"folder": data, "owner": name_of(owner)},
        )
    closed = [path for path in (data, *own_files(data)) if not os.access(path, os.W_OK)]
    if closed:
        yield Finding(
            _("%(path)s can't be written.") % {"path": closed[0]},
            _("Nothing that staff do can be saved."),
            f"chown -R clinic-guide: {data}",
        )
    stranger, other = next(((path, user) for path, user in two_levels(data) if user != owner), (None, owner))
    if stranger:
        yield Finding(
            _("%(path)s belongs to %(other)s, not to the user of the site.")
            % {"path": stranger, "other": name_of(other)},
            _("A command was run by somebody else, and what it wrote the site can't change."),
            f"chown -R {name_of(owner)}: {data}",
        )
    for path in own_files(data):
        if path.stat().st_mode & 0o004:
            yield Finding(
                _("%(path)s can be read by everybody on this machine.") % {"path": path},
                _("It holds unpublished texts and staff's e-mail addresses."),
                f"chmod o-rwx {path}",
            )


def own_files(data: Path) -> list[Path]:
    return [path for path in (data / "site.sqlite3", data / "media", data / "backups") if path.exists()]


def two_levels(data: Path) -> Iterator[tuple[Path, int]]:
    """Each with its owner. What may vanish meanwhile, or not be seen, is left out."""
    for path in (*data.glob("*"), *data.glob("*/*")):
        with suppress(OSError):
            yield path, path.stat().st_uid


def name_of(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return str(user)


def disk() -> Iterator[Finding]:
    for place in {str(settings.DATA_DIR), str(settings.BACKUPS or settings.DATA_DIR)}:
        try:
            usage = shutil.disk_usage(place)
        except OSError:  # is not there, or may not be seen: said where backups are looked at
            continue
        if usage.free < LEAST or usage.free < LEAST_SHARE * usage.total:
            yield Finding(
                _("The disk of %(place)s is nearly full: %(free)d MB are left.")
                % {"place": place, "free": usage.free >> 20},
                _("When it is full nothing can be saved and no backup is taken."),
                _(
                    "make room: journalctl --vacuum-size=200M; apt-get clean; or give the machine a larger disk."
                    " Never delete from %(place)s by hand."
                )
                % {"place": place},
            )
            return


def clock() -> Iterator[Finding]:
    if timezone.now() < BEGUN:
        yield Finding(
            _("The clock of this machine says %(now)s.") % {"now": timezone.now().date()},
            _("Texts would be dated wrongly, and chosen times would not come."),
            "timedatectl set-ntp true",
        )


def post() -> Iterator[Finding]:
    if not settings.EMAIL_HOST:
        yield Finding(
            _("No e-mail server is set (CLINIC_EMAIL_HOST)."),
            _("Nobody gets invitations and reminders; letters wait for one, and are not sent after 7 days."),
            in_environment("CLINIC_EMAIL_HOST=mail.yourclinic.org"),
        )
        return
    yield from sender()
    strange = unsendable()
    yield from strange or answering()


def sender() -> Iterator[Finding]:
    try:
        validate_email(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    except ValidationError:
        yield Finding(
            _("CLINIC_EMAIL_FROM is no e-mail address: %(sender)s") % {"sender": settings.DEFAULT_FROM_EMAIL},
            _("E-mail servers refuse letters from nowhere."),
            in_environment("CLINIC_EMAIL_FROM=guide@yourclinic.org"),
        )


def unsendable() -> list[Finding]:
    """What can't be said to any e-mail server. Never its text: it is secret."""
    given = {"CLINIC_EMAIL_USER": settings.EMAIL_HOST_USER, "CLINIC_EMAIL_PASSWORD": settings.EMAIL_HOST_PASSWORD}
    return [
        Finding(
            _("%(name)s holds a letter that can't be sent to an e-mail server.") % {"name": name},
            _("Nobody gets reminders; letters wait and are tried again."),
            _("choose one of letters a to z, digits and common signs at your provider, and ")
            + in_environment(f"{name}='…'"),
        )
        for name, value in given.items()
        if not value.isascii()
    ]


def answering() -> Iterator[Finding]:
    try:
        with get_connection(fail_silently=False):
            return
    except UnicodeError:  # said where the name is looked up
        fault = _("this is no name that can be looked up")
    except (OSError, smtplib.SMTPException, ValueError) as said:
        fault = said
    yield Finding(
        _("The e-mail server %(host)s:%(port)d does not take letters: %(fault)s")
        % {"host": settings.EMAIL_HOST, "port": settings.EMAIL_PORT, "fault": fault},
        _("Nobody gets reminders; letters wait and are tried again."),
        _("compare the CLINIC_EMAIL_… lines in the environment file with what your provider says."),
    )


def pictures() -> Iterator[Finding]:
    if not settings.MEDIA_BUCKET:
        return
    try:
        storage.bucket().exists("doctor")
    except (OSError, ImportError) as fault:
        yield Finding(
            _("The bucket of pictures does not answer: %(fault)s") % {"fault": fault},
            _("No picture can be uploaded, and other machines show none that is new."),
            _("compare the CLINIC_MEDIA_… lines in the environment file with what your provider says."),
        )


LOOKS = (folder, disk, clock, post, pictures)
