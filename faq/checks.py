"""What questions have to pass besides what every page does."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.readiness.draft import Draft, Facts
from clinic_site.readiness.registry import NOTE, Found, check


@check(
    "similar-question",
    NOTE,
    sees=gettext_lazy("Another question that asks nearly the same. The closest one is named."),
    fix=gettext_lazy("Read that one first: one good answer is easier to find and to keep right than two."),
    kinds=frozenset({"question"}),
)
def nobody_asked_before(draft: Draft, facts: Facts) -> Iterator[Found]:
    asked = draft.wording.get("question", "").strip()
    closest = max(
        facts.similar("question", draft.number, asked) if asked else (), key=lambda one: one.score, default=None
    )
    if closest is None:
        return
    why = _("Page %(number)s asks nearly the same: “%(title)s”") % {"number": closest.number, "title": closest.title}
    fix = _("Read page %(number)s first. Add to it, or say in both questions how they differ.")
    yield Found("question", why, fix % {"number": closest.number}, excerpt=asked, key=closest.number)
