"""What named handouts have to pass besides what every page does."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.handouts.bundle import PAGES
from clinic_site.numbers.several import MOST
from clinic_site.readiness.draft import Draft, Facts
from clinic_site.readiness.registry import STOP, Found, check

HANDOUTS = frozenset({"handout"})
FEWEST = 2
MOST_POINTS = 3


@check(
    "handout-points",
    STOP,
    sees=gettext_lazy("More than three things to remember."),
    fix=gettext_lazy("Write up to three, one on a line."),
    kinds=HANDOUTS,
)
def points_are_few(draft: Draft, facts: Facts) -> Iterator[Found]:
    count = len(draft.wording["points"])
    if count > MOST_POINTS:
        why = _("It has %(count)d things to remember; nobody keeps more than three.") % {"count": count}
        yield Found("points", why, _("Keep the three that matter most."))


@check(
    "handout-pages",
    STOP,
    sees=gettext_lazy(
        "Fewer than two pages or more than five, a page twice, or one that readers can’t open or that is no article and"
        " no question."
    ),
    fix=gettext_lazy("Publish that page first, or together with the handout, or take it out."),
    kinds=HANDOUTS,
)
def pages_can_be_read(draft: Draft, facts: Facts) -> Iterator[Found]:
    numbers = draft.wording["items"]
    if not FEWEST <= len(numbers) <= MOST:
        why = _("It holds %(count)d pages; a handout holds two to five.") % {"count": len(numbers)}
        yield Found("items", why, _("Write the numbers of two to five pages, one on a line."))
    if len(set(numbers)) < len(numbers):
        yield Found("items", _("A page stands in it twice."), _("Take it out once."))
    for number in dict.fromkeys(numbers):
        if facts.kind_of(number) not in PAGES:
            why = _("Number %(number)s is no article and no question.") % {"number": number}
            yield Found("items", why, _("Check the number, or take it out."), excerpt=number)
        elif not facts.is_public(number):
            why = _("Readers can’t open page %(number)s: it is not public.") % {"number": number}
            yield Found("items", why, excerpt=number)
