"""Sessions of staff, kept with whose they are, so that all of somebody's can be ended at once.

An hour without a request ends one, because screens in a clinic are left standing; 12 hours end it in any case, which is
longer than a working day. A browser forgets its session when it is closed.
"""

import time
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

LASTS = 12 * 3600  # seconds
# A session in use is written again this often, and not at each request.
SEEN_EVERY = 5 * 60
BEGUN, CHECKED, SEEN, FACTOR = "begun", "checked", "seen", "factor"


class StaffSession(AbstractBaseSession):
    """Under a digest of its key: who reads this table, or a copy of it, opens nobody's session."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="sessions")

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        default_permissions = ()

    @classmethod
    def get_session_store_class(cls):
        return SessionStore


class SessionStore(DatabaseStore):
    """Says since when it lasts, and when it was last made sure who this is."""

    @classmethod
    def get_model_class(cls) -> type[StaffSession]:
        return StaffSession

    def create_model_instance(self, data: dict) -> StaffSession:
        row = super().create_model_instance(data)
        row.session_key = digest_of(row.session_key)
        row.person_id = data.get(SESSION_KEY)
        return row

    def load(self) -> dict:
        row = StaffSession.objects.filter(pk=digest_of(self.session_key), expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
        return self.decode(row.session_data) if row else {}

    def exists(self, session_key: str) -> bool:
        return super().exists(digest_of(session_key))

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            super().delete(digest_of(key))

    def cycle_key(self) -> None:
        """At each sign-in, and each time somebody shows again who they are: a key that was seen before is worth
        nothing afterwards."""
        super().cycle_key()
        self[CHECKED] = self[SEEN] = now()

    def __setitem__(self, key: str, value) -> None:
        """Whoever signs in begins one."""
        super().__setitem__(key, value)
        if key == SESSION_KEY:
            self[BEGUN] = self[CHECKED] = self[SEEN] = now()

    def has_lasted(self) -> bool:
        return now() - self.get(BEGUN, 0) > LASTS

    def keep_alive(self) -> None:
        if now() - self.get(SEEN, 0) > SEEN_EVERY:
            self[SEEN] = now()


def now() -> float:
    return time.time()


def digest_of(session_key: str) -> str:
    """As much of it as the column of Django holds."""
    return sha256(session_key.encode()).hexdigest()[:40]


def end_all(person, *, but: str | None = None) -> int:
    """Signs this person out in every browser, or in every other one. Answers in how many."""
    rows = StaffSession.objects.filter(person=person).exclude(pk=digest_of(but or ""))
    return rows.delete()[0]
