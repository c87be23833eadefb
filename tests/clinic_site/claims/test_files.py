import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_site.claims.files import PACK, RULE, file_name, file_text, parse

PACK_TEXT = 'key = "GB"\ntitle = "United Kingdom"\nneeds_legal_review = true\n'
RULE_TEXT = '[[rules]]\nkey = "cure"\nterm = "cure"\n'
# A lone surrogate is no text that a database or a file could hold.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LINES = st.lists(st.text("abc \\\"'#=\u00ad…é", min_size=1, max_size=9).map(str.strip).filter(bool), max_size=3)
BY_KIND = {str: TEXTS, bool: st.booleans(), date: st.none() | st.dates(), list: LINES}
RULES = st.fixed_dictionaries(
    {key: BY_KIND[kind] for key, kind in RULE.items()} | {"key": st.text("abc-0", min_size=1, max_size=5)}
)
PACKS = st.fixed_dictionaries(
    {key: BY_KIND[kind] for key, kind in PACK.items()} | {"key": st.sampled_from(["GB", "IE"])}
)


def faults(text: str | bytes, name: str = "gb.toml") -> list[str]:
    file, said = parse(name, text if isinstance(text, bytes) else text.encode())
    assert (file is None) == bool(said)
    return said


@given(PACKS, st.lists(RULES, max_size=3, unique_by=lambda rule: rule["key"]))
def test_what_is_written_is_read_back(values: dict, rules: list[dict]):
    text = file_text(values, rules)

    file, said = parse(file_name(values["key"]), text.encode())

    assert said == []
    assert file.values == values
    assert list(file.rules) == sorted(rules, key=lambda rule: rule["key"])
    assert file_text(file.values, list(file.rules)) == text
    assert tomllib.loads(text)["key"] == values["key"]


def test_a_file_leaves_out_what_is_empty_or_as_usual():
    file, _said = parse("gb.toml", (PACK_TEXT + "\n" + RULE_TEXT).encode())

    assert file.rules[0]["is_active"] is True
    assert file_text(file.values, list(file.rules)) == PACK_TEXT + "\n" + RULE_TEXT


def test_a_pack_that_says_nothing_waits_for_its_review():
    file, _said = parse("gb.toml", b'key = "GB"\n')

    assert file.values["needs_legal_review"] is True


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"\xff", "It is not UTF-8 text. Save it as UTF-8."),
        ("title = \n", "It is not TOML: Invalid value (at line 1, column 9)."),
        ('title = "x"\n', "The key is missing."),
        (PACK_TEXT + 'rules = "no"\n', "Write each rule below a line of its own that says [[rules]]."),
        (PACK_TEXT + '[[rules]]\nterm = "cure"\n', "rule 1: The key is missing."),
        (
            PACK_TEXT + 'reviewed_on = "2026-01-01"\n',
            "reviewed_on needs a date such as 2027-01-31, without quotation marks.",
        ),
        (
            PACK_TEXT + "reviewed_on = 2026-01-01T10:00:00\n",
            "reviewed_on needs a date such as 2027-01-31, without quotation marks.",
        ),
        (PACK_TEXT + "note = 3\n", "note needs text in quotation marks."),
        (PACK_TEXT + RULE_TEXT + "is_active = 1\n", "rule 1: is_active needs true or false."),
        (
            PACK_TEXT + RULE_TEXT + 'allowed_after = "not"\n',
            "rule 1: allowed_after needs a list of texts, each of one line.",
        ),
        (
            PACK_TEXT + RULE_TEXT + 'allowed_after = ["a\\nb"]\n',
            "rule 1: allowed_after needs a list of texts, each of one line.",
        ),
    ],
)
def test_a_fault_says_what_to_mend(text: str | bytes, message: str):
    assert faults(text) == [message]


def test_an_unknown_word_is_named_with_those_that_are_known():
    [message] = faults(PACK_TEXT + 'reson = "x"\n')

    assert message.startswith("“reson” means nothing here. The words are: key, title, country")


def test_a_file_is_named_after_its_pack():
    assert faults(PACK_TEXT, "uk.toml") == ["The pack GB belongs into a file named gb.toml."]
