"""What could harm a reader: it stands above everything else."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content.required import CARDS
from clinic_site.content.schedule import Act
from clinic_site.content.workflow import SECOND_READING_WITHIN
from clinic_site.desk import places
from clinic_site.desk.rows import EDITOR, OWNER, PUBLISHER, REVIEWER, Row, may, page_row
from clinic_site.desk.survey import Stand, Survey, moment
from clinic_site.generation.tick import LATE
from clinic_site.references.models import Standing
from clinic_site.review.recalling import may_read_again
from clinic_site.review.recalls import SECOND_READING_WITHIN as RECALL_READ_WITHIN

CHANGE_OF_CARD_SHOWS_FOR = timedelta(days=7)


def rows(survey: Survey, person) -> Iterator[Row]:
    yield from faulty_record(survey, person)
    yield from failing_jobs(survey, person)
    yield from retracted_sources(survey, person)
    yield from refused_times(survey, person)
    yield from cards(survey, person)
    yield from second_readings(survey, person)
    yield from recalls(survey, person)


def stopped(survey: Survey) -> str:
    """What everybody has to know when nothing happens by itself any more; empty while all is well."""
    ended = next((row["ended_at"] for row in survey.rows("tick") if row["ended_at"]), None)
    if ended is None:
        return _("The clock of this site has never run: times that were chosen pass, and no letters go out. Ask"
                 " whoever runs the site to start it.")  # fmt: skip
    if timezone.now() - moment(ended) <= LATE:
        return ""
    last = date_format(timezone.localtime(moment(ended)), "j F Y, H:i")
    return _("The clock of this site stands still since %(last)s: times that were chosen pass, and no letters go out."
             " Ask whoever runs the site to start it.") % {"last": last}  # fmt: skip


def failing_jobs(survey: Survey, person) -> Iterator[Row]:
    """What the site should do by itself and couldn't; for those who look after it."""
    for row in survey.rows("job"):
        if person.has_perm("accounts.change_user"):
            title = _("What the site does by itself: %(name)s") % {"name": row["name"].removeprefix("clinic_site.")}
            why = _("It failed, and is tried again every minute: %(error)s") % row
            yield Row(_("Decide"), reverse("report"), title, why, moment(row["at"]), frozenset({OWNER}),
                      is_urgent=True)  # fmt: skip


def faulty_record(survey: Survey, person) -> Iterator[Row]:
    for found in survey.rows("verified"):
        if found["count"] and person.has_perm("accounts.change_user"):
            why = _("%(count)d faults were found when the record was compared with itself.") % found
            yield Row(_("Decide"), reverse("report"), _("The record of signed texts"), why, moment(found["at"]),
                      frozenset({OWNER}), is_urgent=True)  # fmt: skip


def retracted_on(survey: Survey) -> dict[str, dict[str, datetime]]:
    """Number -> retracted sources that the public page prints, with when."""
    fallen = [row for row in survey.rows("fallen") if row["standing"] == Standing.RETRACTED]
    when = {row["key"]: moment(row["at"]) for row in fallen}
    found = {}
    for number, place in places.of(survey).items():
        keys = {key: when[key] for key in place.sources if key in when}
        if keys:
            found[number] = keys
    return found


def retracted_sources(survey: Survey, person) -> Iterator[Row]:
    for number, keys in retracted_on(survey).items():
        page = survey.pages[number]
        writes = may(person, "change", page.model)
        if writes or may(person, "approve", page.model):
            why = _("It cites %(keys)s, which was retracted. Readers are told so on the page.")
            yield page_row(page, person, verb=_("Change") if writes else _("Open and decide"), step="change",
                           why=why % {"keys": ", ".join(keys)}, since=min(keys.values()), is_urgent=True,
                           roles={REVIEWER, EDITOR, OWNER})  # fmt: skip


def refused_times(survey: Survey, person) -> Iterator[Row]:
    for number, row in survey.scheduled.items():
        page = survey.pages.get(number)
        if not row["refused_at"] or page is None or not may(person, "schedule", page.model):
            continue
        act = Act(row["act"]).label
        why = _("“%(act)s”, as %(who)s chose, was refused: %(why)s") % {"act": act, "who": row["by"],
                                                                      "why": row["refusal"]}  # fmt: skip
        yield page_row(page, person, verb=_("Decide"), step="change", why=why, since=moment(row["refused_at"]),
                       roles={PUBLISHER, OWNER}, is_urgent=True)  # fmt: skip


def is_card(page: Stand) -> bool:
    """Whether its text tells readers what to do in danger."""
    return page.model.provides_disclaimers and page.slug in CARDS


def cards(survey: Survey, person) -> Iterator[Row]:
    """The emergency and the same-day card, for a week after readers got a new text. One that waits for a check stands
    with safety as well: `checking.safety_texts`."""
    for page in survey.public:
        copy = page.public
        recent = copy.replaces and timezone.now() - copy.published_at <= CHANGE_OF_CARD_SHOWS_FOR
        if recent and is_card(page) and may(person, "view", page.model):
            why = _("What readers are told to do in danger was changed: %(note)s") % {"note": copy.note}
            yield page_row(page, person, verb=_("See"), step="history", why=why, since=copy.published_at,
                           roles={REVIEWER, OWNER})  # fmt: skip


def recalls(survey: Survey, person) -> Iterator[Row]:
    """Notices that one person has set and nobody else has read."""
    for row in survey.rows("recall"):
        page = survey.pages.get(row["number"])
        if page is None or person.pk == row["made_by"] or not may_read_again(page.model, person):
            continue
        due = moment(row["made_at"]) + RECALL_READ_WITHIN
        words = {"who": row["who"], "when": date_format(timezone.localtime(due), "j F Y, H:i")}
        why = _("%(who)s recalled it, and readers see the notice. Somebody else must read it by %(when)s.")
        if timezone.now() > due:
            why = _(
                "%(who)s recalled it, and readers see the notice. Nobody has read it again; it was due by %(when)s."
            )
        yield Row(_("Read and sign"), reverse("recall", args=[page.number, row["pk"]]), page.title, why % words,
                  moment(row["made_at"]), frozenset({REVIEWER, PUBLISHER, OWNER}), page.number, is_urgent=True,
                  is_yours=page.is_of(person.pk))  # fmt: skip


def second_readings(survey: Survey, person) -> Iterator[Row]:
    now = timezone.now()
    for page in survey.public:
        copy = page.public
        if not copy.owes_second_reading or person.pk == copy.approved_by_id or not may(person, "confirm", page.model):
            continue
        late = now - copy.approved_at > SECOND_READING_WITHIN
        why = _("One person alone approved it. Somebody else must read it within 7 days.")
        if late:
            why = _("One person alone approved it. The 7 days for a second reading are over.")
        yield page_row(page, person, verb=_("Read and confirm"), step="confirm", why=why, since=copy.approved_at,
                       roles={REVIEWER, OWNER}, is_urgent=late)  # fmt: skip
