"""What is remembered of a check is what the check would say now, and no more is kept than a few texts."""

from dataclasses import fields, replace

import pytest
from django.utils import translation

from clinic_site.readiness import remembered
from clinic_site.readiness.draft import Draft
from tests.clinic_site.readiness.drafts import Site

DRAFT = Draft(kind="article", number="1007", wording={"title": "Rest", "topics": ["heat"]}, html="<p>Rest.</p>")


class Check:
    """Counts how often it was run; asks what it is told to."""

    def __init__(self, *questions: tuple):
        self.times, self.questions = 0, questions

    def __call__(self, draft: Draft, facts):
        self.times += 1
        for name, *args in self.questions:
            yield name, getattr(facts, name)(*args)

    def on(self, draft: Draft = DRAFT, site: Site | None = None) -> tuple:
        return remembered.text_of(draft).found_by(self, draft, site or Site())


def test_the_same_text_is_checked_once():
    check = Check(("is_public", "1015"))

    assert check.on() == check.on(replace(DRAFT, wording=dict(DRAFT.wording))) == (("is_public", True),)
    assert check.times == 1


@pytest.mark.parametrize("name", [field.name for field in fields(Draft)])
def test_a_text_that_differs_in_one_field_is_checked_anew(name: str):
    check = Check()
    other = {"wording": {"title": "Move"}, "summaries": {"a": "b"}, "labels": {"a": "b"}, "needs_topic": False,
             "needs_body": False, "kind": "question", "number": "1015", "html": "<p>Move.</p>"}  # fmt: skip
    check.on()

    check.on(replace(DRAFT, **{name: other.get(name, ("other",))}))

    assert check.times == 2


def test_a_list_that_changed_since_makes_another_text():
    check, topics = Check(), ["heat"]
    check.on(replace(DRAFT, wording={"topics": topics}))

    topics.append("cold")
    check.on(replace(DRAFT, wording={"topics": topics}))

    assert check.times == 2


def test_another_answer_of_the_site_is_heard_at_once():
    check, site = Check(("is_public", "1015"), ("glossary",)), Site()
    check.on(site=site)

    site.is_public = lambda number: False
    assert check.on(site=site) == (("is_public", False), ("glossary", []))
    site.terms.append("new")
    assert check.on(site=site) == (("is_public", False), ("glossary", ["new"]))


def test_a_question_that_a_check_repeats_is_asked_once():
    asked, site = [], Site()
    site.is_public = lambda number: asked.append(number) or True

    assert len(Check(*[("is_public", "1015")] * 300).on(site=site)) == 300
    assert asked == ["1015"]


def test_no_more_is_looked_for_than_anybody_reads():
    found = iter(range(50_000))

    assert (
        len(remembered.text_of(DRAFT).found_by(lambda draft, facts: found, DRAFT, Site())) == remembered.MOST_FOUND + 1
    )
    assert next(found) == remembered.MOST_FOUND + 1


def test_what_is_no_question_is_asked_again_too():
    def check(draft, facts):
        yield facts.country

    assert remembered.text_of(DRAFT).found_by(check, DRAFT, Site()) == ("GB",)
    assert remembered.text_of(DRAFT).found_by(check, DRAFT, Site(country="IE")) == ("IE",)


def test_words_of_another_language_are_not_taken():
    check = Check()
    check.on()

    with translation.override("cy"):
        check.on()

    assert check.times == 2


def test_only_the_last_few_texts_are_kept():
    check = Check()
    texts = [replace(DRAFT, html=str(place)) for place in range(remembered.MOST)]
    for text in [DRAFT, *texts, *texts]:
        check.on(text)
    assert check.times == remembered.MOST + 1

    check.on(DRAFT)
    assert check.times == remembered.MOST + 2
