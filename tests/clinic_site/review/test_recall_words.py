"""What staff send to patients about a recall."""

from dataclasses import replace

import pytest

from clinic_site.content import compose
from clinic_site.content.reading import read_shared
from clinic_site.profile.models import Profile
from clinic_site.review import recall_words
from tests.clinic_site.review.recalls import CARE, asked, recalled


@pytest.fixture
def notice(clinic):
    row = recalled(asked(clinic), clinic)
    return compose.notices([row.number_id], read_shared())[0]


@pytest.mark.parametrize("name", ["", "Example Clinic", "The Physiotherapy and Sports Medicine Practice of " * 3])
@pytest.mark.parametrize("phone", ["", "01632 960001"])
@pytest.mark.parametrize("address", ["https://a.example", "https://guide.a-very-long-name-of-a-clinic.example.org"])
def test_a_message_to_a_phone_is_short_plain_and_keeps_the_address(notice, settings, name: str, phone: str, address):
    settings.SITE_ADDRESS = address

    said = recall_words.message(notice, Profile(clinic_name=name, phone=phone))

    assert len(said) <= 160
    assert said.isascii()
    assert f"{address}/{notice.about}" in said


def test_a_message_names_the_clinic_and_the_phone_where_there_is_room(notice):
    said = recall_words.message(notice, read_shared().profile)

    assert said.startswith("Example Clinic: Our page ")
    assert "Call 01632 960001." in said


def test_an_address_too_long_for_a_message_stands_alone(notice, settings):
    settings.SITE_ADDRESS = f"https://{'a' * 150}.example"

    assert recall_words.message(notice, Profile()) == f"{settings.SITE_ADDRESS}/{notice.about}"


def test_a_letter_says_what_was_wrong_what_to_do_and_where_to_read_on(notice, settings):
    said = recall_words.letter(notice, read_shared().profile)

    assert "“Question can-i-swim?”" in said
    assert CARE in said
    assert "Call 01632 960001 first." in said
    assert f"{settings.SITE_ADDRESS}/{notice.about}" in said
    assert "{{" not in said


def test_a_clinic_that_gave_no_phone_still_has_whole_sentences(notice):
    said = recall_words.letter(replace(notice, text="Words."), Profile(clinic_name="Example Clinic"))

    assert said.endswith("Example Clinic")
