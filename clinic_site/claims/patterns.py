"""The small language of claim rules.

Words stand as they are; `*` is up to three words in between, `…` up to eight; `(one|other)` is one of several, and an
empty choice may be left out; "words in quotation marks" are taken in exactly this form, others in their ordinary ones.
"""

import re

from django.utils.translation import gettext as _

from clinic_site.claims.inflections import forms_of
from clinic_site.claims.words import words_of

FEW, MANY = 3, 8
LONGEST = 200
GAPS = {"*": FEW, "…": MANY}
CURLY = str.maketrans({"“": '"', "”": '"', "„": '"'})
PIECE = re.compile(r'"([^"]*)"|[*…(|)]|[^\s"*…(|)]+')
# Signs of other pattern languages: somebody who types them expects what they mean there.
FOREIGN = re.compile(r"[\\\[\]{}^$+?<>=~#@;:!]|\.[*+?]")

Form = frozenset[str]
Choice = tuple[tuple[Form, ...], ...]
Element = int | Choice


class PatternFault(ValueError):
    """The rule can't be read; the message says what to change."""


def parsed(text: str) -> list[Element]:
    """Gaps and choices in order, the first of which needs a word. Raises PatternFault."""
    text = text.translate(CURLY).replace("...", "…")
    if len(text) > LONGEST:
        raise PatternFault(_("It is longer than %(longest)d characters. Make two rules of it.") % {"longest": LONGEST})
    strange = FOREIGN.search(text)
    if strange:
        message = _("The sign %(sign)s means nothing here. Use words, * or … for words in between, and (one|other).")
        raise PatternFault(message % {"sign": strange[0]})
    if text.count('"') % 2:
        raise PatternFault(_("A quotation mark is missing. Put one before and one after the exact words."))
    parser = Parser()
    for piece in PIECE.finditer(text):
        parser.take(piece[0], piece[1])
    return parser.finish()


class Parser:
    """Takes a pattern piece by piece. Every refusal says what to write instead."""

    def __init__(self):
        self.elements: list[Element] = []
        self.options: list[tuple[Form, ...]] | None = None

    def take(self, sign: str, exact: str | None) -> None:
        if sign in GAPS:
            self.take_gap(GAPS[sign])
        elif sign == "(":
            self.open()
        elif sign in {"|", ")"}:
            self.choose(sign)
        else:
            self.take_words(sign, exact)

    def take_gap(self, length: int) -> None:
        if self.options is not None:
            raise PatternFault(_("Gaps don't work inside brackets. Put * or … before or after them."))
        if not self.elements:
            raise PatternFault(_("Start with a word: a gap at the start would fit everything."))
        if isinstance(self.elements[-1], int):
            raise PatternFault(_("Two gaps stand side by side. One … is up to %(many)d words.") % {"many": MANY})
        self.elements.append(length)

    def open(self) -> None:
        if self.options is not None:
            raise PatternFault(_("Brackets inside brackets don't work. List all the choices in one bracket."))
        self.options = [()]

    def choose(self, sign: str) -> None:
        if self.options is None:
            raise PatternFault(_("“%(sign)s” stands outside brackets. Write (one|other).") % {"sign": sign})
        if sign == "|":
            self.options.append(())
            return
        if not any(self.options):
            raise PatternFault(_("The brackets hold no word. Write (one|other)."))
        self.elements.append(tuple(dict.fromkeys(self.options)))
        self.options = None

    def take_words(self, sign: str, exact: str | None) -> None:
        words = [word.form for word in words_of(sign if exact is None else exact)]
        if not words:
            message = _("“%(sign)s” holds no word. Leave it out: punctuation makes no difference.")
            raise PatternFault(message % {"sign": sign})
        forms = tuple(forms_of(word) if exact is None else frozenset({word}) for word in words)
        if self.options is None:
            self.elements += [((one,),) for one in forms]
        else:
            self.options[-1] += forms

    def finish(self) -> list[Element]:
        if self.options is not None:
            raise PatternFault(_("A closing bracket is missing: write (one|other)."))
        if not self.elements:
            raise PatternFault(_("It has no word. Write the word or words to look for."))
        if () in self.elements[0]:
            raise PatternFault(_("The start may not be left out. Begin with a word that is always there."))
        return self.elements
