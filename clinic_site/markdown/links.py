import re
from collections.abc import Sequence
from urllib.parse import unquote

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .findings import findings_of, number_of

PAGE = re.compile(r"(?i:page):([0-9]{4,5})(#h-[\w-]+)?")
# No user name before the host: https://clinic.example@elsewhere.example goes elsewhere.
ELSEWHERE = re.compile(r"https?://[^\s/?#@\\]+(?:[/?#]\S*)?|mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
# An address or a title can stand once in a definition and be used ten thousand times.
LONGEST_ADDRESS = 2_000
LONGEST_TITLE = 200
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def links(md: MarkdownIt) -> None:
    # The parser's own block-list would leave a refused link as typed text; here _fault allows a few and names the rest.
    md.validateLink = lambda url: True
    md.core.ruler.push("house_links", _judge_links)
    md.add_render_rule("link_open", _render_open)


def _judge_links(state: StateCore) -> None:
    for inline in (token for token in state.tokens if token.type == "inline"):
        opened = None
        for child in inline.children or ():
            if child.type == "link_open":
                opened, has_words = child, False
            elif child.type == "link_close" and opened:
                _judge(opened, child, has_words, state.env)
                opened = None
            elif opened:
                child.meta["in_link"] = True
                has_words = has_words or bool(child.content.strip())


def _judge(opened: Token, closed: Token, has_words: bool, env: dict) -> None:
    if len(str(opened.attrs.get("title", ""))) > LONGEST_TITLE:
        opened.attrs.pop("title")
        message = _("Shorten the words in quotation marks after this address, or take them out.")
        findings_of(env).problem(opened.meta["line"], message)
    fault = _fault(str(opened.attrs["href"]), has_words, opened.markup == "autolink")
    if fault:
        findings_of(env).problem(opened.meta["line"], fault)
        opened.hidden = closed.hidden = True


def _fault(address: str, has_words: bool, bare: bool) -> object | None:
    if len(address) > LONGEST_ADDRESS:
        return _("This address is too long. Please look for a shorter one, or name the page without a link.")
    page = _page(address)
    if page is None and not ELSEWHERE.fullmatch(address):
        return _address_fault(address)
    if has_words and not (page and bare):
        return None
    return _("This link has no words. Write what the reader will find, as in [what to do first](page:1234).")


def _address_fault(address: str) -> object:
    if address.lower().startswith("page:"):
        return _("A link by number has four or five digits, as in page:1234 or page:1234#h-heading.")
    if SCHEME.match(address):
        return _("A link can go to page:, https://, http:// or mailto: only. Please correct this one.")
    return _("Link by number, as in page:1234, so that the link can't break.")


def _page(address: str) -> re.Match[str] | None:
    return PAGE.fullmatch(unquote(address))


def _render_open(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: dict) -> str:
    token = tokens[index]
    if token.hidden:
        return ""
    if page := _page(str(token.attrs["href"])):
        number, fragment = page.group(1), page.group(2) or ""
        number_of(number, findings_of(env).links)
        return f'<a href="/{number}{fragment}" data-page="{number}">'
    if not str(token.attrs["href"]).lower().startswith("mailto:"):
        token.attrSet("rel", "noopener external")
    return renderer.renderToken(tokens, index, options, env)
