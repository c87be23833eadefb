"""Typed readers for environment variables. An error names the variable and shows an example. A line that was begun and
left empty says no more than none does; only `given` and `address` read it otherwise."""

import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit
from zoneinfo import ZoneInfo

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

# In seconds. Nobody waits longer for a connection. After a server was away, the pool would ask for it ever more seldom:
# it gives up early instead, and then tries whenever somebody needs it.
POOL = {"min_size": 1, "timeout": 2, "reconnect_timeout": 2, "max_idle": 60}
# By name, as SQLite needs nothing of PostgreSQL's.
POOLED = "clinic_site.pg_connection.Connection"
# So long somebody waits for what another holds, as with SQLite; then staff are asked to try again.
LOCK = "-c lock_timeout=20s"
# For who serves. No page and no backup has a statement that needs minutes, and who holds a transaction open and asks
# nothing is gone: the server ends both, so that nobody waits for what a process left behind.
LIMITS = f"{LOCK} -c statement_timeout=2min -c idle_in_transaction_session_timeout=5min"
# In seconds, the second one in milliseconds: a machine or a network that is gone without a word is noticed, whoever
# was waiting for it.
NETWORK = {
    "connect_timeout": "5", "tcp_user_timeout": "5000", "keepalives_idle": "5", "keepalives_interval": "2",
    "keepalives_count": "3",
}  # fmt: skip
HEADER_NAME, HEADER_VALUE = re.compile(r"[A-Za-z0-9-]+"), re.compile(r"[ -~]*[!-~][ -~]*")
# What prints a key, and what shows that a command was put in its place.
PRINTS_KEY = "openssl rand -base64 48"
NO_KEY = re.compile(r"\$\(|`|openssl rand|token_urlsafe|import secrets")
NEW_KEY = f"run {PRINTS_KEY} in a shell, and write what it prints into the environment file, after "
# In a password they have to be written otherwise.
SIGNS = "#/?[]@"
HOST = re.compile(r"[\w.:-]+")
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


def text(name: str, default: str, env: Mapping[str, str] = os.environ) -> str:
    return env.get(name, "").strip() or default


def given(name: str, default: str, env: Mapping[str, str] = os.environ) -> str:
    """Empty where the variable is set and empty: somebody wants none of it."""
    return env.get(name, default).strip()


def time_zone(name: str, default: str, env: Mapping[str, str] = os.environ) -> str:
    value = text(name, default, env)
    try:
        ZoneInfo(value)
    except (OSError, ValueError, LookupError) as fault:  # such as that of a folder of zones
        raise ImproperlyConfigured(f"{name}={value!r} is no time zone. Example: {name}={default}") from fault
    return value


def boolean(name: str, default: bool, env: Mapping[str, str] = os.environ) -> bool:
    word = text(name, "", env).lower()
    if not word:
        return default
    if word not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={word!r} is neither yes nor no. Example: {name}=1")
    return word in TRUE


def words(name: str, default: list[str], env: Mapping[str, str] = os.environ) -> list[str]:
    return [word.strip() for word in env.get(name, "").split(",") if word.strip()] or default


def whole_number(name: str, default: int, env: Mapping[str, str] = os.environ) -> int:
    value = text(name, str(default), env)
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name}={value!r} is no whole number. Example: {name}={default}")
    return int(value)


def one_of(name: str, known: tuple[str, ...], env: Mapping[str, str] = os.environ) -> str:
    """The first one counts without the variable."""
    value = text(name, known[0], env)
    if value not in known:
        raise ImproperlyConfigured(f"{name}={value!r} is not known. Choose one of: {', '.join(filter(None, known))}")
    return value


def address(name: str, default: str, env: Mapping[str, str] = os.environ) -> str:
    """The site's own address: scheme and host, no path, no slash at the end. Left empty it is refused: without one, all
    that https turns on would be off."""
    value = given(name, default, env).rstrip("/")
    parts = _parts(value)
    more = parts and (parts.path, parts.query, parts.fragment, parts.username, parts.password)
    if parts is None or parts.scheme not in {"http", "https"} or not _is_host(parts.hostname) or any(more):
        raise ImproperlyConfigured(f"{name}={value!r} is no address. Example: {name}=https://guide.example.org")
    return value


def hook(name: str, env: Mapping[str, str] = os.environ) -> str:
    """An address that this site asks, path and query included; empty without the variable."""
    value = text(name, "", env)
    parts = _parts(value)
    if value and (
        parts is None or parts.scheme not in {"http", "https"} or not _is_host(parts.hostname) or parts.username
    ):
        # Not the value: its query may be a secret.
        raise ImproperlyConfigured(f"{name} is no address. Example: {name}=https://cache.example.org/purge")
    return value


def place(name: str, env: Mapping[str, str] = os.environ) -> str:
    """Where copies go: a folder from the root, s3://bucket/prefix or ssh://user@host/folder; empty without the
    variable."""
    value = text(name, "", env)
    parts = _parts(value)
    is_far = parts and parts.scheme in {"s3", "ssh"} and parts.hostname and not parts.password
    if value and not is_far and not value.startswith("/"):
        raise ImproperlyConfigured(
            f"{name} is no place for copies. Example: {name}=ssh://guide@backup.example.org/guide"
        )
    return value


def header(name: str, env: Mapping[str, str] = os.environ) -> dict[str, str]:
    """One header of a request, written as in HTTP; none without the variable."""
    value = text(name, "", env)
    key, colon, rest = value.partition(":")
    if value and not (colon and HEADER_NAME.fullmatch(key) and HEADER_VALUE.fullmatch(rest)):
        raise ImproperlyConfigured(f"{name} is no header. Example: {name}='Authorization: Bearer 0123'")
    return {key: rest.strip()} if value else {}


def _parts(url: str) -> SplitResult | None:
    """None when the text is no address at all, or its port is no number."""
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError:
        return None
    return parts


def _is_host(name: str | None) -> bool:
    """Whether it can be looked up at all: no empty part, none that is too long, no space."""
    try:
        return bool(HOST.fullmatch(name or "")) and bool((name or "").encode("idna"))
    except UnicodeError:
        return False


def _signs(url: str, name: str) -> str:
    """What to do about signs of a password that mean something else in an address; empty when there are none."""
    password = url.partition("://")[2].rpartition("@")[0].partition(":")[2]
    found = [f"{sign} as {quote(sign, safe='')}" for sign in SIGNS if sign in password]
    return f" Do: in the password that {name} holds, write {', '.join(found)}; then restart." if found else ""


def database(name: str, folder: Path, most: int = 0, env: Mapping[str, str] = os.environ) -> dict:
    """SQLite in the data folder unless the variable holds a postgres:// address. `most` connections of a process then
    come from a pool; 0 for one of its own in each thread."""
    url = env.get(name, "").strip()
    if not url:
        return sqlite(folder)
    parts = _parts(url)
    is_one = parts and parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/")
    # Otherwise a sign of the password has ended it early, and another server would be asked.
    if not is_one or "@" in parts.path or "@" in parts.fragment:
        raise ImproperlyConfigured(
            f"{name} is no PostgreSQL address.{_signs(url, name)} Example: {name}=postgres://clinic@127.0.0.1/clinic"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        # Django gives a connection back to its pool after each request, and takes none that broke meanwhile.
        "CONN_MAX_AGE": 0 if most else 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": NETWORK | {"options": LIMITS if most else LOCK} | dict(parse_qsl(parts.query)) | pooled(most),
    }


def sqlite(folder: Path) -> dict:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "site.sqlite3",
        # Opening the file for each reader took as long as the rest of a page. In seconds, and few: a file that was
        # put in its place meanwhile is found soon.
        "CONN_MAX_AGE": 5,
        "OPTIONS": {
            # SQLite has no row locks: every transaction takes the write lock when it begins.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Without the last one, INSERT OR REPLACE would drop a signed row past its trigger.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            # Each thread has a connection of its own. What they don't keep, the system does, once for all of them:
            # a page is made as quickly with half a megabyte as with two.
            " PRAGMA recursive_triggers=ON; PRAGMA cache_size=-512;",
        },
    }


def pooled(most: int) -> dict:
    """Nothing where each thread has a connection of its own."""
    return {"pool": POOL | {"max_size": most, "connection_class": import_string(POOLED)}} if most else {}


def secret(name: str, folder: Path, database_name: str, env: Mapping[str, str] = os.environ) -> str:
    """The signing key. Made on the first run with SQLite only; several machines must be told theirs."""
    value = env.get(name, "").strip()
    if NO_KEY.search(value):
        # systemd doesn't run what stands in the file: the command itself, which everybody can read, would be the key.
        raise ImproperlyConfigured(f"{name} holds a command, not the key that it prints. Do: {NEW_KEY}{name}=")
    if value:
        return value
    if env.get(database_name, "").strip():
        raise ImproperlyConfigured(
            f"{name} is not set. With {database_name} every process needs the same key. Do: {NEW_KEY}{name}="
        )
    path = folder / "secret_key"
    if not _kept_key(path):
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(60), encoding="ascii")
    return _kept_key(path)


def _kept_key(path: Path) -> str:
    """Empty when none was made yet."""
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""
    except OSError as fault:
        raise ImproperlyConfigured(
            f"The signing key in {path} can't be read: {fault.strerror}. Do: chown clinic-guide: {path}; "
            f"chmod 600 {path}; and run this as the user of the site."
        ) from fault
    except UnicodeDecodeError as fault:
        raise ImproperlyConfigured(
            f"{path} holds no signing key, but bytes that are no text. Do: bring the file back from a backup; if there "
            f"is none, mv {path} {path}.odd and start again: a new key is made, everybody signs in again, and sets up "
            "the second factor again."
        ) from fault
