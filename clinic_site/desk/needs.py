"""What needs a person: one list in sections, safety first, then what is late, what was asked of them, and age."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic_site.content import registry
from clinic_site.content.revision import OPEN, State
from clinic_site.desk import backups, checking, dates, handouts, loose_ends, readers, safety
from clinic_site.desk.rows import CLINICIAN, EDITOR, OWNER, PUBLISHER, REVIEWER, Row, may
from clinic_site.desk.survey import Survey

KEEPERS = (EDITOR, REVIEWER, PUBLISHER, OWNER)
ROLES = (*KEEPERS, CLINICIAN)
ALL = "all"
SHOWN = 25
WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
Make = Callable[[Survey, object], Iterator[Row]]


@dataclass(frozen=True)
class Section:
    """`empty` is the one line that stands there when nothing needs anybody. `has_readers_words` keeps its rows out of
    letters: what readers typed is deleted after a while, and a letter isn't."""

    key: str
    title: str
    empty: str
    roles: frozenset[str]
    makers: tuple[Make, ...]
    has_readers_words: bool = False


SECTIONS = (
    Section("safety", gettext_lazy("Safety"), gettext_lazy("Nothing here could harm a reader."),
            frozenset(KEEPERS), (readers.wrongs, safety.rows, backups.rows, checking.safety_texts)),
    Section("check", gettext_lazy("Waiting for your check"), gettext_lazy("Nothing waits for your check."),
            frozenset({REVIEWER}), (checking.other_texts,)),
    Section("publish", gettext_lazy("Approved, waiting to be published"),
            gettext_lazy("Nothing waits to be published."), frozenset({PUBLISHER}), (checking.approved_texts,)),
    Section("asked", gettext_lazy("Asked of you"), gettext_lazy("Nobody asked you for changes or an answer."),
            frozenset({EDITOR, CLINICIAN}), (checking.asked_changes, checking.open_comments)),
    Section("due", gettext_lazy("Checks that are overdue or due in 60 days"),
            gettext_lazy("No check is due in the next 60 days."), frozenset(ROLES) - {PUBLISHER}, (dates.due_checks,)),
    Section("handouts", gettext_lazy("Handouts and paper"),
            gettext_lazy("No set on paper is out of date, and no pages are often opened together."),
            handouts.ROLES, (handouts.sets_out_of_date, handouts.opened_often)),
    Section("searches", gettext_lazy("Searches with no answer"),
            gettext_lazy("Nothing was searched for in vain 3 times or more in the last 30 days."),
            frozenset({EDITOR, OWNER}), (readers.vain_searches,), has_readers_words=True),
    Section("unhelpful", gettext_lazy("Pages that did not help"),
            gettext_lazy("No page has 10 answers or more of which many say that it did not help."),
            frozenset({EDITOR, REVIEWER, OWNER}), (readers.unhelpful_pages,)),
    Section("ends", gettext_lazy("Loose ends"),
            gettext_lazy("Pictures, links, topics, searches and letters are in order."), frozenset(KEEPERS),
            (loose_ends.rows,)),
    Section("week", gettext_lazy("This week"), gettext_lazy("Nothing is planned, and there were no small fixes."),
            frozenset({REVIEWER, PUBLISHER, OWNER}), (dates.coming_acts, dates.small_fixes)),
    Section("drafts", gettext_lazy("Your drafts"), gettext_lazy("You have no drafts that wait to be sent."),
            frozenset({EDITOR, CLINICIAN}), (checking.drafts,)),
)  # fmt: skip


@dataclass(frozen=True)
class Filled:
    """A section with its rows; `rest` is how many more there are."""

    section: Section
    rows: list[Row]
    rest: int = 0

    @property
    def total(self) -> int:
        return len(self.rows) + self.rest


def acts_as(person) -> frozenset[str]:
    """The roles whose work this person may do, whatever their groups are called."""
    verbs = {EDITOR: "change", REVIEWER: "approve", PUBLISHER: "publish"}
    # Clinicians draft handouts, which makes no editors of them; editors do what clinicians may do.
    models = [model for model in registry.page_types() if model.kind != "handout"]
    found = {role for role, verb in verbs.items() if any(may(person, verb, model) for model in models)}
    if EDITOR not in found and person.has_perm(handouts.MAY_DRAFT):
        found.add(CLINICIAN)
    return frozenset(found | ({OWNER} if person.has_perm("accounts.change_user") else set()))


def own_roles(survey: Survey, person) -> frozenset[str]:
    """Whose work the list shows unless asked otherwise. Who is owner and nothing else holds all the others' rights, so
    nothing may stay hidden from them."""
    held = {row["name"] for row in survey.rows("role")} & set(ROLES)
    return frozenset(held if held - {OWNER} else ROLES)


def chosen_roles(survey: Survey, person, asked: str) -> frozenset[str]:
    if asked in ROLES:
        return frozenset({asked})
    return frozenset(ROLES) if asked == ALL else own_roles(survey, person)


def sections(survey: Survey, person, asked: str = "", only: str = "") -> list[Filled]:
    """`asked` is a role, or all; `only` the key of the one section to show whole. Both change what is shown, never what
    the person may see."""
    chosen, able = chosen_roles(survey, person, asked), acts_as(person)
    found = []
    for section in SECTIONS:
        if only and section.key != only or not section.roles & chosen & able:
            continue
        rows = [row for make in section.makers for row in make(survey, person)]
        rows = [row for row in rows if row.roles & chosen or (row.is_yours and not asked)]
        rows.sort(key=lambda row: row.order)
        cut = rows if only else rows[:SHOWN]
        found.append(Filled(section, cut, len(rows) - len(cut)))
    return found


def weighed(filled: list[Filled]) -> list[Filled]:
    """The sections with the size of each text that waits: one query, none when no text waits."""
    numbers = [row.number for one in filled for row in one.rows if row.weighs]
    sizes = dict(_sizes(numbers)) if numbers else {}
    for one in filled:
        one.rows[:] = [replace(row, size=sizes.get(row.number, "")) if row.weighs else row for row in one.rows]
    return filled


def _sizes(numbers: list[str]) -> Iterator[tuple[str, str]]:
    columns = {
        "number": lambda model: F("page__number_id"),
        "state": lambda model: F("state"),
        "summary": lambda model: F(model.revision_class.summary_field),
        "body": lambda model: F("body"),
    }
    texts: dict[str, dict[bool, Counter]] = {}
    rows = registry.public_rows(columns, (State.PUBLISHED, *OPEN), page__number_id__in=numbers)
    for number, state, summary, body in rows:
        texts.setdefault(number, {})[state == State.PUBLISHED] = Counter(WORD.findall(f"{summary} {body}"))
    for number, found in texts.items():
        yield number, size(found.get(True), found.get(False, Counter()))


def size(public: Counter | None, waiting: Counter) -> str:
    """How many words are others than before; all of them when there was no text."""
    if public is None:
        return _("%(count)d words, first text") % {"count": waiting.total()}
    changed = max((waiting - public).total(), (public - waiting).total())
    return ngettext("%(count)d word changed", "%(count)d words changed", changed) % {"count": changed}
