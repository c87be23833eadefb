import re

from .findings import Findings
from .limits import not_swollen, readable
from .parser import house_parser
from .sanitise import sanitise
from .shapes import Library, Rendered

PREFIX = re.compile(r"[A-Za-z0-9_-]{0,40}")


def render(source: str, library: Library, *, prefix: str = "") -> Rendered:
    """Turn a body into safe HTML, with every problem the writer must mend.

    `prefix` (ASCII letters, digits, hyphens, underscores) goes before each id and fragment made here, so that several
    bodies can share a page. Raises TooLong for a body over MAX_BYTES or too costly to check.
    """
    if not PREFIX.fullmatch(prefix):
        raise ValueError(f"prefix must be letters, digits, hyphens and underscores, not {prefix!r}")
    findings = Findings(library=library, prefix=prefix)
    html = not_swollen(house_parser().render(readable(source), {"findings": findings}))
    return Rendered(
        html=sanitise(html),
        headings=tuple(findings.headings),
        citations=tuple(findings.citations),
        links=tuple(findings.links),
        images=tuple(findings.images),
        drawings=tuple(findings.drawings),
        cards=tuple(findings.cards),
        problems=tuple(sorted(findings.problems, key=lambda problem: problem.line)),
        sections=tuple(findings.sections),
        terms=tuple(findings.terms),
    )
