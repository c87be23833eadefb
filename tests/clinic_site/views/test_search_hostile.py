"""Whatever is typed into the search, or stands in an address that leads nowhere: an answer in plain words, and nothing
of the database in it."""

import html
import re
from urllib.parse import quote, quote_from_bytes

import pytest

from clinic_site.page_style import page_style
from clinic_site.views.search import readable
from tests import builders
from tests.hostile import payloads

INJECTIONS = [
    "' OR '1'='1", "'; DROP TABLE search_indexed; --", '" OR ""="', "1; SELECT pg_sleep(9)", "') UNION SELECT 1,2,3 --",
    "sore' AND 1=CAST((SELECT version()) AS int) --", "sore%' ESCAPE '!", "$$sore$$", "%s %(a)s {0} {{sore}}",
    "\\' \\x00", "/* sore */", "sore -- neck", "x'00'", "1 OR sleep(9)#", "';EXEC xp_cmdshell('dir');--",
]  # fmt: skip
OPERATORS = [
    '"', '""', '"sore', "'", "*", "sore*", "*sore", "sor%", "s_re", "^sore", "title:sore", "title : sore", "-sore",
    "+sore", "sore AND", "AND OR NOT", "NEAR(sore neck, 2)", "NEAR", "sore NEAR/2 neck", "(sore", "sore)",
    "((((((((", "{sore}",
    "[sore]", "sore:*", "sore & neck", "sore | neck", "!sore", "<->", "sore <-> neck", ":*", "\\", "~sore",
    "..", "?", "|",
]  # fmt: skip
LETTERS = [
    "\ufeffsore", "ｓｏｒｅ", "so\u0301re", "so\u200bre", "so\u00adre", "שלום sore", "\u202esore\u202c", "مرحبا",
    "Ω≈ç√∫", "😀",
    "👩‍👩‍👧 sore", "🏴\u200d☠️", "田中さん", "sоrе", "ﬁzzy", "İstanbul", "ß", "\u0000", "so\u0000re",
    "\x1b[31msore", "\x7f",
    "\ufffe\uffff", "\U0010ffff", "Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮", "1e309", "NaN", "null", "None", "undefined", "-0",
    "٣٤٥٦", "१२३४",
]  # fmt: skip
LONG = ["a" * 10_000, "sore " * 2_000, "' OR " * 2_000, "é" * 5_000, "😀" * 2_500, "\u0301" * 10_000, "9" * 10_000]
BYTES = [
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"sore\xed\xb0\x80",
    b"\xc0\xaf",
    b"\x80",
    b"%",
    b"%2",
    b"%zz",
    b"+",
    b"&",
    b"=",
    b"#",
]
TYPED = [*INJECTIONS, *OPERATORS, *LETTERS, *LONG, *payloads.EVENTS[:5], *payloads.SHAPES[:5], *payloads.MUTATIONS[:5]]
# Words of a database or of a program, as they stand in their faults.
INSIDE = re.compile(
    r"sqlite|psycopg|postgres|operationalerror|programmingerror|dataerror|traceback|exception|syntax error|fts5|tsquery"
    r"|search_indexed|unterminated|malformed|line \d+",
    re.IGNORECASE,
)
OURS = set("a bdi button div form h1 h2 h3 input label li ol p path section small span strong svg ul".split())  # noqa: SIM905


@pytest.fixture
def site(clinic):
    page = builders.question(clinic["editor"], "sore", question="How sore will I be?", short_answer="A little sore.")
    builders.published(page, clinic)
    return page


def said(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address[:100]
    return response.content.decode()


def told_of_the_inside(text: str, typed: str = "") -> set[str]:
    return {word.lower() for word in INSIDE.findall(html.unescape(text))} - set(INSIDE.findall(typed.lower()))


def test_nothing_that_is_typed_breaks_the_search(client, site):
    for typed in TYPED:
        # What no browser can send is sent as the bytes it would be.
        text = said(client, "/search/?q=" + quote_from_bytes(typed.encode("utf-8", "surrogatepass")))

        assert told_of_the_inside(text, typed) == set(), typed[:100]
        assert "Call us on 01632 960001" in text
        assert len(text) - len(page_style()) < 20_000, typed[:100]


def test_what_is_typed_is_only_ever_text(client, site):
    for typed in (*payloads.EVENTS, *payloads.SHAPES, *payloads.MUTATIONS):
        main = said(client, "/search/?q=" + quote(typed)).partition("<main")[2].partition("</main>")[0]

        assert set(re.findall(r"</?([a-zA-Z]\w*)", main)) <= OURS, typed
        assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', main)), typed


def test_bytes_that_are_no_text_are_answered(client, site):
    for typed in BYTES:
        for address in ("/search/?q=" + quote_from_bytes(typed), "/search/?q=" + typed.decode("latin-1")):
            assert told_of_the_inside(said(client, address)) == set(), typed


@pytest.mark.parametrize(
    "query", ["", "q", "q=", "q=a&q=b", "Q=sore", "q[]=sore", "q=sore&page=%00", "page=2", "&&", "%00=1"]
)
def test_an_address_put_together_by_hand_is_answered(client, site, query):
    assert "<h1>Search</h1>" in said(client, f"/search/?{query}")


def test_more_fields_than_any_form_has_are_refused_in_words(client, site):
    assert told_of_the_inside(said(client, "/search/?" + "a=1&" * 5_000, status=400)) == set()


def test_nothing_in_an_address_that_leads_nowhere_breaks_its_page(client, site):
    for typed in [words for words in TYPED if "\0" not in words]:
        text = said(client, "/nowhere-" + quote_from_bytes(typed.encode("utf-8", "surrogatepass")) + "/", status=404)

        assert told_of_the_inside(text, typed) == set(), typed[:100]


def test_half_a_sign_in_the_box_is_left_out():
    assert readable("so\ud800re \u202eneck\x00") == "so re neck"
