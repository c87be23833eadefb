"""What is good to know about a text and asks for nothing."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic_site.readiness.draft import Draft, Facts
from clinic_site.readiness.form import words_of
from clinic_site.readiness.passages import SUMMARIES
from clinic_site.readiness.registry import NOTE, Found, check

WORDS_A_MINUTE = 200


@check(
    "length",
    NOTE,
    sees=gettext_lazy("Every text: how many words it has, and the minutes at 200 words a minute."),
    fix=gettext_lazy("Nothing to do. Shorter is read more often."),
)
def length_is_told(draft: Draft, facts: Facts) -> Iterator[Found]:
    words = words_of(draft, *SUMMARIES)
    if words:
        minutes = -(-words // WORDS_A_MINUTE)
        why = ngettext(
            "It has %(words)d words: %(minutes)d minute to read.",
            "It has %(words)d words: %(minutes)d minutes to read.",
            minutes,
        )
        yield Found("body", why % {"words": words, "minutes": minutes})


@check(
    "supports",
    NOTE,
    sees=gettext_lazy("A cited source without a line that says what it supports, or such a line for one not cited."),
    fix=gettext_lazy("Write “Key: what it supports here” in one line, so that the next person can check it."),
)
def sources_say_what_they_support(draft: Draft, facts: Facts) -> Iterator[Found]:
    lines = (line.partition(":") for line in draft.wording.get("supports", []))
    said = {key.strip(): words.strip() for key, _colon, words in lines}
    missing = [key for key in draft.citations if not said.get(key)]
    if missing:
        yield Found("supports", _("Nothing says what these support here: %(keys)s.") % {"keys": ", ".join(missing)})
    spare = [key for key in said if key not in draft.citations]
    if spare:
        why = _("The text does not cite these: %(keys)s.") % {"keys": ", ".join(spare)}
        yield Found("supports", why, _("Cite each where it belongs, or take its line out."), key="spare")
