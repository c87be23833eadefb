"""How a text is laid out: headings, lists, the words of links, and how much of it there is."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.readability import sentences
from clinic_site.readiness.draft import Draft, Facts
from clinic_site.readiness.passages import passages
from clinic_site.readiness.registry import LOOK, STOP, Found, check
from clinic_site.readiness.tree import Node, tree

LONGEST_LIST = 6
MOST_WORDS = {"question": 400, "article": 1200}
MOST_SENTENCES = 2
# The typed `#` of a page title, also inside a list or a quotation; deeper headings have more of them.
TOP_HEADING = re.compile(r"(?: {0,3}(?:[-*+]|\d{1,9}[.)]|>) {1,4})* {0,3}#(?:[ \t]+(?P<words>.*?))?[ \t#]*")
UNDERLINED = re.compile(r" {0,3}=+[ \t]*")
FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
EMPTY_WORDS = (
    "a an and answer article check click details find follow for full go here info information it item learn link links"
    " look more now on one open our out page pages please press question read see site tap text that the these this to"
    " us view visit web website"
)
SAYS_NOTHING = frozenset(EMPTY_WORDS.split())
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)


@check(
    "heading-order",
    STOP,
    sees=gettext_lazy("A heading with one #, which is the title’s, or one that skips a level, as from ## to ####."),
    fix=gettext_lazy("Begin a section with ##, and a part of that section with ###."),
)
def headings_go_down_by_one(draft: Draft, facts: Facts) -> Iterator[Found]:
    source = draft.wording.get("body", "")
    for line, words in top_headings(source):
        why = _("“%(words)s” is typed as the title of the page, which it has already.") % {"words": words}
        yield Found("body", why, _("Type ## before it."), line=line, excerpt=words)
    above = 1
    for heading in draft.headings:
        if heading.level > above + 1:
            why = _("“%(words)s” skips a level: no heading with %(mark)s stands above it.")
            named = {"words": heading.text, "mark": "#" * (heading.level - 1)}
            yield Found("body", why % named, line=line_of(source, heading.text), excerpt=heading.text)
        above = heading.level


def top_headings(source: str) -> Iterator[tuple[int, str]]:
    """Line and words of each heading that is typed as a title, with # before it or ==== below it."""
    fence, above = "", ""
    for number, line in enumerate(source.splitlines(), 1):
        mark = FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif not fence and (typed := TOP_HEADING.fullmatch(line)):
            yield number, typed["words"] or "#"
        elif not fence and above and UNDERLINED.fullmatch(line):
            yield number - 1, above
        above = "" if fence or line.lstrip().startswith(("#", ":::", "- ", "* ", ">", "|")) else line.strip()


def line_of(source: str, words: str) -> int:
    """The line where these words stand as typed; 0 when marks or line ends part them."""
    place = source.find(words) if words else -1
    return source.count("\n", 0, place) + 1 if place >= 0 else 0


@check(
    "empty-section",
    LOOK,
    sees=gettext_lazy("A heading with nothing below it before the next heading of its level, or before the end."),
    fix=gettext_lazy("Write what it promises, or take the heading out."),
)
def sections_hold_something(draft: Draft, facts: Facts) -> Iterator[Found]:
    waiting: Node | None = None
    for part in tree(draft.html).walk(skip=_is_typed_heading):
        if isinstance(part, Node) and _is_typed_heading(part):
            if waiting is not None and part.tag <= waiting.tag:
                yield _empty(draft, waiting)
            waiting = part
        elif _is_seen(part):
            waiting = None
    if waiting is not None:
        yield _empty(draft, waiting)


def _is_typed_heading(node: Node) -> bool:
    """The titles of boxes have other ids, or none."""
    return node.tag in ("h2", "h3", "h4") and node.attrs.get("id", "").startswith("h-")


def _is_seen(part: Node | str) -> bool:
    if isinstance(part, str):
        return bool(part.strip())
    return part.tag == "img" or not {"data-card", "data-drawing", "data-fill"}.isdisjoint(part.attrs)


def _empty(draft: Draft, heading: Node) -> Found:
    words = heading.words
    why = _("Nothing stands below the heading “%(words)s”.") % {"words": words}
    return Found("body", why, line=line_of(draft.wording.get("body", ""), words), excerpt=words)


@check(
    "long-list",
    LOOK,
    sees=gettext_lazy("A list of more than 6 items."),
    fix=gettext_lazy("Keep the 6 that matter most, or make two lists, each with its own heading."),
)
def lists_are_short(draft: Draft, facts: Facts) -> Iterator[Found]:
    for found in tree(draft.html).all("ul", "ol"):
        items = found.children("li")
        if len(items) > LONGEST_LIST:
            first = items[0].words
            why = _("The list that starts with “%(first)s” has %(count)d items; readers keep about 6 in mind.")
            line = line_of(draft.wording.get("body", ""), first)
            yield Found("body", why % {"first": first, "count": len(items)}, line=line, excerpt=first)


@check(
    "link-words",
    LOOK,
    sees=gettext_lazy("A link whose words don’t say where it goes: “here”, “more”, “this page”, or a bare address."),
    fix=gettext_lazy("Write what the reader will find there, as in [what to do first](page:1234)."),
)
def links_say_where_they_go(draft: Draft, facts: Facts) -> Iterator[Found]:
    for link in tree(draft.html).all("a"):
        words = link.words
        if link.has_class("cite") or not words:
            continue
        if ADDRESS.fullmatch(words):
            why = _("The words of the link are an address: “%(words)s”.") % {"words": words}
        elif set(re.findall(r"[^\W_]+", words.casefold())) <= SAYS_NOTHING:
            why = _("“%(words)s” does not say where the link goes.") % {"words": words}
        else:
            continue
        line = line_of(draft.wording.get("body", ""), f"[{words}](")
        yield Found("body", why, line=line, excerpt=words, key=link.attrs.get("data-page", ""))


@check(
    "too-long",
    LOOK,
    sees=gettext_lazy("A question’s text of more than 400 words, or an article’s of more than 1,200."),
    fix=gettext_lazy("Keep what answers the title. Move the rest to a page of its own and link to it."),
    kinds=frozenset(MOST_WORDS),
)
def text_has_its_length(draft: Draft, facts: Facts) -> Iterator[Found]:
    words, most = words_of(draft), MOST_WORDS[draft.kind]
    if words > most:
        why = _("The text has %(words)d words; such a page has %(most)d or fewer.")
        yield Found("body", why % {"words": words, "most": most})


@check(
    "main-message",
    LOOK,
    sees=gettext_lazy("A main message of more than two sentences."),
    fix=gettext_lazy("Say the one thing to remember in one or two sentences."),
)
def main_message_is_short(draft: Draft, facts: Facts) -> Iterator[Found]:
    for passage in passages(draft):
        count = len(sentences(passage.text))
        if passage.field == "lede" and count > MOST_SENTENCES:
            why = _("The main message has %(count)d sentences.") % {"count": count}
            yield Found("lede", why, excerpt=passage.text)


def words_of(draft: Draft, *fields: str) -> int:
    """How many words readers read in the text, and in the fields that are named."""
    read = (passage for passage in passages(draft) if passage.field in ("body", *fields) and passage.kind != "alt")
    return sum(len(passage.text.split()) for passage in read)
