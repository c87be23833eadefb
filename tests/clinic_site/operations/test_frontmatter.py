import pytest
from hypothesis import given
from hypothesis import strategies as some

from clinic_site.operations.frontmatter import decode, parse, write

keys = some.from_regex(r"[a-z_]{1,12}", fullmatch=True)
texts = some.text(some.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(bool)
lines = texts.map(lambda text: " ".join(text.split())).filter(bool)
heads = some.dictionaries(keys, texts | some.lists(lines, min_size=1), max_size=6)


def problems(head: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in parse(f"---\n{head}\n---\nWords.\n").problems]


def test_values_come_with_the_lines_they_stand_on():
    front = parse("---\ntitle: One\ntopics:\n- a\n- b\nrisk: high\n---\nWords.\n")

    assert front.fields == {"title": ("One", 2, ()), "topics": (["a", "b"], 3, (4, 5)), "risk": ("high", 6, ())}


def test_the_body_starts_at_its_first_line_with_words():
    front = parse("---\ntitle: One\n---\n\n\nWords.\n")

    assert (front.body, front.body_line) == ("Words.\n", 6)


def test_a_file_may_have_no_body():
    assert parse("---\ntitle: One\n---\n").body == ""


def test_every_value_is_read_as_text():
    front = parse("---\na: 2014\nb: yes\nc: 2026-11-20\nd: null\ne: 1.5\n---\n")

    assert [field.value for field in front.fields.values()] == ["2014", "yes", "2026-11-20", "null", "1.5"]


@pytest.mark.parametrize(
    "value", ["yes", "2014", "2026-11-20", "a: b", "[x", "@x", "'x", "x #y", "- x", "~", "1:30", "="]
)
def test_a_value_is_quoted_only_when_yaml_would_take_it_for_something_else(value: str):
    text = write([("title", value)], "")

    assert text == "---\ntitle: '" + value.replace("'", "''") + "'\n---\n"


@pytest.mark.parametrize("value", ["It's sore", "10.1179/204", "A survey of 39 therapists", "8–12 weeks; 3 visits"])
def test_plain_words_stay_plain(value: str):
    assert write([("title", value)], "") == f"---\ntitle: {value}\n---\n"


@given(heads, texts)
def test_what_was_written_is_read_back_letter_for_letter(head: dict, body: str):
    body = body.replace("\r", "").strip()

    front = parse(write(head.items(), body))

    assert front.problems == []
    assert {key: field.value for key, field in front.fields.items()} == head
    assert front.body.rstrip("\n") == body


@given(heads)
def test_writing_again_gives_the_same_text(head: dict):
    text = write(head.items(), "Words.")

    assert write([(key, field.value) for key, field in parse(text).fields.items()], "Words.") == text


@given(some.text(max_size=200))
def test_no_head_breaks_the_reader(head: str):
    parse(f"---\n{head}\n---\nWords.\n")


@pytest.mark.parametrize(
    ("head", "line", "says"),
    [
        ("a: 1\nb: &x 2", 3, "single quotes"),
        ("a: &x 1\nb: *x", 3, "single quotes"),
        ("a: !!int 1", 2, "single quotes"),
        ("a: 1\nb: 2\na: 3", 4, "second time"),
        ("a:\n  b: 1", 2, "one line of text or a list"),
        ("a:\n- b: 1", 2, "one line of text or a list"),
        ("a:\n- - 1", 2, "one line of text or a list"),
        ("a: 1\nb: 'open", 3, "can't be read"),
        ("a: 1\nb: @x", 3, "can't be read"),
        ("a: 1\nwords", 3, "can't be read"),
        ("a: 1\nb: \x01", 3, "can't be read"),
        ("- a", 2, "no keys were found"),
        ("a: 1\nb: [[[[[[1]]]]]]", 3, "one line of text or a list"),
        ("a: " + "[" * 19_000, 2, "one line of text or a list"),
        ("a: " + "x" * 20_001, 1, "longer than 20,000"),
        ('a:\n- "b\\nc"', 2, "stands on one line"),
        ("a: [b, c]", 2, "stands on one line of its own"),
    ],
)
def test_what_is_no_plain_value_is_a_problem_with_its_line(head: str, line: int, says: str):
    found = problems(head)

    assert [message for at, message in found if at == line and says in message]


@pytest.mark.parametrize("text", ["", "Words.\n", "---\ntitle: One\n", "title: One\n---\n"])
def test_a_file_without_two_lines_of_dashes_is_a_problem(text: str):
    front = parse(text)

    assert not front.is_readable
    assert "Start the file with" in front.problems[0].message


def test_windows_line_ends_are_read_as_line_ends():
    assert decode(b"---\r\ntitle: One\r\n---\r\n") == "---\ntitle: One\n---\n"


@pytest.mark.parametrize(
    ("data", "line", "says"),
    [
        (b"---\ntitle: caf\xe9\n---\n", 2, "not UTF-8"),
        (b"\xef\xbb\xbf---\n", 1, "without BOM"),
        (b"---\n---\nWo\0rds\n", 3, "zero byte"),
    ],
)
def test_what_is_not_plain_utf_8_is_refused_with_its_line(data: bytes, line: int, says: str):
    with pytest.raises(ValueError, match=says) as refusal:
        decode(data)

    assert refusal.value.args[1] == line
