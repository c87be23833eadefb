"""Pictures: nobody meets a needle unasked, and their words serve people who can't see them.

A picture without words that is not marked as decoration is already a fault of the Markdown.
"""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.readiness.draft import Draft, Facts
from clinic_site.readiness.registry import LOOK, STOP, Found, check
from clinic_site.readiness.tree import Node, tree

LONGEST_ALT = 125
NEEDLE = re.compile(r"(?<!\bno )\b(?:needles?|needling|syringes?|injections?)\b", re.IGNORECASE)
STARTS_WITH_ITS_KIND = re.compile(
    r"(?:an? |the )?(?:picture|image|photo|photograph|graphic|icon) (?:of|showing)\b", re.I
)
FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|webp|gif|heic|svg)|(?:img|dsc|image|photo|scan)[\W_]*\d+", re.IGNORECASE)
TEXT_IN_IT = re.compile(
    r"\b(?:screen ?shots?|infographics?|posters?|leaflets?|flyers?|brochures?|scanned|the text|text that|with text"
    r"|words|says|reading:|that reads|slide)\b",
    re.IGNORECASE,
)


@check(
    "needle-open",
    STOP,
    sees=gettext_lazy("A picture whose words name a needle and that is not folded as one that shows a needle."),
    fix=gettext_lazy("Say in the image library that it shows a needle: it is then shown only to who asks for it."),
    can_override=True,
)
def needles_are_folded(draft: Draft, facts: Facts) -> Iterator[Found]:
    for picture in tree(draft.html).all("img"):
        named = NEEDLE.search(f"{picture.attrs.get('alt', '')} {_caption(picture)}")
        if named and not picture.is_within("details", "needle"):
            why = _("Its words say “%(word)s”, and readers see it without asking.") % {"word": named[0]}
            yield Found("body", why, excerpt=picture.attrs.get("alt", ""))


@check(
    "alt-words",
    LOOK,
    sees=gettext_lazy(
        "Words for a picture that are over 125 characters, a file’s name, the same as the caption, or begin with"
        " “picture of”."
    ),
    fix=gettext_lazy("Say in one short sentence what the picture tells a reader who can’t see it."),
)
def alt_words_help(draft: Draft, facts: Facts) -> Iterator[Found]:
    for picture in tree(draft.html).all("img"):
        words = picture.attrs.get("alt", "").strip()
        why = _alt_fault(words, _caption(picture)) if words else ""
        if why:
            yield Found("body", why, excerpt=words)


def _alt_fault(words: str, caption: str) -> str:
    if FILE_NAME.fullmatch(words):
        return _("“%(words)s” is the name of a file.") % {"words": words}
    if len(words) > LONGEST_ALT:
        return _("It has %(count)d characters; 125 are as many as people listen to.") % {"count": len(words)}
    if match := STARTS_WITH_ITS_KIND.match(words):
        return _("It begins with “%(words)s”, which is said anyway.") % {"words": match[0]}
    if words.casefold().strip(" .") == caption.casefold().strip(" ."):
        return _("The caption says the same, so it is heard twice.")
    return ""


@check(
    "text-in-picture",
    LOOK,
    sees=gettext_lazy("A picture whose words or name tell that text is in it, such as a poster or a screenshot."),
    fix=gettext_lazy("Write its text on the page, and use a picture without text."),
)
def pictures_hold_no_text(draft: Draft, facts: Facts) -> Iterator[Found]:
    for picture in tree(draft.html).all("img"):
        alt = picture.attrs.get("alt", "")
        named = TEXT_IN_IT.search(f"{alt} {_caption(picture)}")
        if named:
            why = _("“%(word)s” tells that there is text in the picture; nobody can enlarge, hear or translate it.")
            yield Found("body", why % {"word": named[0]}, excerpt=alt)


def _caption(picture: Node) -> str:
    around = picture.parent
    while around is not None and around.tag != "figure":
        around = around.parent
    return " ".join(caption.words for caption in around.all("figcaption")) if around else ""
