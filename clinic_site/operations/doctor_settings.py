"""What the environment says, looked over without asking anything else."""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.utils.translation import gettext as _

from clinic_site.env import PRINTS_KEY
from clinic_site.first_look import unknown
from clinic_site.operations import backup_seal
from clinic_site.operations.backup_faults import BackupFault
from clinic_site.operations.doctor_finding import Finding

ENVIRONMENT = "/etc/clinic-guide/environment"
# A comment that became part of the value; a password or a name may hold such a sign.
COMMENT, MAY_HOLD_IT = re.compile(r"(^|\s)#\s*\w"), re.compile(r"_(PASSWORD|SECRET|FROM|HEADER|BODY)$")
EXAMPLES = re.compile(r"(^|\.)example(\.(org|com|net))?$|\.(test|invalid|localhost)$")


def in_environment(line: str) -> str:
    return _("write this line into %(file)s, then restart: %(line)s") % {"file": ENVIRONMENT, "line": line}


def address() -> Iterator[Finding]:
    parts = urlsplit(settings.SITE_ADDRESS)
    if parts.scheme != "https":
        yield Finding(
            _("CLINIC_ADDRESS is %(address)s, not https.") % {"address": settings.SITE_ADDRESS},
            _("Passwords and what people read could be overheard, and browsers warn of the site."),
            in_environment("CLINIC_ADDRESS=https://guide.yourclinic.org"),
        )
    if EXAMPLES.search(parts.hostname or ""):
        yield Finding(
            _("CLINIC_ADDRESS is the address of the example: %(host)s.") % {"host": parts.hostname},
            _("Links, codes on paper and letters would lead nowhere."),
            in_environment("CLINIC_ADDRESS=https://guide.yourclinic.org"),
        )
    if parts.scheme == "https" and settings.SECURE_PROXY_SSL_HEADER is None:
        yield Finding(
            _("CLINIC_BEHIND_PROXY is not set, although the address is https."),
            _("The site can't tell that nginx has ended TLS, and sends every visitor round in circles."),
            in_environment("CLINIC_BEHIND_PROXY=1"),
        )


def hosts() -> Iterator[Finding]:
    wide = [host for host in settings.ALLOWED_HOSTS if host == "*" or host.startswith(".")]
    if wide:
        yield Finding(
            _("CLINIC_EXTRA_HOSTS allows any name: %(host)s.") % {"host": wide[0]},
            _("Somebody could have invitations sent that lead to a host of theirs."),
            in_environment("CLINIC_EXTRA_HOSTS="),
        )


def secret_key() -> Iterator[Finding]:
    key, file = settings.SECRET_KEY, Path(settings.DATA_DIR) / "secret_key"
    if len(key) < 50 or len(set(key)) < 10:
        yield Finding(
            _("CLINIC_SECRET_KEY is weak: %(length)d characters.") % {"length": len(key)},
            _("Who guesses it signs in as anybody."),
            in_environment("CLINIC_SECRET_KEY=… ") + _("with what this prints: %(command)s") % {"command": PRINTS_KEY},
        )
    if file.is_file() and file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding(
            _("%(file)s can be read by others on this machine.") % {"file": file},
            _("Who has it signs in as anybody."),
            f"chmod 600 {file}",
        )


def environment_file() -> Iterator[Finding]:
    file = Path(ENVIRONMENT)
    try:
        is_open = file.stat().st_mode & stat.S_IROTH
    except OSError:  # another machine has its environment elsewhere
        return
    if is_open:
        yield Finding(
            _("%(file)s can be read by everybody on this machine.") % {"file": file},
            _("It holds the keys and passwords of the site."),
            f"chmod o-rwx {file}",
        )


def comments() -> Iterator[Finding]:
    for name, value in sorted(os.environ.items()):
        is_ours = name.startswith("CLINIC_") or name == "DATABASE_URL"
        if is_ours and not MAY_HOLD_IT.search(name) and COMMENT.search(value):
            yield Finding(
                _("%(name)s has a comment in its value.") % {"name": name},
                _("systemd keeps what stands behind a value as part of it."),
                _("move the comment to a line of its own in %(file)s, then restart.") % {"file": ENVIRONMENT},
            )


def variables() -> Iterator[Finding]:
    text = (Path(settings.BASE_DIR) / "clinic_site" / "settings.py").read_text(encoding="utf-8")
    for name in unknown(text, os.environ):
        yield no_setting(name)


def no_setting(name: str, like: str = "") -> Finding:
    """`like` is the setting that it was most likely meant to be."""
    do = _("correct the name in %(file)s; deploy/environment.example lists them all.") % {"file": ENVIRONMENT}
    return Finding(
        _("%(name)s is no setting of this site.") % {"name": name},
        _("It is most likely misspelt, and what it should set is not set."),
        _("write %(like)s, or ") % {"like": like} + do if like else do,
    )


def telling() -> Iterator[Finding]:
    level = settings.LOGGING["root"]["level"]
    if settings.DEBUG or level == "DEBUG":
        what = _("DEBUG is on.") if settings.DEBUG else _("CLINIC_LOG_LEVEL is DEBUG.")
        yield Finding(
            what,
            _("Errors and logs then show what nobody else should see."),
            in_environment("CLINIC_LOG_LEVEL=WARNING"),
        )


def backup_key() -> Iterator[Finding]:
    try:
        backup_seal.key_of(settings.BACKUP_KEY)
    except BackupFault as fault:
        yield Finding(str(fault), _("No backup can be taken with it."), in_environment("CLINIC_BACKUP_KEY=…"))


def deployment() -> Iterator[Finding]:
    """What Django and this project check by themselves."""
    for found in checks.run_checks(include_deployment_checks=True):
        is_note = found.level < checks.WARNING
        if found.id not in {"security.W009"} | SAID_ELSEWHERE:
            yield Finding(found.msg, f"({found.id})", found.hint or _("see docs/deploy.md"), is_note=is_note)


# By `address`, in words for a clinic.
SAID_ELSEWHERE = {"security.W004", "security.W008", "security.W012", "security.W016", "security.W018"}
LOOKS = (address, hosts, secret_key, environment_file, comments, variables, telling, backup_key, deployment)
