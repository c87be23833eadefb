from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.desk import figures, survey
from clinic_site.desk.figures import percent
from clinic_site.desk.models import ReadingAges
from tests import builders
from tests.clinic_site.desk.lists import due, edited, public

HARD = (
    "The musculoskeletal rehabilitation practitioner systematically investigates individual neurophysiological"
    " characteristics, methodically establishing appropriate therapeutic recommendations afterwards.\n"
)


def told(person) -> dict[str, str]:
    return {str(figure.words).split(",")[0]: figure.value for figure in figures.figures(survey.read(person))}


@pytest.mark.parametrize(
    ("part", "whole", "words"), [(0, 0, "–"), (1, 3, "33 %"), (999, 1000, "99 %"), (3, 3, "100 %")]
)
def test_shares_are_rounded_down(part: int, whole: int, words: str):
    assert percent(part, whole) == words


def test_public_pages_and_those_in_date_are_counted(clinic):
    before = int(told(clinic["owner"])["public pages"])
    due(public(clinic), timezone.localdate() - timedelta(days=1))
    builders.article(clinic["editor"], "never-sent")

    found = told(clinic["owner"])

    assert int(found["public pages"]) == before + 1
    assert found["in date"] == percent(before, before + 1)


def test_days_in_check_are_those_of_the_text_in_the_middle(clinic):
    model = type(public(clinic)).revision_class
    assert told(clinic["owner"])["days a text usually waits for its check"] == "0.0"

    found = survey.read(clinic["owner"])
    for place, page in enumerate(found.public):
        page.public.submitted_at = page.public.approved_at - timedelta(days=place)

    assert figures.days_in_check(found) == f"{(len(found.public) - 1) / 2:.1f}"
    assert model.objects.count() == 1


def test_the_share_of_easy_texts_is_known_once_it_was_worked_out(clinic):
    public(
        clinic, "easy", title="It can ache", lede="It can ache for a day.", body="You may rest. Then you may walk.\n"
    )
    assert told(clinic["owner"])["with a reading age of 11 or less"] == "–"

    assert figures.measure() == len(survey.read(clinic["owner"]).public)

    row = ReadingAges.objects.get()
    assert told(clinic["owner"])["with a reading age of 11 or less"] == percent(row.easy, row.measured)
    assert row.easy > 0


def test_a_hard_text_is_not_counted_as_easy(clinic):
    public(clinic)
    figures.measure()
    easy = ReadingAges.objects.get().easy

    public(clinic, "hard", body=HARD)
    figures.measure()

    assert ReadingAges.objects.get().easy == easy
    assert max(ReadingAges.objects.get().ages.values()) > figures.EASY_AGE


def test_each_text_is_worked_out_once_and_forgotten_when_it_is_replaced(clinic):
    page = public(clinic)
    figures.measure()
    old = page.revisions.get().wording_digest

    assert figures.measure() == 0
    builders.published(edited(page, clinic["editor"]), clinic, "New words.")
    assert figures.measure() == 1

    assert old not in ReadingAges.objects.get().ages


def test_many_new_texts_are_worked_out_in_turns(clinic, monkeypatch):
    monkeypatch.setattr(figures, "MEASURED_AT_ONCE", 5)
    texts = len(survey.read(clinic["owner"]).public)

    turns = []
    while new := figures.measure():
        turns.append(new)

    assert turns == [5] * (texts // 5) + ([texts % 5] if texts % 5 else [])


def test_a_text_in_another_language_is_left_out(clinic):
    figures.measure()
    before = ReadingAges.objects.get().measured

    public(clinic, "cymraeg", language="cy")
    figures.measure()

    assert ReadingAges.objects.get().measured == before
