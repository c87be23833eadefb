import pytest

from clinic_site.accounts import tries
from clinic_site.accounts.tries import MOST, Tries
from tests.clinic_site.accounts.clock import Clock, moved_by_hand


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return moved_by_hand(monkeypatch, tries)


def tried(times: int, name: str = "ann") -> list[int]:
    return [tries.seconds_to_wait("password", name) for _time in range(times)]


def test_ten_tries_are_free_and_the_eleventh_waits(db, clock):
    assert tried(MOST + 1) == [0] * MOST + [15 * 60]


def test_one_account_has_nothing_to_do_with_another(db, clock):
    tried(MOST)

    assert tried(1, "bea") == [0]


def test_it_is_ten_in_any_quarter_of_an_hour_not_in_each_by_the_clock(db, clock):
    tried(5)
    clock.forward(minutes=14)
    tried(5)
    clock.forward(minutes=2)

    assert tried(6) == [0] * 5 + [13 * 60]


def test_tries_that_were_refused_do_not_make_the_wait_longer(db, clock):
    tried(MOST)
    for _minute in range(14):
        clock.forward(minutes=1)
        assert tried(1) != [0]
    clock.forward(minutes=1)

    assert tried(1) == [0]


def test_who_was_right_did_not_guess(db, clock):
    for _time in range(3 * MOST):
        assert tried(1) == [0]
        tries.forgive("password", "ann")


def test_being_right_does_not_wipe_out_the_wrong_ones_before(db, clock):
    tried(MOST - 1)
    tried(1)
    tries.forgive("password", "ann")

    assert tried(2) == [0, 15 * 60]


def test_a_clock_set_back_locks_nobody_out_for_long(db, clock):
    tried(MOST)
    clock.forward(minutes=-24 * 60)

    assert tried(1) == [0]


def test_a_row_names_nobody(db, clock):
    tried(1, "ann@clinic.example")

    assert "ann" not in str(list(Tries.objects.values()))


def test_the_digest_is_keyed(db, settings):
    before = tries.key_of("password", "ann@clinic.example")
    settings.SECRET_KEY = "another key"

    assert tries.key_of("password", "ann@clinic.example") != before


def test_what_is_old_is_thrown_away(db, clock):
    tried(1)
    clock.forward(minutes=10)
    tried(1, "bea")
    clock.forward(minutes=6)

    tries.prune()

    assert [row.key for row in Tries.objects.all()] == [tries.key_of("password", "bea")]
