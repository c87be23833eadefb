"""What patients type finds its page among the first three, over the pages that the guide starts with."""

import pytest

from articles.models import Article
from clinic_site.handouts.models import Handout
from clinic_site.search.query import ask
from faq.models import Question
from tests.clinic_site.search.pairs import ASKED
from tests.clinic_site.search.queries import QUERIES

ENOUGH = 0.95


@pytest.fixture
def slugs(starter_site) -> dict[str, str]:
    """Number -> slug of what readers can find."""
    return {page.number_id: page.slug for model in (Article, Question, Handout) for page in model.objects.all()}


def first_three(text: str, slugs: dict[str, str]) -> list[str]:
    return [slugs[hit.number] for hit in ask(text).hits[:3]]


def test_what_patients_type_finds_its_page_among_the_first_three(slugs):
    questions = dict(Question.objects.values_list("question", "slug"))
    asked = [(text, questions[question]) for question, texts in ASKED.items() for text in texts]

    missed = [text for text, page in QUERIES if page not in first_three(text, slugs)]
    missed_pairs = [text for text, page in asked if page not in first_three(text, slugs)]

    assert len(QUERIES) == 80
    assert len(missed) <= (1 - ENOUGH) * len(QUERIES), missed
    assert len(missed_pairs) <= (1 - ENOUGH) * len(asked), missed_pairs


def test_a_title_finds_its_own_page_first(slugs):
    questions = Question.objects.values_list("question", "slug")

    assert [text for text, slug in questions if first_three(text, slugs)[:1] != [slug]] == []
