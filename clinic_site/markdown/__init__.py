"""Markdown in, safe HTML out: pure, with no models, no queries and no settings."""

from .parser import parser
from .render import render
from .sanitise import sanitise
from .shapes import MAX_BYTES, Drawing, Figure, Heading, Library, Problem, Rendered, Source, Term, TooLong

__all__ = [
    "MAX_BYTES",
    "Drawing",
    "Figure",
    "Heading",
    "Library",
    "Problem",
    "Rendered",
    "Source",
    "Term",
    "TooLong",
    "parser",
    "render",
    "sanitise",
]
