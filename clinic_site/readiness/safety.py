"""What a reader could come to harm by: signs of danger without the card, typed numbers, words nobody explained."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.readiness import danger
from clinic_site.readiness.abbreviations import unexplained
from clinic_site.readiness.contacts import typed_numbers
from clinic_site.readiness.danger import Sign
from clinic_site.readiness.draft import Draft, Facts
from clinic_site.readiness.evidence import at, quoted
from clinic_site.readiness.levelled import levelled
from clinic_site.readiness.passages import SUMMARIES, Passage, Sentence, line_of, passages
from clinic_site.readiness.registry import LOOK, STOP, Found, check

PAGES = frozenset({"article", "question"})
CARD = '<div data-card="emergency"'
# The card has to stand before the second section of a text.
SECTION = re.compile(r'<h2 id="h-')
LOWEST_SECTION = 2

Named = tuple[Passage, Sentence, Sign]


def danger_signs(draft: Draft) -> list[Named]:
    """Every sign of danger that the fields and the text name outside the cards, in the order of reading."""
    return [
        (passage, sentence, sign)
        for passage in passages(draft)
        if not passage.is_title and not passage.card and passage.kind != "alt"
        for sentence in passage.sentences
        for sign in danger.signs(sentence.plain)
        if not danger.is_in_the_room(sentence.plain, levelled(passage.around))
    ]


@check(
    "red-flag",
    STOP,
    sees=gettext_lazy(
        "A danger sign (chest pain, a weak arm, bleeding that won’t stop) without the emergency card and without a word"
        " on where to get help, or with the card below the second section of the text or below the sign. For signs of"
        " infection the same-day card does as well."
    ),
    fix=gettext_lazy("Put ::: emergency and ::: at the top of the text."),
    kinds=PAGES,
    can_override=True,
)
def danger_signs_carry_the_card(draft: Draft, facts: Facts) -> Iterator[Found]:
    named = danger_signs(draft)
    if "emergency" in draft.cards:
        yield from _too_low(draft, named)
        return
    if draft.wording.get("risk") == "high":
        return
    for passage, sentence, sign in _without_help(draft, named):
        why = _("“%(words)s” is a sign of danger, and the page does not say where to get help for it.")
        yield at(draft, passage, sentence, why % {"words": sign.words}, sign.words)


def _without_help(draft: Draft, named: list[Named]) -> list[Named]:
    """The first of each kind of sign that is not answered anywhere on the page."""
    same_day = danger.SAME_DAY if "same-day" in draft.cards else frozenset()
    answered = {sign.group for passage, _sentence, sign in named if _is_answered(passage, sign)} | same_day
    first: dict[str, Named] = {}
    for one in named:
        first.setdefault(one[2].group, one)
    return [one for group, one in first.items() if group not in answered]


def _is_answered(passage: Passage, sign: Sign) -> bool:
    return danger.is_answered(sign.group, levelled(passage.around or passage.text))


def _too_low(draft: Draft, named: list[Named]) -> Iterator[Found]:
    """On pages of high risk composition puts the card at the top."""
    if draft.wording.get("risk") == "high" or not named:
        return
    above = len(SECTION.findall(draft.html.partition(CARD)[0]))
    early = next((one for one in named if _is_above(one[0], above, draft)), None)
    if above < LOWEST_SECTION and early is None:
        return
    passage, sentence, sign = early or named[0]
    why = _("“%(words)s” is a sign of danger, and the emergency card stands too low to be seen in time.")
    yield at(draft, passage, sentence, why % {"words": sign.words}, sign.words, key="low")


def _is_above(passage: Passage, sections: int, draft: Draft) -> bool:
    """Whether a sign of the text stands in a section that ends before the card."""
    return passage.field == "body" and passage.section < sections


@check(
    "danger-sign",
    LOOK,
    sees=gettext_lazy("A danger sign on a page that says where to get help but has no emergency card."),
    fix=gettext_lazy("Put ::: emergency and ::: at the top, unless the sentence is enough for this page."),
    kinds=PAGES,
)
def answered_signs_may_need_the_card(draft: Draft, facts: Facts) -> Iterator[Found]:
    if "emergency" in draft.cards or draft.wording.get("risk") == "high":
        return
    named = [one for one in danger_signs(draft) if one[2].group not in danger.SAME_DAY]
    stopped = {sign.group for _passage, _sentence, sign in _without_help(draft, named)}
    answered = [one for one in named if one[2].group not in stopped and one[0].field == "body"]
    if answered:
        passage, sentence, sign = answered[0]
        why = _("The page names signs of danger (%(words)s) and has no emergency card.")
        yield at(draft, passage, sentence, why % {"words": quoted([one[2].words for one in answered])}, sign.words)


TYPED = ("search_words",)


@check(
    "typed-phone",
    STOP,
    sees=gettext_lazy(
        "A phone or emergency number that is typed into any field, the text or a description of a picture."
    ),
    fix=gettext_lazy("Write {{phone}} or {{emergency_number}}: the number is kept in one place only."),
)
def phones_come_from_the_profile(draft: Draft, facts: Facts) -> Iterator[Found]:
    lines = [Passage(name, str(line)) for name in TYPED for line in draft.wording.get(name, [])]
    for passage in [*passages(draft), *lines]:
        for number in typed_numbers(passage.plain):
            place = passage.plain.find(number)
            words = passage.text[place : place + len(number)] if place >= 0 else number
            why = _("“%(number)s” is typed as a number to call.") % {"number": words}
            yield Found(passage.field, why, line=line_of(draft, passage, words), excerpt=words)


@check(
    "medical-term",
    LOOK,
    sees=gettext_lazy(
        "A word of the glossary before its plain words have been said. Words of the patient’s own question are left"
        " alone."
    ),
    fix=gettext_lazy("Say the plain words first, or mark the term in the text: [[trigger point]]."),
)
def terms_follow_plain_words(draft: Draft, facts: Facts) -> Iterator[Found]:
    forms = [(form, _whole(form.words), levelled(form.plain).casefold()) for form in facts.glossary()]
    if not forms:
        return
    asked = levelled(draft.wording.get("question", ""))
    read = [one for one in passages(draft) if not (one.is_title or one.card or one.kind == "alt")]
    # Most words of the glossary stand nowhere in a text: they are not looked for in each of its sentences.
    whole = "\n".join(sentence.plain for passage in read for sentence in passage.sentences)
    letters = folded(whole)
    forms = [one for one in forms if may_stand_in(letters, one[0].words) and one[1].search(whole)]
    forms = [one for one in forms if not one[1].search(asked)]
    known: set[tuple[str, str]] = set()
    for passage in read:
        for sentence in passage.sentences:
            for form, pattern, plain in forms:
                place = (passage.field, form.key)
                found = None if place in known else _first_use(sentence, pattern, plain)
                if found is None:
                    continue
                known.add(place)
                if not _is_explained(passage, sentence, found, plain):
                    why = _("“%(words)s” stands before its plain words: %(plain)s.")
                    named = {"words": sentence.text[found.start() : found.end()], "plain": form.plain}
                    yield at(draft, passage, sentence, why % named, found[0], key=form.key)


def may_stand_in(letters: str, words: str) -> bool:
    """False only where the pattern of the words could find nothing, which takes a hundred times as long to see."""
    first = re.split(r"[\s-]+", levelled(words))[0]
    return not first.isascii() or folded(first) in letters


def folded(text: str) -> str:
    """Letters that a pattern takes for one another are one."""
    return text.casefold().replace("i\u0307", "i").replace("\u0131", "i")


@lru_cache(maxsize=2048)
def _whole(words: str) -> re.Pattern[str]:
    typed = r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", levelled(words)))
    return re.compile(rf"(?<![\w-]){typed}(?:s|'s)?(?![\w-])", re.IGNORECASE)


def _first_use(sentence: Sentence, pattern: re.Pattern[str], plain: str) -> re.Match[str] | None:
    """A term inside its own plain words, as in “long-lasting pain”, is no use of it."""
    if not pattern.search(sentence.plain):
        return None
    low = sentence.plain.casefold()
    within = [(one.start(), one.end()) for one in re.finditer(re.escape(plain), low)]
    uses = pattern.finditer(sentence.plain)
    return next((one for one in uses if not any(a <= one.start() and one.end() <= b for a, b in within)), None)


def _is_explained(passage: Passage, sentence: Sentence, found: re.Match[str], plain: str) -> bool:
    before = sentence.plain[: found.start()]
    marked = found[0].casefold() in (levelled(words).casefold() for words in passage.explained)
    return (marked and before.endswith("(")) or plain in before.casefold()


@check(
    "abbreviation",
    LOOK,
    sees=gettext_lazy("An abbreviation in capitals that is not spelt out where it is used first."),
    fix=gettext_lazy("Write it out and put the abbreviation after it in brackets, or leave it out."),
)
def abbreviations_are_spelt_out(draft: Draft, facts: Facts) -> Iterator[Found]:
    known: set[str] = set()
    for passage in passages(draft):
        if (passage.is_title and passage.field == "body") or passage.kind == "alt" or passage.card:
            continue
        is_field_title = passage.field not in (*SUMMARIES, "body")
        for sentence in passage.sentences:
            for short in unexplained(sentence.plain, known, learns=not is_field_title):
                if is_field_title:
                    continue
                why = _("“%(words)s” is not spelt out where it stands first.") % {"words": short}
                yield at(draft, passage, sentence, why, short, key=short.casefold())


@check(
    "outside-link",
    LOOK,
    sees=gettext_lazy("A link to another site that did not answer when check_links asked it last."),
    fix=gettext_lazy("Look whether it works for you. Link to a page that does, or take the link out."),
)
def outside_links_answer(draft: Draft, facts: Facts) -> Iterator[Found]:
    addresses = tuple(unescape(address) for address in draft.outside)
    failing = facts.failing(addresses) if addresses else {}
    for address, since in failing.items():
        why = _("%(address)s has not answered since %(day)s.") % {"address": address, "day": date_format(since)}
        line = line_of(draft, Passage("body", address), address)
        yield Found("body", why, line=line, excerpt=address)
