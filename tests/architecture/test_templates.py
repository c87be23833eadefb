"""What every public template and style sheet keeps to, read from the files themselves."""

import gzip
import re
from pathlib import Path

import pytest
from django.template import Engine

from clinic_site.page_style import PAPER, SCREEN
from tests.architecture.colours import contrast, themes

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
STAFF = {"admin", "images", "markdownx", "staff_message.html"}
PUBLIC = sorted(path for path in TEMPLATES.rglob("*.html") if path.relative_to(TEMPLATES).parts[0] not in STAFF)
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
PUBLIC_SHEETS = (*SCREEN, PAPER)
# Linked on a few pages only, after the others.
FURTHER_SHEETS = ("cards", "giving", "handout", "paper", "pdf")
# Elements that are never ended.
VOID = {"link", "meta", "img", "br", "input"}

TEXT_ON_BACKGROUND = [
    *[
        (ink, ground)
        for ink in ("ink", "ink-soft", "link", "visited")
        for ground in ("paper", "surface", "sand", "tint")
    ],
    *[(ink, f"{kind}-body") for ink in ("ink", "link", "visited") for kind in ("now", "soon", "talk")],
    *[(f"{kind}-text", kind) for kind in ("now", "soon", "talk")],
    *[("link-hover", ground) for ground in ("paper", "surface", "sand", "tint")],
    ("button-text", "button"),
    ("button-text", "button-hover"),
    ("good", "paper"),
    ("now", "paper"),
    ("halo-text", "halo"),
]
PHYSICAL = re.compile(
    r"(?:^|[{;])\s*(?:(?:margin|padding|border)-(?:left|right|top|bottom)\b[\w-]*|(?:min-|max-)?(?:width|height)"
    r"|left|right|top|bottom|border-(?:top|bottom)-(?:left|right)-radius|overflow-[xy])\s*:"
    r"|(?:text-align|float|clear):\s*(?:left|right)",
    re.MULTILINE,
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def engine() -> Engine:
    tags = {"i18n": "django.templatetags.i18n", "static": "django.templatetags.static"}
    tags["feedback"] = "clinic_site.feedback.templatetags.feedback"
    tags["kept"] = "clinic_site.content.templatetags.kept"
    tags["page_style"] = "clinic_site.content.templatetags.page_style"
    tags["integrity"] = "clinic_site.content.templatetags.integrity"
    tags["pdf"] = "clinic_site.handouts.templatetags.pdf"
    return Engine(dirs=[TEMPLATES], libraries=tags)


def without_tags(source: str) -> str:
    for pattern in (
        r"{%\s*comment\s*%}.*?{%\s*endcomment\s*%}",
        r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}",
        r"{%.*?%}",
        r"{{.*?}}",
    ):
        source = re.sub(pattern, "", source, flags=re.DOTALL)
    return source


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_a_public_template_compiles(path: Path):
    template = engine().get_template(str(path.relative_to(TEMPLATES)))

    assert template.nodelist


def test_html_is_trusted_in_two_places_only():
    trusting = re.compile(r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off")

    found = {name(path): len(trusting.findall(path.read_text())) for path in TEMPLATES.rglob("*.*")}

    assert {path: times for path, times in found.items() if times} == {
        "templates/components/body.html": 1,
        "templates/components/disclaimer.html": 1,
    }


# The one page that must stand alone holds its style; the policy of its answer names that style by its hash.
STANDS_ALONE = "templates/closed/base.html"


@pytest.mark.parametrize("path", [path for path in PUBLIC if name(path) != STANDS_ALONE], ids=name)
def test_no_style_script_or_handler_stands_in_the_markup(path: Path):
    markup = without_tags(path.read_text())

    assert not re.findall(r"<style\b|<script(?! src=)|\s(?:style|on[a-z]+)\s*=|javascript:", markup, re.IGNORECASE)


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_every_word_a_reader_meets_can_be_translated(path: Path):
    markup = without_tags(path.read_text())

    spoken = re.findall(r'\s(?:aria-label|alt|title|placeholder)="([^"]*)"', markup)
    visible = re.sub(r'<[^>]*>|[\w-]+="[^"]*"', " ", markup)

    assert not re.findall(r"[^\W\d_]{2,}", " ".join([visible, *spoken]))


@pytest.mark.parametrize("path", COMPONENTS, ids=name)
def test_a_component_names_its_variables_first(path: Path):
    opening = re.match(r"{% comment %}(.+?){% endcomment %}", path.read_text(), re.DOTALL)

    assert opening
    assert re.search(r"\bvariables\b", opening[1], re.IGNORECASE)


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_a_piece_that_is_kept_ends_every_element_it_begins(path: Path):
    for piece in re.findall(r"{% kept .+?%}(.*?){% endkept %}", path.read_text(), re.DOTALL):
        names = re.findall(r"<(/?)([a-z][a-z0-9]*)\b", without_tags(piece))
        open_ones = []
        for ends, element in names:
            if element in VOID:
                continue
            if ends:
                assert open_ones.pop() == element
            else:
                open_ones.append(element)
        assert open_ones == []


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_a_page_stands_at_most_two_steps_above_the_frame(path: Path):
    steps, parent = 0, re.match(r'{% extends "([^"]+)" %}', path.read_text())

    while parent:
        steps += 1
        parent = re.match(r'{% extends "([^"]+)" %}', (TEMPLATES / parent[1]).read_text())

    assert steps <= 2


@pytest.mark.parametrize("path", PUBLIC, ids=name)
def test_every_file_a_template_names_exists(path: Path):
    source = path.read_text()

    named = [TEMPLATES / file for file in re.findall(r'{% (?:include|extends) "([^"]+)"', source)]
    named += [ROOT / "static" / file for file in re.findall(r"{% static ['\"]([^'\"]+)", source)]

    assert [file for file in named if not file.is_file()] == []


def test_the_page_after_a_fault_leans_on_no_other_page():
    source = (TEMPLATES / "closed" / "base.html").read_text()

    assert "{% extends" not in source
    assert "{% url" not in source
    assert "{% static" not in source


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_BACKGROUND)
def test_text_stands_out_seven_to_one(theme: str, text: str, ground: str):
    colours = themes()[theme]

    assert contrast(colours[text], colours[ground]) >= 7


def test_the_public_style_sheets_fit_in_8_kb_compressed():
    sizes = [len(gzip.compress((ROOT / "static" / "css" / f"{sheet}.css").read_bytes())) for sheet in PUBLIC_SHEETS]

    assert sum(sizes) <= 8000


@pytest.mark.parametrize("sheet", PUBLIC_SHEETS)
def test_a_style_sheet_loads_nothing_keeps_the_focus_ring_and_follows_the_text(sheet: str):
    style = (ROOT / "static" / "css" / f"{sheet}.css").read_text()

    assert not re.findall(r"@import|url\(|image-set\(", style)
    assert PHYSICAL.findall(style) == []
    assert "outline: none" not in style


def test_every_colour_and_space_used_is_defined():
    style = "".join((ROOT / "static" / "css" / f"{sheet}.css").read_text() for sheet in PUBLIC_SHEETS)

    assert set(re.findall(r"var\((--[\w-]+)", style)) <= set(re.findall(r"(--[\w-]+):", style))


@pytest.mark.parametrize("sheet", FURTHER_SHEETS)
def test_a_sheet_of_some_pages_only_keeps_to_the_same(sheet: str):
    style = (ROOT / "static" / "css" / f"{sheet}.css").read_text()
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text()

    assert not re.findall(r"@import|url\(|image-set\(", style)
    assert PHYSICAL.findall(style) == []
    assert "outline: none" not in style
    assert set(re.findall(r"var\((--[\w-]+)", style)) <= set(re.findall(r"(--[\w-]+):", tokens))


@pytest.mark.parametrize("component", ["card", "parts", "footer", "built_in"])
def test_every_place_for_a_disclaimer_marks_which_one_it_shows(component: str):
    source = (TEMPLATES / "components" / f"{component}.html").read_text()

    shown = len(re.findall(r"<(?:section|div|p)\b[^>]*data-part=\"{{ part\.key }}\"", source))

    assert shown == {"card": 2, "parts": 2, "footer": 1, "built_in": 1}[component]
