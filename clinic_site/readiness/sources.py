"""How the sources of a text stand today."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.readiness.draft import Draft, Facts
from clinic_site.readiness.registry import LOOK, STOP, Found, check


def line_of(draft: Draft, key: str) -> int:
    """The first line of the text that cites the source; 0 when none does."""
    mark = re.compile(rf"@{re.escape(key)}(?![\w.-])")
    lines = str(draft.wording.get("body", "")).splitlines()
    return next((number for number, text in enumerate(lines, start=1) if mark.search(text)), 0)


@check(
    "retracted-source",
    STOP,
    sees=gettext_lazy("A source that its publisher has withdrawn (retracted), as the evidence library says."),
    fix=gettext_lazy("Take it out with what rests on it, or put another source in its place."),
)
def no_source_is_retracted(draft: Draft, facts: Facts) -> Iterator[Found]:
    for key, note in facts.retracted(draft.citations).items():
        why = _("%(key)s has been retracted: %(note)s") % {"key": key, "note": note}
        yield Found("body", why, line=line_of(draft, key), excerpt=f"@{key}", key=key)


@check(
    "superseded-source",
    LOOK,
    sees=gettext_lazy("A source that the evidence library says newer research has taken the place of."),
    fix=gettext_lazy("Read the newer one, and cite it if it changes what the page says."),
)
def sources_are_the_newest(draft: Draft, facts: Facts) -> Iterator[Found]:
    for key, newer in facts.superseded(draft.citations).items():
        why = _("%(newer)s has taken the place of %(key)s.") % {"newer": newer, "key": key}
        yield Found("body", why, line=line_of(draft, key), excerpt=f"@{key}", key=key)
