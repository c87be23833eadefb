"""Ways to break what readers are shown and told of a drawing, and when."""

from tests.broken.changes import Change

DRAWINGS = (
    Change(
        0,
        "clinic_site/markdown/pictures.py",
        " or numbers != [str(number) for number in range(1, len(numbers) + 1)]",
        "",
        "tests/clinic_site/markdown/test_pictures.py::test_words_that_do_not_count_from_one_stay_as_typed",
    ),
    Change(
        0,
        "starter/questions/collapsed-lung.md",
        ", 4 air that has leaked out, 5 a lung",
        ", 4 a lung",
        "tests/clinic_site/content/test_figures.py"
        "::test_the_starter_pages_say_what_each_number_of_a_drawing_stands_for",
    ),
    Change(
        0,
        "clinic_site/content/figures.py",
        "h{STEP * (count - 1) + 1}",
        "h{STEP * (count - 2) + 1}",
        "tests/clinic_site/content/test_figures.py::test_so_many_of_100_dots_are_filled[20]",
    ),
)
