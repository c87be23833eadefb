"""The document takes new figures between its marks and keeps every other word."""

import pytest

from benchmarks import performance

DOCUMENT = performance.DOCUMENT.read_text(encoding="utf-8")


def test_only_what_stands_between_the_marks_is_replaced():
    text = "Before.\n<!-- memory -->\nold\n<!-- /memory -->\nAfter.\n"

    assert performance.between_marks(text, "memory", "new") == text.replace("old", "new")


def test_missing_marks_are_a_fault():
    with pytest.raises(LookupError, match="memory"):
        performance.between_marks("No marks.", "memory", "new")


@pytest.mark.parametrize("name", [*performance.BENCHMARKS, "goals", "machine"])
def test_the_document_has_a_place_for_every_benchmark(name):
    assert performance.between_marks(DOCUMENT, name, "new").count("new") > 0
