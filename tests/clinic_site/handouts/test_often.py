"""Pages that many get together: counted by day and never by person, and offered to staff."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.counts import batch
from clinic_site.counts.models import MOST_OPENINGS_A_DAY, Opening, add_openings
from clinic_site.handouts import often
from clinic_site.handouts.kept import NotNow
from clinic_site.operations import ticking_pruning
from tests import builders
from tests.clinic_site.handouts.pages import address, asked, retired


@pytest.fixture
def pair(clinic):
    return [asked(clinic, name) for name in ("first", "second")]


def numbers_of(pages) -> str:
    return "-".join(page.number_id for page in pages)


def opened(numbers: str, times: int, days: int = 3, ago: int = 0) -> None:
    today = timezone.localdate()
    add_openings({(today - timedelta(days=ago + day), numbers): times // days for day in range(days)})


def counted() -> list[tuple]:
    batch.flush()
    return list(Opening.objects.values_list("day", "numbers", "count"))


def offered() -> list[str]:
    return [one.address for one in often.offered()]


def test_openings_of_several_pages_are_counted_by_day_and_numbers(client, pair):
    for _turn in range(3):
        client.get(address(*pair))
    client.get(address(*pair, day=f"{timezone.localdate():%Y%m%d}"))

    assert counted() == [(timezone.localdate(), numbers_of(pair), 4)]


def test_programs_and_staff_are_not_counted(client, pair):
    client.get(address(*pair), headers={"User-Agent": "Examplebot/1.0"})
    client.get(address(*pair), headers={"Referer": "http://testserver/admin/"})
    client.head(address(*pair))

    assert counted() == []


def test_only_public_articles_and_questions_are_counted(client, clinic, pair):
    draft = builders.question(clinic["editor"], "draft")
    handout = builders.handout(clinic["editor"], "named")
    builders.published(handout, clinic)
    gone = asked(clinic, "gone")
    retired(gone, clinic, pair[0])

    for other in (draft, handout, gone):
        assert client.get(address(*pair, other)).status_code == 200
    client.get(address(*pair) + "-jane")
    client.get(address(pair[0]))

    assert counted() == []


def test_the_table_has_no_place_for_a_person():
    assert {field.name for field in Opening._meta.fields} == {"id", "day", "numbers", "count"}


def test_a_day_has_room_for_so_many_and_goes_on_counting_those(db):
    today = timezone.localdate()
    add_openings({(today, f"{place:04d}"): 1 for place in range(MOST_OPENINGS_A_DAY + 5)})
    add_openings({(today, "0001"): 2, (today, "9999"): 1})

    assert Opening.objects.count() == MOST_OPENINGS_A_DAY
    assert Opening.objects.get(numbers="0001").count == 3


def test_ten_times_on_three_days_in_28_is_often(db):
    opened("4716-0528", 10, days=2)
    opened("4716-2024", 9)
    opened("0528-2024", 12, ago=26)
    opened("2024-0528", 30, ago=5)
    opened("0528-4716", 12)

    assert offered() == ["2024-0528", "0528-4716"]
    assert [(one.times, one.days) for one in often.offered()] == [(30, 3), (12, 3)]


def test_what_stands_in_a_named_handout_is_not_offered_in_any_order(clinic, pair):
    opened(numbers_of(pair), 12)
    opened(numbers_of(reversed(pair)), 12)
    assert len(offered()) == 2

    builders.handout(clinic["editor"], items=[page.number_id for page in pair])

    assert offered() == []


def test_what_is_put_away_comes_back_after_90_days(clinic, pair):
    opened(numbers_of(pair), 12)

    assert often.not_now(numbers_of(pair), by=clinic["clinician"])
    assert offered() == []

    NotNow.objects.update(at=timezone.now() - often.PUT_AWAY_FOR)
    assert offered() == [numbers_of(pair)]
    ticking_pruning.prune()
    assert not NotNow.objects.exists()


def test_only_what_is_offered_can_be_put_away(clinic):
    assert not often.not_now("Jane Smith", by=clinic["clinician"])
    assert not NotNow.objects.exists()


def test_counts_are_dropped_after_90_days(db):
    opened("4716-0528", 3, ago=89)

    ticking_pruning.prune()

    assert Opening.objects.count() == 2
