"""What a text claims, and whether anything stands behind it: figures, effects, promises, stories and sections."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice, takewhile
from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.readability.sentences import sentences
from clinic_site.readiness import words
from clinic_site.readiness.draft import Draft, Facts
from clinic_site.readiness.figures import PERCENT_FAMILY, Figure, figures
from clinic_site.readiness.passages import TITLES, Passage, Sentence, line_of, passages
from clinic_site.readiness.registry import LOOK, STOP, Found, check

FAMILIES = ("100", "10,000")
PAGES = frozenset({"article", "question"})
TITLE = re.compile(r">([^<]*)</h[234]>")
IN_BOX = re.compile(r"\b\d[\d,.]*\b")
YES_OR_NO = re.compile(
    r"(?:.*: )?(?:do|does|did|is|are|am|can|could|will|would|has|have|may|must|why do|why does) [^?]*\?", re.IGNORECASE
)


def at(draft: Draft, passage: Passage, sentence: Sentence, why: str, named: str = "", **more) -> Found:
    """A finding about one sentence; `named` are the words in it that gave it away."""
    line = line_of(draft, passage, sentence.text, named)
    return Found(passage.field, why, line=line, excerpt=sentence.text, **more)


def quoted(named: list[str]) -> str:
    return ", ".join(f"“{one}”" for one in dict.fromkeys(named))


@check(
    "uncited-number",
    STOP,
    sees=gettext_lazy(
        "A figure about an effect, a risk or a study (8 of 100, 20 %, twice as likely, 62 runners) without a source in"
        " the same paragraph, list, row or line of a numbers box. Durations, ages and dates are left alone. A figure in"
        " a field has to stand in the text with its source."
    ),
    fix=gettext_lazy("Put the source behind it, as in [@Brady2014], or take the figure out."),
)
def figures_have_sources(draft: Draft, facts: Facts) -> Iterator[Found]:
    known = passages(draft)
    backed = {_bare(one.words) for part in known if part.is_backed for one in _figures_of(part)}
    for passage in known:
        if passage.is_backed or passage.card or passage.is_title and passage.field == "body":
            continue
        # A line of a numbers box tells both sides of one figure.
        parts = [Sentence(passage.text, passage.plain)] if passage.in_numbers else passage.sentences
        for sentence in parts:
            named = [one.words for one in _figures_in(passage, sentence) if not _stands_below(passage, one, backed)]
            if named:
                why = _("No source stands behind %(words)s.") % {"words": quoted(named)}
                fix = "" if passage.field == "body" else _("Say it in the text with its source, or take it out.")
                yield at(draft, passage, sentence, why, named[0], fix=fix)


def _figures_of(passage: Passage) -> list[Figure]:
    return [one for sentence in passage.sentences for one in _figures_in(passage, sentence)]


def _figures_in(passage: Passage, sentence: Sentence) -> list[Figure]:
    if passage.in_numbers:
        return [Figure(one[0], one.start(), one.end()) for one in IN_BOX.finditer(sentence.plain)]
    return list(figures(sentence.plain))


def _stands_below(passage: Passage, one: Figure, backed: set[str]) -> bool:
    return passage.field != "body" and _bare(one.words) in backed


def _bare(words_: str) -> str:
    return " ".join(re.findall(r"[\w.,%]*[\w%]", words_.casefold().replace("out of", "of").replace(" in ", " of ")))


@check(
    "uncited-claim",
    LOOK,
    sees=gettext_lazy(
        "A sentence about effects, risks or studies (helps, relieves, side effects, research shows) in a paragraph or"
        " list without a source. Questions and what readers are asked to do are left alone."
    ),
    fix=gettext_lazy("Name the source, or say that we do not know."),
    kinds=PAGES,
)
def claims_have_sources(draft: Draft, facts: Facts) -> Iterator[Found]:
    for passage in passages(draft):
        is_left_out = passage.is_backed or not passage.is_prose or passage.list_look or passage.kind == "alt"
        if is_left_out or (passage.field != "body" and draft.citations):
            continue
        for sentence in passage.sentences:
            named = words.effect(words.without(sentence.plain, passage.links))
            if named and not figures(sentence.plain):
                why = _("No source stands behind what it says with “%(words)s”.") % {"words": named}
                yield at(draft, passage, sentence, why, named)


@check(
    "claim",
    STOP,
    sees=gettext_lazy("Words on the claims list of your country, in any field. A yes-or-no question may ask them."),
    fix=gettext_lazy("Say what is known instead, as the claims list suggests."),
    can_override=True,
)
def nothing_is_promised(draft: Draft, facts: Facts) -> Iterator[Found]:
    told = set()
    for passage in passages(draft):
        # Without the question mark the pattern looks again from each colon.
        if passage.is_title and passage.plain.endswith("?") and YES_OR_NO.fullmatch(passage.plain):
            continue
        spans = [(one.start, one.end) for one in sentences(passage.text)]
        for match in facts.claims(passage.text):
            near = around(spans, match.start, match.end)
            start, end = (near[0][0], near[-1][1]) if near else (match.start, match.end)
            sentence = passage.text[start:end]
            if (match.rule, passage.field, sentence) in told:
                continue
            told.add((match.rule, passage.field, sentence))
            why = _("“%(words)s” is on the claims list. %(reason)s") % {"words": match.words, "reason": match.reason}
            line = line_of(draft, passage, sentence, match.words)
            yield Found(passage.field, why, match.suggestion, line=line, excerpt=sentence, key=match.rule)


def around(spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """Those of the sentences, in the order of reading, that the words from start to end stand in."""
    first = bisect_right(spans, start, key=itemgetter(1))
    return list(takewhile(lambda span: span[0] < end, islice(spans, first, None)))


@check(
    "denominator",
    LOOK,
    sees=gettext_lazy(
        "Shares that readers can’t compare: out of something else than 100 or 10,000, or out of both, or percentages"
        " beside “8 of 100”."
    ),
    fix=gettext_lazy("Give every share out of 100, or out of 10,000 for what is rare."),
)
def shares_can_be_compared(draft: Draft, facts: Facts) -> Iterator[Found]:
    shares = [
        (passage, sentence, one)
        for passage in passages(draft)
        if not passage.in_numbers and not passage.card
        for sentence in passage.sentences
        for one in figures(sentence.plain)
        if one.family
    ]
    boxed = _boxed(draft.html) if any(one.family in FAMILIES for _passage, _sentence, one in shares) else frozenset()
    first, told = "100" if 'class="numbers"' in draft.html else "", set()
    for passage, sentence, one in shares:
        is_odd = one.family not in (*FAMILIES, PERCENT_FAMILY)
        if not first and not is_odd:
            first = one.family
        if one.family in told or (not is_odd and one.family in {first, *boxed}):
            continue
        told.add(one.family)
        if is_odd:
            why = _("“%(words)s” is out of %(family)s: readers compare shares out of 100 or 10,000.")
            named = {"words": one.words, "family": one.family}
        else:
            why = _("“%(words)s” stands on a page that also counts %(other)s.")
            named = {"words": one.words, "other": _("in percent") if first == "%" else _("out of %s") % first}
        key = "percent" if one.family == PERCENT_FAMILY else f"of-{one.family.replace(',', '')}"
        yield at(draft, passage, sentence, why % named, one.words, key=key)


def _boxed(html: str) -> frozenset[str]:
    """A numbers box says in its title out of how many it counts, so text beside it may count so too."""
    titles = "\n".join(TITLE.findall(html))
    return frozenset(family for family in FAMILIES if re.search(rf"\b{family} ", titles))


@check(
    "bare-frequency",
    LOOK,
    sees=gettext_lazy("“Rare”, “common”, “most people” or “often” of an effect or a harm, without a figure beside it."),
    fix=gettext_lazy("Say how many of 100 or 10,000, or that nobody knows how often."),
)
def frequencies_have_figures(draft: Draft, facts: Facts) -> Iterator[Found]:
    for passage in passages(draft):
        if passage.card or passage.in_numbers or passage.field in TITLES or passage.kind == "alt":
            continue
        parts = passage.sentences
        for sentence, following in zip(parts, [*parts[1:], None], strict=True):
            named = words.frequency(sentence.plain)
            if not named or figures(sentence.plain):
                continue
            if following and words.EXPLAINS.match(following.plain) and figures(following.plain):
                continue
            why = _("“%(words)s” means something else to each reader, and no figure stands beside it.")
            yield at(draft, passage, sentence, why % {"words": named}, named)


@check(
    "testimonial",
    LOOK,
    sees=gettext_lazy(
        "Stories and praise of patients: quotations in the first person, “changed my life”, stars, reviews."
    ),
    fix=gettext_lazy("Take it out: a story can’t show what caused a change. Say what studies found."),
)
def nobody_gives_testimony(draft: Draft, facts: Facts) -> Iterator[Found]:
    for passage in passages(draft):
        if passage.is_title and passage.plain.endswith("?"):
            continue
        for sentence in passage.sentences:
            if named := words.testimony(sentence.plain):
                why = _("“%(words)s” reads like the story or the praise of a patient.") % {"words": named}
                yield at(draft, passage, sentence, why, named)


SECTIONS = {
    "benefits": gettext_lazy("what readers may gain"),
    "risks": gettext_lazy("what can go wrong"),
    "alternatives": gettext_lazy("other choices"),
    "no-treatment": gettext_lazy("what happens without treatment"),
    "next": gettext_lazy("what to do next"),
}


@check(
    "sections",
    LOOK,
    sees=gettext_lazy(
        "A page that describes treatment without a heading marked {benefits}, {risks}, {alternatives}, {no-treatment}"
        " or {next}. A question may link to a page that has them, but says itself what to do next."
    ),
    fix=gettext_lazy("Write that section and mark its heading, as in “## What can go wrong {risks}”."),
    kinds=PAGES,
)
def treatment_is_told_whole(draft: Draft, facts: Facts) -> Iterator[Found]:
    if "describes-treatment" not in draft.wording.get("flags", []):
        return
    hands_on = draft.kind == "question" and any(not link.startswith(f"{draft.number}#") for link in draft.links)
    for name, what in SECTIONS.items():
        if name not in draft.sections and (name == "next" or not hands_on):
            why = _("The page describes treatment and no heading is marked {%(name)s}: %(what)s.")
            yield Found("body", why % {"name": name, "what": what}, key=name)
