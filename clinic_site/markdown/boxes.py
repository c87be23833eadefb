from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _
from markdown_it.token import Token

from .elements import PLAIN_ITEM, element, is_one_list, markdown, section, words
from .findings import Findings, line_of, number_of
from .proportions import numbers_box

CARDS = ("emergency", "same-day")
CARD_LINES = 3
LIST_CLASSES = {"do": "do", "do-not": "dont", "steps": "steps"}


def box(opener: Token, body: list[Token], findings: Findings) -> list[Token]:
    """The tokens of one closed callout; `opener.info` holds its name and title, `opener.tag` its heading's level."""
    name, title = [*opener.info.split(maxsplit=1), ""][:2]
    name, line = name.lower(), line_of(opener)
    if name in ("note", "key-fact"):
        return _titled(name, title, opener, body, findings)
    if name == "numbers":
        return numbers_box(title, opener, body, findings)
    if name not in (*CARDS, "can-wait", "do", "do-not", "steps"):
        message = _(
            "There is no box called “%(name)s”."
            " Use note, key-fact, numbers, emergency, same-day, can-wait, do, do-not or steps."
        )
        findings.problem(line, message % {"name": name})
        return body
    if title:
        message = _("This box has its own heading. Take out the words after “%(name)s”.")
        findings.problem(line, message % {"name": name})
    if name in CARDS:
        return _card(name, line, body, findings)
    return _list_box(name, opener, body, findings)


def _titled(name: str, title: str, opener: Token, body: list[Token], findings: Findings) -> list[Token]:
    if title:
        return section(name, [markdown(title, opener)], opener, body, findings)
    if name == "note":
        message = _("Give the note a title that says what it is about, as in “::: note Important: tell us first”.")
        findings.problem(line_of(opener), message)
    return element("section", body, class_=name)


def _list_box(name: str, opener: Token, body: list[Token], findings: Findings) -> list[Token]:
    kind = "ordered_list_open" if name == "steps" else "bullet_list_open"
    if not is_one_list(body, kind):
        findings.problem(line_of(opener), _list_fault(name))
    elif name in LIST_CLASSES:
        body[0].attrSet("class", LIST_CLASSES[name])
    if name == "can-wait":
        heading = [*element("span", [words(f"{_('Not urgent.')} ")], class_="vh"), words(_("Call us this week if:"))]
        return section("care talk", heading, opener, element("div", body), findings)
    if name == "steps":
        return body
    if name == "do-not":
        _check_do_not(body, findings)
    return element(opener.tag, [words(_("Do") if name == "do" else _("Do not"))]) + body


def _list_fault(name: str) -> object:
    if name == "steps":
        return _("Steps are one numbered list and nothing else: start each line with 1., 2., 3.")
    return _("This box holds one list and nothing else: start each line with a hyphen and a space.")


def _check_do_not(body: list[Token], findings: Findings) -> None:
    beginning = str(_("do not"))
    for index, token in enumerate(body):
        if token.type != "list_item_open" or token.level != 1:
            continue
        if not body[index + 2].content.lstrip("*_ ").lower().startswith(beginning):
            # Read in a hurry or heard by itself, a line without its own "do not" sounds like advice to do it.
            message = _("Start each line of this list with “%(beginning)s”.")
            findings.problem(line_of(token), message % {"beginning": beginning})


def _card(name: str, line: int, body: list[Token], findings: Findings) -> list[Token]:
    number_of(name, findings.cards)
    lines = list(_card_lines(body))
    lists = sum(token.type == "bullet_list_open" and token.level == 0 for token in body)
    if len(body) > 2 * lists + len(PLAIN_ITEM) * len(lines) or len(lines) > CARD_LINES:
        message = _("This card takes at most three lines of its own, each “- you …”, and nothing else.")
        findings.problem(line, message)
    items = [token for inline in lines[:CARD_LINES] for token in element("li", [inline])]
    return element("div", element("ul", items) if items else [], data_card=name)


def _card_lines(body: list[Token]) -> Iterator[Token]:
    kind = ""
    for index, token in enumerate(body):
        if token.level == 0:
            kind = token.type
        item = body[index : index + len(PLAIN_ITEM)]
        if kind != "bullet_list_open" or token.level != 1 or [part.type for part in item] != PLAIN_ITEM:
            continue
        if "![" not in item[2].content:
            yield item[2]
