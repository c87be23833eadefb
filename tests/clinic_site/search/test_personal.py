import pytest

from clinic_site.search.personal import looks_personal

PERSONAL = """
    My name is Sarah Example
    my name's jo
    my full name is priya
    im called tom
    call me dave
    John Smith
    does john.smith@example.org know
    john at example dot org
    appointment for Mary-Jane Watson
    Zoë Müller sore arm
    Иван Петров
    mrs smith sore neck
    Dr. Jones
    dr jones appointment
    Ms Patel
    Miss Brown
    nurse Kelly
    07700 900123
    call 0 7 7 0 0
    ٠٧٧٠٠
    ０７７００
    oh seven seven double o
    12345
    patient 123 456
    born on 3 may
    3rd of May 1980
    1/2/80
    01.02.1980
    1980-02-01
    3 - 4 - 75
    march 3 appointment
    since 2019
    dob 3 4 80
    my date of birth
    i live at 4 mill lane
    my address is mill lane
    M1 1AE
    sw1a 2aa
    my nhs number
    my mobile number
    ring my phone
""".strip().splitlines()

HARMLESS = """
    does it hurt
    DOES IT HURT
    fizzy arm
    can i drive after
    Dry Needling
    Does Dry Needling hurt
    jab in the neck
    how long does it last
    can i miss an appointment
    needling with ms
    ms and dry needling
    c5 c6 disc
    L4/L5 back
    5/6 trigger points
    18 months old
    10 out of 10 pain
    1 or 2 days
    TENS or needling
    what is it called
    what is the number of needles
    may i swim
    can my doctor see this
    can I have it when pregnant
    I feel dizzy
    who should not have it
    number 4716
    covid 19 jab
    b12 injection
    side effects
    é
""".strip().splitlines()


@pytest.mark.parametrize("text", [line.strip() for line in PERSONAL])
def test_what_may_be_about_a_person_is_seen(text):
    assert looks_personal(text)


@pytest.mark.parametrize("text", [line.strip() for line in HARMLESS])
def test_what_patients_ask_is_left_alone(text):
    assert not looks_personal(text)


def test_a_long_text_may_be_about_a_person():
    assert looks_personal("sore " * 13)
    assert not looks_personal("sore " * 12)


@pytest.mark.parametrize(
    "text", ["", " ", "\0", "\ud800", "\u202e", "💉" * 10, "a" * 100_000, "'" * 60, "Ab " * 20_000]
)
def test_any_text_is_judged(text):
    assert looks_personal(text) in {True, False}
