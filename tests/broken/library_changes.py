"""Ways to break what readers see of the library of sources."""

from tests.broken.changes import Change

LIBRARY = (
    Change(
        0,
        "templates/evidence/library.html",
        "{% if sources|length != total %} open{% endif %}",
        "",
        "tests/clinic_site/views/test_evidence.py"
        "::test_the_list_is_folded_until_a_reader_narrows_it_and_a_link_into_it_opens_it",
    ),
    Change(
        0,
        "templates/evidence/library.html",
        "{% if not page %}",
        "{% if sources %}",
        "tests/clinic_site/views/test_evidence.py"
        "::test_words_for_sureness_are_explained_by_the_signed_page_once_there_is_one",
    ),
    Change(
        0,
        "templates/evidence/library.html",
        "{% ifchanged day.grouper %}",
        "{% ifchanged forloop.counter %}",
        "tests/clinic_site/views/test_evidence_standing.py::test_topics_without_a_search_are_told_of_in_one_sentence",
    ),
    Change(
        0,
        "starter/questions/carpal-tunnel.md",
        "1 the nerve, 2 the place",
        "The nerve and the place",
        "tests/clinic_site/content/test_figures.py"
        "::test_the_starter_pages_say_what_each_number_of_a_drawing_stands_for",
    ),
)
