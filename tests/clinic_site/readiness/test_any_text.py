"""Whatever somebody types, the checks read it, and point at words that stand there."""

import hypothesis
from hypothesis import strategies as st

from clinic_site.markdown import Term
from clinic_site.readiness.passages import passages
from clinic_site.readiness.registry import findings
from tests.clinic_site.readiness.drafts import Site, draft

PIECES = (
    ["8 of 100", "20 %", "chest pain", "999", "01632 960001", "rare", "“I felt better”", "MRI", "[@A]", "[[twitch]]"]
    + ["it helps", "\n", "\n\n", "- ", "## ", "| a | b |\n|---|---|\n| ", "::: emergency\n:::\n", "> ", "★", "  "]
    + ["::: numbers 100 people\n- 8: a | b\n:::\n", ": ", ". ", "? ", "’", "\u00ad", "\u200b", "{{phone}}"]
    + ["[a](page:1008)", "![](drawing:how-deep)"]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
CODES = {"uncited-number", "uncited-claim", "denominator", "bare-frequency", "testimonial", "red-flag", "typed-phone"}


@hypothesis.given(TEXTS, TEXTS)
def test_any_text_is_read_and_every_excerpt_stands_in_it(body, lede):
    page = draft(body, lede=lede, flags=["describes-treatment"], terms={"twitch": Term("twitch", "jump")})
    texts = {(one.field, one.text) for one in passages(page)}

    found = [one for one in findings(page, Site()) if one.code in CODES]

    assert [one for one in found if not any(one.field == name and one.excerpt in text for name, text in texts)] == []
