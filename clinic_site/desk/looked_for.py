"""The figures of what readers look for, each as a plot and as the table behind it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.counts import models as counts
from clinic_site.desk import plots
from clinic_site.desk.plots import Bar, Column
from clinic_site.feedback import counting
from clinic_site.feedback.subject import Subject, subjects, the_guide
from clinic_site.search import term_log

WEEKS = 13
DAYS = WEEKS * 7
MOST_PAGES = 10
# Fewer answers say little about a page.
FEWEST_ANSWERS = 3
SEARCHES_NOT_COUNTED = gettext_lazy(
    "Not counted: going from page to page of the same answers, and searches on an unusually busy day. Nothing is kept "
    "about readers, so somebody who searches twice counts twice, and programs that search count too."
)


@dataclass(frozen=True)
class Plot:
    """`heads` and `rows` are the table behind it; `empty` stands there while there is nothing to draw."""

    key: str
    title: str
    empty: str
    svg: str = ""
    heads: tuple[str, ...] = ()
    rows: list[tuple[str, ...]] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True)
class Week:
    first: date
    times: int
    unfound: int


def spoken(number: int) -> str:
    return number_format(number, force_grouping=True)


def share(part: int, whole: int) -> str:
    return _("%(percent)d %%") % {"percent": round(100 * part / whole)}


def weeks(first: date, last: date) -> list[Week]:
    days = {one.day: one for one in term_log.searches(first, last)}
    starts = [first + timedelta(weeks=week) for week in range(WEEKS)]
    held = [[one for day, one in days.items() if start <= day < start + timedelta(weeks=1)] for start in starts]
    return [
        Week(start, sum(one.times for one in some), sum(one.unfound for one in some))
        for start, some in zip(starts, held, strict=True)
    ]


def all_plots(first: date, last: date, profile) -> list[Plot]:
    """A constant number of queries: searches, readings, answers, and the pages that are named."""
    by_week, read, answers = weeks(first, last), counts.by_page(first, last).most_common(MOST_PAGES), counting.answers()
    answered = [one for one in answers if one.count >= FEWEST_ANSWERS][:MOST_PAGES]
    known = subjects({number for number, _count in read} | {one.number for one in answered} - {""}, profile)
    titles = {"": Subject("", capfirst(the_guide().title), "/")} | known

    def title_of(number: str) -> str:
        return titles[number].title if number in titles else number

    return [searched(by_week), found(by_week), most_read(read, title_of), helpful(answered, title_of)]


def searched(by_week: list[Week]) -> Plot:
    title, empty = _("Searches in each week"), _("Nobody has searched yet.")
    if not any(week.times for week in by_week):
        return Plot("searches", title, empty)
    top = max(by_week, key=lambda week: week.times)
    said = {"most": spoken(top.times), "day": date_format(top.first, "j F Y"), "last": spoken(by_week[-1].times)}
    words = _("The most were %(most)s in the week from %(day)s; the last 7 days had %(last)s. The hatched part of a "
              "column found nothing.") % said  # fmt: skip
    drawn = [Column(date_format(week.first, "j M"), week.times, week.unfound) for week in by_week]
    heads = (_("Week from"), _("Searches"), _("Found nothing"))
    rows = [(date_format(week.first, "j F Y"), spoken(week.times), spoken(week.unfound)) for week in by_week]
    svg = plots.columns("searches", title, words, drawn)
    return Plot("searches", title, empty, svg, heads, rows, words)


def found(by_week: list[Week]) -> Plot:
    title, empty = _("Searches that found something, and nothing"), _("Nobody has searched yet.")
    times, unfound = sum(week.times for week in by_week), sum(week.unfound for week in by_week)
    if not times:
        return Plot("found", title, empty)
    parts = [(_("Found something"), times - unfound, False), (_("Found nothing"), unfound, True)]
    drawn = [Bar(words, count, f"{spoken(count)} ({share(count, times)})", hatch) for words, count, hatch in parts]
    words = _("Of %(all)s searches %(share)s found nothing.") % {"all": spoken(times), "share": share(unfound, times)}
    rows = [(words, spoken(count), share(count, times)) for words, count, _hatch in parts]
    svg = plots.bars("found", title, words, drawn, times)
    return Plot("found", title, empty, svg, (_("Search"), _("How often"), _("Share")), rows, str(SEARCHES_NOT_COUNTED))


def most_read(read: list[tuple[str, int]], title_of: Callable[[str], str]) -> Plot:
    title, empty = _("Pages that are read most"), _("No reading has been counted yet.")
    if not read:
        return Plot("read", title, empty)
    rows = [(title_of(number), spoken(count)) for number, count in read]
    words = _("Read most: %(title)s, %(count)s times.") % {"title": rows[0][0], "count": rows[0][1]}
    drawn = [Bar(title_of(number), count, spoken(count)) for number, count in read]
    svg = plots.bars("read", title, words, drawn)
    return Plot("read", title, empty, svg, (_("Page"), _("Readings")), rows, str(counts.NOT_COUNTED))


def helpful(answered: list[counting.Answers], title_of: Callable[[str], str]) -> Plot:
    title, empty = _("Pages that help least"), _("No page has 3 answers yet.")
    if not answered:
        return Plot("helpful", title, empty)
    drawn, rows = [], []
    for one in answered:
        yes = one.count - one.unhelpful
        said = _("%(share)s of %(count)s") % {"share": share(yes, one.count), "count": spoken(one.count)}
        drawn.append(Bar(title_of(one.number), yes / one.count, said))
        rows.append((title_of(one.number), spoken(one.count), spoken(yes), share(yes, one.count)))
    words = _("The share of answers in the last year that say a page helped. Lowest: %(title)s, %(share)s.") % {
        "title": rows[0][0], "share": rows[0][3],
    }  # fmt: skip
    heads = (_("Page"), _("Answers"), _("It helped"), _("Share"))
    return Plot("helpful", title, empty, plots.bars("helpful", title, words, drawn, 1), heads, rows,
                _("Answers of the last year, pages with 3 answers or more. Few readers answer, and those who do are not"
                  " like all."))  # fmt: skip
