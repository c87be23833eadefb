from dataclasses import dataclass
from datetime import date, datetime

from clinic_site.content.event import Event, Verb
from clinic_site.content.page import Page
from clinic_site.content.past import MADE_PUBLIC, PUBLIC_ACTS

RECALLS = (Verb.RECALL, Verb.END_RECALL)
TELLING = (*PUBLIC_ACTS, *RECALLS, Verb.CONFIRM, Verb.ASSIGN, Verb.REVIEW, Verb.MOVE, Verb.APPROVE)


@dataclass(frozen=True)
class Period:
    since: datetime
    until: datetime | None


class PageRecord:
    """The events of one page that tell what readers saw of it and when, read in one query."""

    def __init__(self, page: Page):
        telling = Event.objects.filter(number_id=page.number_id, verb__in=TELLING)
        self.events = list(telling.order_by("sequence"))
        self.acts = [event for event in self.events if event.verb in PUBLIC_ACTS]
        self.changes = [event for event in self.events if event.verb in (*PUBLIC_ACTS, *RECALLS)]

    def act(self, at: datetime) -> Event | None:
        """The last one that made the page public or took it away."""
        return next((event for event in reversed(self.acts) if event.at <= at), None)

    def next_act(self, at: datetime) -> Event | None:
        return next((event for event in self.acts if event.at > at), None)

    def told(self, name: str, at: datetime):
        """What the trust line said: the last event that names it counts."""
        return next(
            (event.data[name] for event in reversed(self.events) if event.at <= at and name in event.data), None
        )

    def day(self, name: str, at: datetime) -> date | None:
        told = self.told(name, at)
        return date.fromisoformat(told) if told else None

    def slug(self, at: datetime, today: str) -> str:
        """The address the page had: the one that its first later move took it from."""
        moves = (event for event in self.events if event.verb == Verb.MOVE and event.at > at)
        return next((event.data["old"] for event in moves), today)

    def approval(self, revision: int) -> Event | None:
        """The signature under a text: an undo or a new rendering carries that of an earlier revision."""
        carried = {act.revision: act.data["carried_from"] for act in self.acts if "carried_from" in act.data}
        while revision in carried:
            revision = carried[revision]
        signed = (event for event in self.events if event.verb == Verb.APPROVE and event.revision == revision)
        return next(signed, None)

    def periods(self) -> list[Period]:
        """When readers could see the page, oldest first."""
        found: list[Period] = []
        since = None
        for event in self.acts:
            if event.verb in MADE_PUBLIC:
                since = since or event.at
            elif since:
                found.append(Period(since, event.at))
                since = None
        return [*found, Period(since, None)] if since else found
