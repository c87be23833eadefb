from pathlib import Path

import pytest
from django.conf import settings

from clinic_site.search.loading import NotLoaded, load, texts
from clinic_site.search.vocabulary import BestAnswer, RedFlag, Synonym
from tests.clinic_site.search.taught import synonym

STARTER = settings.BASE_DIR / "starter" / "search"
FEVER = '[[red_flags]]\nname = "Fever"\nlevel = "same-day"\nwords = ["fever", "shiver"]\n'

pytestmark = pytest.mark.django_db


def folder(place: Path, **files: str) -> Path:
    for name, text in files.items():
        (place / f"{name.replace('_', '-')}.toml").write_text(text)
    return place


def refusal(place: Path) -> str:
    with pytest.raises(NotLoaded) as refused:
        load(place)
    return str(refused.value)


def test_a_load_counts_what_was_new_changed_and_the_same(tmp_path):
    place = folder(tmp_path, red_flags=FEVER)
    assert load(place) == {"new": 1}
    assert load(place) == {"same": 1}
    folder(tmp_path, red_flags=FEVER.replace("shiver", "shivering"))

    assert load(place) == {"changed": 1}
    assert RedFlag.objects.get().words == "fever\nshivering"


def test_the_starter_comes_back_byte_for_byte():
    load(STARTER)

    assert texts() == {path.name: path.read_text() for path in STARTER.iterdir()}


def test_what_staff_wrote_since_is_not_written_over(tmp_path):
    place = folder(tmp_path, red_flags=FEVER)
    load(place)
    RedFlag.objects.update(words="fever, chills")

    assert "Staff changed it" in refusal(place)
    assert RedFlag.objects.get().words == "fever, chills"


def test_what_staff_wrote_comes_back_as_it_was_exported(tmp_path):
    synonym('sore, "tender')
    written = texts()["synonyms.toml"]
    Synonym.objects.all().delete()

    load(folder(tmp_path, synonyms=written.replace('\\"', "")))

    assert Synonym.objects.get().words == "sore, tender"


def test_rows_that_no_file_has_stay(tmp_path):
    synonym("sore, tender")

    load(folder(tmp_path, red_flags=FEVER))

    assert Synonym.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("=", "not TOML"),
        ('[other]\nwords = "x"\n', "[[red_flags]]"),
        ("[[red_flags]]\nword = []\n", "means nothing here"),
        (FEVER.replace('["fever", "shiver"]', '"fever"'), "needs a list"),
        (FEVER.replace("shiver", "shiver, chills"), "without commas"),
        (FEVER.replace('"Fever"', "1"), "needs text"),
        (FEVER.replace("same-day", "tomorrow"), "level"),
        (FEVER + "\n" + FEVER, "stands here twice"),
    ],
)
def test_a_faulty_file_changes_nothing_and_says_why(tmp_path, text: str, fault: str):
    place = folder(tmp_path, red_flags=text, best_answers='[[best_answers]]\nwords = "pain"\nnumber = "2035"\n')

    assert fault in refusal(place)
    assert not BestAnswer.objects.exists()


def test_a_file_of_another_name_is_refused(tmp_path):
    assert "Only these files" in refusal(folder(tmp_path, words=FEVER))


def test_a_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "synonyms.toml").write_bytes(b"\xff")

    assert "UTF-8" in refusal(tmp_path)
