"""The library that the tests of the renderer refer to."""

from clinic_site.markdown import Drawing, Figure, Rendered, Source, Term, render

WEBP = (Source("/media/arm-480.webp", 480, "image/webp"), Source("/media/arm-800.webp", 800, "image/webp"))

DRAWINGS = {"trunk": Drawing("The trunk from the front", False), "depth": Drawing("A line into <muscle>", True)}

TERMS = {
    "trigger point": Term("trigger-point", "tight, sore spot in the muscle"),
    "trigger points": Term("trigger-point", "tight, sore spots in the muscle"),
    "nice": Term("nice", "a national body that advises on treatment"),
    "l'ache": Term("ache", "a <dull> & long pain"),
}


def figure(**changes) -> Figure:
    parts = {
        "alt": "A forearm",
        "decoration": False,
        "caption": "",
        "credit": "",
        "shows_needle": False,
        "width": 800,
        "height": 600,
        "sources": WEBP,
        "fallback": "/media/arm-800.jpg",
    }
    return Figure(**{**parts, **changes})


class Shelf:
    """Holds three references, two drawings (one with a needle), two profile values, three terms, and the figures it is
    given."""

    placeholders = frozenset({"phone", "clinic_name"})

    def __init__(self, **figures: Figure) -> None:
        self.figures = {"arm": figure(), **figures}

    def has_reference(self, key: str) -> bool:
        return key in ("Smith2020", "Jones-2021", "WHO.2019")

    def figure(self, key: str) -> Figure | None:
        return self.figures.get(key)

    def drawing(self, name: str) -> Drawing | None:
        return DRAWINGS.get(name)

    def term(self, words: str) -> Term | None:
        return TERMS.get(words.lower())


def shown(source: str, prefix: str = "", **figures: Figure) -> Rendered:
    return render(source, Shelf(**figures), prefix=prefix)


def html(source: str, **figures: Figure) -> str:
    return shown(source, **figures).html.strip()


def messages(source: str, **figures: Figure) -> list[str]:
    return [problem.message for problem in shown(source, **figures).problems]


def places(source: str) -> list[int]:
    return [problem.line for problem in shown(source).problems]
