"""The four quiet figures under the list, and the slow work behind one of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content.registry import page_types
from clinic_site.desk.models import ReadingAges
from clinic_site.desk.survey import Survey
from clinic_site.glossary.models import forms
from clinic_site.readability import prose, read

EASY_AGE = 11
MEASURED_AT_ONCE = 200
SECONDS_A_DAY = 24 * 3600


@dataclass(frozen=True)
class Figure:
    value: str
    words: str


def figures(survey: Survey) -> list[Figure]:
    public, today = survey.public, timezone.localdate()
    in_date = [page for page in public if page.review_due is None or page.review_due >= today]
    return [
        Figure(str(len(public)), _("public pages")),
        Figure(percent(len(in_date), len(public)), _("in date")),
        Figure(easy_share(survey), _("with a reading age of %(age)d or less") % {"age": EASY_AGE}),
        Figure(days_in_check(survey), _("days a text usually waits for its check")),
    ]


def percent(part: int, whole: int) -> str:
    """Rounded down: 100 % is said only when it is true."""
    return f"{100 * part // whole} %" if whole else "–"


def easy_share(survey: Survey) -> str:
    ages = next(iter(survey.rows("ages")), {"easy": 0, "measured": 0})
    return percent(ages["easy"], ages["measured"])


def days_in_check(survey: Survey) -> str:
    taken = [(page.public.approved_at - page.public.submitted_at).total_seconds() for page in survey.public]
    return f"{median(taken) / SECONDS_A_DAY:.1f}" if taken else "–"


def measure() -> int:
    """Works out the reading ages of public texts that have none yet, at most 200 at a time, and forgets those of texts
    that are public no longer. Answers how many were new."""
    known = (ReadingAges.objects.first() or ReadingAges()).ages
    public = [
        digest
        for model in page_types()
        for digest in model.revision_class.objects.published().order_by().values_list("wording_digest", flat=True)
    ]
    new = [digest for digest in dict.fromkeys(public) if digest not in known][:MEASURED_AT_ONCE]
    ages = {digest: known[digest] for digest in public if digest in known}
    if new or len(ages) < len(known):
        keep(ages | dict(reading_ages(new)))
    return len(new)


def reading_ages(digests: list[str]) -> Iterator[tuple[str, int]]:
    """Of the words readers get; 0 when their language is not measured."""
    explained = forms()
    for model in page_types():
        for revision in model.revision_class.objects.published().filter(wording_digest__in=digests).order_by():
            keys = {term["key"] for term in revision.terms}
            words = frozenset(form.words for form in explained if form.key in keys)
            summaries = [getattr(revision, name) for name in model.summary_fields]
            text = "\n\n".join([*summaries, *(block.text for block in prose(revision.html))])
            found = read(text, language=revision.language, explained=words)
            yield revision.wording_digest, found.age if found.is_measured else 0


@transaction.atomic
def keep(ages: dict[str, int]) -> None:
    measured = [age for age in ages.values() if age]
    easy = sum(age <= EASY_AGE for age in measured)
    ReadingAges.objects.update_or_create(id=1, defaults={"ages": ages, "measured": len(measured), "easy": easy})
