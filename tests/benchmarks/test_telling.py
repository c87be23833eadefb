"""What benchmarks find is told the same way on the screen, in a file and in the document."""

from benchmarks import telling
from benchmarks.telling import Found, Goal, Plot


def found() -> Found:
    plot = Plot("reading", "Pages a second", "/s", [("serve", 9000.0)], is_log=True)
    return Found(
        "One round.", ["", "rate"], [["serve", "9,000"]], [Goal("rate", "≥ 1", "9,000", True)], [plot], ["Busy."]
    )


def test_a_table_has_a_ruler_and_its_figures_to_the_right():
    told = telling.table(["", "rate"], [["serve", "9,000"]])

    assert told == "|  | rate |\n| :-- | --: |\n| serve | 9,000 |"


def test_a_goal_that_was_missed_is_told_so():
    told = telling.goals_table([Goal("rate", "≥ 10", "9", False)])

    assert told.endswith("| rate | ≥ 10 | 9 | **no** |")


def test_what_was_found_comes_back_from_its_file(tmp_path, capsys):
    file = tmp_path / "reading.json"

    telling.tell(found(), file)

    assert telling.markdown(telling.read(file)) == telling.markdown(found())
    assert "| serve | 9,000 |" in capsys.readouterr().out


def test_ratios_have_no_more_digits_than_they_are_worth():
    assert [telling.times(ratio) for ratio in (1370.4, 0.1987)] == ["1,370 ×", "0.20 ×"]
