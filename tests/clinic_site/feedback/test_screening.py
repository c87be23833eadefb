import pytest

from clinic_site.feedback.screening import screened

AROUND = "I read this twice and the second part is not clear to me. {} I hope that this helps you to mend it."
PERSONAL = """
    My name is Jane Smith.                | Jane Smith
    my name is jane smith and that is it. | jane smith
    My name's Bob.                        | Bob
    name: Bob Miller                      | Bob Miller
    I am Zebedee and I ask.               | Zebedee
    I'm called pete.                      | pete
    I am called Anna-Lena Öztürk.         | Anna Lena Öztürk
    This is Sarah.                        | Sarah
    Mrs Okafor said so.                   | Okafor
    Ask dr patel about it.                | patel
    Dr. J. Smith said so.                 | Smith
    Miss Brown said so.                   | Brown
    nurse Kelly said so.                  | Kelly
    Patrick Jones told me.                | Patrick Jones
    Marie-Claire O'Neill told me.         | Marie Neill
    Иван Петров told me.                  | Иван Петров
    Call me on 07700 900123.              | 07700 900123
    It is +44 (0)20 7946 0958.            | 7946 0958
    It is 0 7 7 0 0.                      | 7 7 0
    It is oh seven seven double oh nine.  | seven
    My number is 943 476 5919.            | 476 5919
    It is ０７７００９００１２３.            | 077 ０７７
    It is ٠٧٧٠٠٩٠٠.                       | ٠٧٧
    It is 123\u200b45.                    | 123
    Write to jane.smith@example.com.      | jane smith example
    Write to jane (at) example (dot) com. | jane example
    Write to jane at example dot com.     | jane example
    I am @janesmith on there.             | janesmith
    I was born on 12/03/1970.             | 12/03 1970
    I was born in 1970.                   | 1970
    DOB 12.3.70.                          | 12.3 70
    On 1970-03-12 it was so.              | 1970
    It was on 3 March 2026.               | 3 March
    It was on March 3rd, 2026.            | 3rd 2026
    It was the 5th of May.                | 5th May
    It was on 12/3.                       | 12/3
    I am 54 years old.                    | 54
    I live at SW1A 1AA.                   | SW1A
    I live at sw1a1aa.                    | sw1a
    I live in CA 90210.                   | 90210
    I live in K1A 0B1.                    | K1A
    My postcode is 3052.                  | 3052
    I live at 12 High Street.             | 12 High
    I live at 4 mill lane.                | mill
    See https://elsewhere.example/a?b=1   | elsewhere
    See www.elsewhere.test now.           | elsewhere
    See spam.com/buy now.                 | spam
"""
ROWS = [tuple(map(str.strip, line.split("|"))) for line in PERSONAL.strip().splitlines()]
HARMLESS = """
    Page 4716 says 2 days but the leaflet says 3 to 5 days. Which is right?
    2 of 3 tables are 1/2 of what I read. It says 24/7.
    It says that about 10 of 100 people feel sore. In May it may change.
    I am tired of small text. Dry Needling is not acupuncture, is it?
    I am 2 weeks after treatment and could not find this.
    My question is about pain at night. Then what?
    Is 999 right, or 112 or 111?
    My dr said that C5/C6 and L4 are fine.
    I miss a picture of it. The Page does not say how long to wait.
"""


@pytest.mark.parametrize(("text", "secrets"), ROWS, ids=[row[0] for row in ROWS])
def test_what_says_who_somebody_is_is_left_out(text, secrets):
    found = screened(AROUND.format(text))

    assert found.left_out
    assert "[left out]" in found.words
    assert [secret for secret in secrets.split() if secret in found.words] == []
    assert found.words.startswith("I read this twice")
    assert found.words.endswith("to mend it.")


@pytest.mark.parametrize("text", [line.strip() for line in HARMLESS.strip().splitlines()])
def test_what_says_nothing_of_anybody_stays(text):
    assert screened(text).words == text


def test_words_that_are_mostly_personal_are_not_kept_at_all():
    found = screened("Jane Smith, 12/03/1970, 07700 900123. Call me.")

    assert (found.words, found.left_out) == ("", True)


def test_what_cannot_be_seen_is_not_kept():
    assert screened("Hard\0 to\u202e read\r\n\r\non a \ud800 phone\ufffc").words == "Hard to read on a phone"


@pytest.mark.parametrize("piece", ["a", "1 ", "Aa ", "a@", "a.b", "my name is ", "one ", "jan ", "1/", "a at a dot "])
def test_a_text_made_to_be_tried_in_every_way_still_ends(piece):
    text = (piece * 300)[:300]

    assert len(screened(text).words) <= len(text) * len("[left out]")
