"""How the words of a term are told apart and typed. Plain text in, plain data out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# A mark in a text holds no more than this.
LONGEST_WORDS = 80
LONGEST_PLAIN = 120
# What would end a mark, a form's line or a cell of a table.
NO_WORDS = re.compile(r"[\[\]{}|:\\\n]")
NO_PLAIN = re.compile(r"[\[\]{}|\\\n]")


@dataclass(frozen=True)
class TermForm:
    """One way to write a term, with what it says in everyday words; `key` is the term's."""

    key: str
    words: str
    plain: str


def folded(words: str) -> str:
    """Words that fold to the same are the same: case, spaces and the kind of apostrophe make no difference."""
    return " ".join(words.replace("\u2019", "'").casefold().split())


def forms_in(key: str, lines: str) -> list[TermForm]:
    """The forms of a term, one a line as `words: plain words`. A line without both is left out."""
    split = (line.partition(":") for line in lines.splitlines())
    pairs = ((words.strip(), plain.strip()) for words, _colon, plain in split)
    return [TermForm(key, words, plain) for words, plain in pairs if words and plain]


def validate_words(words: str) -> None:
    if NO_WORDS.search(words):
        raise ValidationError(_("Write the words as they stand in a sentence, without any of these: [ ] { } | \\ :"))


def validate_plain(plain: str) -> None:
    if NO_PLAIN.search(plain):
        raise ValidationError(_("Write plain words that fit into a sentence, without any of these: [ ] { } | \\"))


def validate_forms(lines: str) -> None:
    """Each line names other words and their plain words, neither too long."""
    for line in filter(None, map(str.strip, lines.splitlines())):
        found = forms_in("", line)
        if not found:
            message = _("Write each line as “words: plain words”. This one isn't: %(line)s")
            raise ValidationError(message % {"line": line})
        if len(found[0].words) > LONGEST_WORDS or len(found[0].plain) > LONGEST_PLAIN:
            message = _("Words have %(words)d characters at most, plain words %(plain)d. Shorten this line: %(line)s")
            raise ValidationError(message % {"words": LONGEST_WORDS, "plain": LONGEST_PLAIN, "line": line})
        validate_words(found[0].words)
        validate_plain(found[0].plain)


def taken(own: Iterable[TermForm], others: Iterable[TermForm]) -> Iterator[tuple[TermForm, TermForm]]:
    """Each form of a term that something else has already, with what has it: another term, or the term itself."""
    seen = {folded(form.words): form for form in others}
    for form in filter(lambda form: form.words, own):
        other = seen.setdefault(folded(form.words), form)
        if other is not form:
            yield form, other
