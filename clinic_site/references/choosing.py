"""Which sources a reader chose to see, by kind and by years: plain links, so that they work without a script."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.references.models import Study

KINDS = {
    Study.REVIEW: gettext_lazy("Summaries of studies"),
    Study.TRIAL: gettext_lazy("Trials"),
    Study.SURVEY: gettext_lazy("Surveys"),
    Study.CASE: gettext_lazy("Reports of single patients"),
    Study.GUIDELINE: gettext_lazy("Guidelines"),
    Study.LAW: gettext_lazy("Laws and rules"),
    Study.LABORATORY: gettext_lazy("Laboratory and animal work"),
    Study.OTHER: gettext_lazy("Other sources"),
}


def kind_of(source: dict) -> str:
    return source["study"] if source["study"] in KINDS else Study.OTHER


def decade_of(source: dict) -> str:
    return str(int(source["year"]) // 10 * 10)


BY: dict[str, Callable[[dict], str]] = {"kind": kind_of, "year": decade_of}


@dataclass(frozen=True)
class Choice:
    words: str
    url: str
    count: int
    is_chosen: bool


def asked_of(query: Mapping[str, str], sources: list[dict]) -> dict[str, str]:
    """What was asked for, as far as it exists: a value that no source has is left aside."""
    known = {name: {of(source) for source in sources} for name, of in BY.items()}
    return {name: query[name] for name in BY if query.get(name) in known[name]}


def matching(sources: list[dict], asked: dict[str, str]) -> list[dict]:
    return [source for source in sources if all(BY[name](source) == value for name, value in asked.items())]


def filters(sources: list[dict], asked: dict[str, str]) -> list[tuple[str, list[Choice]]]:
    """Heading and choices of each filter that leaves something to choose."""
    decades = sorted({decade_of(source) for source in sources}, reverse=True)
    words = {decade: years(decade, is_newest=decade == decades[0]) for decade in decades}
    found = [
        (_("Kind of source"), choices("kind", _("All kinds"), KINDS, sources, asked)),
        (_("Year"), choices("year", _("All years"), words, sources, asked)),
    ]
    return [(title, group) for title, group in found if len(group) > 2 or any(one.is_chosen for one in group[1:])]


def years(decade: str, *, is_newest: bool) -> str:
    values = {"first": decade, "last": str(int(decade) + 9)}
    return _("%(first)s and later") % values if is_newest else _("%(first)s to %(last)s") % values


def choices(name: str, all_words: str, words: Mapping, sources: list[dict], asked: dict[str, str]) -> list[Choice]:
    """Those that show something beside what was chosen elsewhere, so that no link leads to an empty list."""
    others = {other: value for other, value in asked.items() if other != name}
    counts = Counter(BY[name](source) for source in matching(sources, others))
    found = [Choice(all_words, address(others), counts.total(), name not in asked)]
    for value, its_words in words.items():
        if counts[value] or asked.get(name) == value:
            found.append(Choice(its_words, address(others | {name: value}), counts[value], asked.get(name) == value))
    return found


def address(asked: dict[str, str]) -> str:
    query = urlencode([(name, asked[name]) for name in BY if name in asked])
    return f"/evidence/{'?' if query else ''}{query}#sources"
