from clinic_site.readability.kept import LONGEST, MOST, kept


def counted():
    worked = []

    @kept
    def length(text: str) -> int:
        worked.append(text)
        return len(text)

    return length, worked


def test_what_follows_from_a_text_is_worked_out_once():
    length, worked = counted()

    assert [length("warm"), length("cold"), length("warm")] == [4, 4, 4]
    assert worked == ["warm", "cold"]


def test_of_long_texts_only_the_last_is_remembered():
    length, worked = counted()
    one, other = "a" * (LONGEST + 1), "b" * (LONGEST + 1)

    for text in (one, one, other, other, one):
        length(text)

    assert worked == [one, other, one]


def test_a_long_text_drives_out_no_short_one():
    length, worked = counted()
    length("warm")
    for letter in "ab" * MOST:
        length(letter * (LONGEST + 1))

    length("warm")

    assert worked.count("warm") == 1
