"""A clock that tests move, and what readers were served on the way."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.test import Client

from clinic_site.content import registry
from clinic_site.content.topic_search import TopicSearch
from clinic_site.references.models import ReferenceStatus
from clinic_site.review import as_of
from clinic_site.review.as_of_record import PageRecord

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self, monkeypatch):
        self.now = START
        monkeypatch.setattr("django.utils.timezone.now", lambda: self.now)
        # These defaults were taken from the module before the clock was changed.
        for model in (ReferenceStatus, TopicSearch):
            default = vars(model._meta.get_field("in_force_at"))
            monkeypatch.setitem(default, "_get_default", lambda: self.now)

    def move(self, **by) -> datetime:
        self.now += timedelta(**by)
        return self.now


@dataclass
class Served:
    """What one address answered at a moment."""

    what: str
    number: str
    at: datetime
    status: int
    html: str


@dataclass
class Reader:
    """Fetches pages as the story goes and keeps what it was given."""

    clock: Clock
    kept: list[Served] = field(default_factory=list)

    def read(self, page, what: str) -> str:
        """The page as it is served now, an hour after whatever happened last and an hour before what comes next."""
        self.clock.move(hours=1)
        page = type(page).objects.get(pk=page.pk)
        answer = Client().get(page.path)
        self.kept.append(Served(what, page.number_id, self.clock.now, answer.status_code, answer.content.decode()))
        self.clock.move(hours=1)
        return self.kept[-1].html


def as_it_read(number: str, at: datetime):
    page = registry.page_numbered(number)
    return as_of.seen(page, PageRecord(page), at)


def untrue(kept: list[Served]) -> list[str]:
    """The moments for which the page as of then is not, byte for byte, what was served."""
    return [one.what for one in kept if as_it_read(one.number, one.at).html() != one.html]
