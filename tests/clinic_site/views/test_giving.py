import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_site.views.giving import LONGEST, cut, message

ADDRESS = "https://guide.clinic.example/4716"
LONG_TITLE = "Can I have dry needling if I take blood thinners, have a pacemaker, or have an operation soon?"
LONG_CLINIC = "The Physiotherapy, Osteopathy and Sports Injury Clinic of Saint Somewhere on the Water"


def test_the_message_names_the_clinic_the_page_its_address_and_the_phone():
    assert message("Example Clinic", "Does dry needling hurt?", ADDRESS, "01632 960001") == (
        "From Example Clinic: Does dry needling hurt? https://guide.clinic.example/4716 Questions? Call 01632 960001."
    )


@pytest.mark.parametrize("clinic", ["", "Example Clinic", LONG_CLINIC, "C" * 200])
@pytest.mark.parametrize("title", ["Pain?", LONG_TITLE, "T" * 300])
@pytest.mark.parametrize("phone", ["", "01632 960001", "+44 1632 960001 extension 12345"])
@pytest.mark.parametrize("address", [ADDRESS, ADDRESS + "-0528-3303-4703-2035/20261121"])
def test_the_longest_title_and_clinic_fit_in_one_message_with_the_address_whole(clinic, title, phone, address):
    made = message(clinic, title, address, phone)

    assert len(made) <= LONGEST
    assert address in made
    assert title[:5] in made
    assert clinic[:7] in made


def test_a_long_title_gives_way_before_the_phone_does():
    made = message("Example Clinic", LONG_TITLE, ADDRESS, "01632 960001")

    assert "... https://" in made
    assert made.endswith("Questions? Call 01632 960001.")


def test_an_address_that_leaves_no_room_stands_alone():
    address = "https://" + "long." * 30 + "example/4716"

    assert message("Example Clinic", "Pain?", address, "01632 960001") == address


@given(some.text(max_size=300), some.text(max_size=300), some.text(max_size=60))
def test_whatever_a_clinic_is_called_the_message_fits(clinic, title, phone):
    assert len(message(clinic, title, ADDRESS, phone)) <= LONGEST


@pytest.mark.parametrize(
    ("text", "room", "left"), [("abcdef", 6, "abcdef"), ("abcdef", 5, "ab..."), ("ab cdef", 6, "ab...")]
)
def test_what_is_cut_ends_in_three_stops(text, room, left):
    assert cut(text, room) == left
