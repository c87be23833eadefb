from functools import cache

from markdown_it import MarkdownIt

from .callouts import callouts
from .citations import citations
from .findings import note_lines
from .headings import headings
from .limits import limit_work
from .links import links
from .pictures import pictures
from .placeholders import placeholders
from .tables import tables
from .terms import terms


def parser(*, house_rules: bool = True, raw_html: bool = False) -> MarkdownIt:
    """Plain CommonMark, or with the house rules; what comes out still has to pass `sanitise`."""
    md = MarkdownIt("commonmark", {"html": raw_html})
    if house_rules:
        limit_work(md)
        md.core.ruler.push("house_lines", note_lines)
        for rule in (callouts, citations, placeholders, terms, headings, links, pictures, tables):
            rule(md)
    return md


@cache
def house_parser() -> MarkdownIt:
    # Everything that belongs to one rendering is in its `env`, so one parser serves all threads.
    return parser()
