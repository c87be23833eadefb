"""Tokens for the elements of a box: none of them is a block of CommonMark."""

from markdown_it.token import Token

from .findings import Findings

# The tokens of a list item that is one paragraph and nothing else.
PLAIN_ITEM = ["list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close"]


def element(tag: str, content: list[Token], **attributes: str) -> list[Token]:
    attrs = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return [Token(f"box_{tag}_open", tag, 1, attrs=attrs), *content, Token(f"box_{tag}_close", tag, -1)]


def words(text: object) -> Token:
    return Token("text", "", 0, content=str(text))


def markdown(text: str, place: Token) -> Token:
    """Words that the inline rules still have to read; `place` tells on which line they were typed."""
    return Token("inline", "", 0, content=text, map=place.map, children=[])


def section(classes: str, heading: list[Token], opener: Token, body: list[Token], findings: Findings) -> list[Token]:
    findings.boxes += 1
    label = f"{findings.prefix}box-{findings.boxes}"
    title = element(opener.tag, heading, id=label)
    return element("section", title + body, class_=classes, aria_labelledby=label)


def is_one_list(body: list[Token], kind: str) -> bool:
    return bool(body) and body[0].type == kind and sum(token.level == 0 for token in body) == 2
