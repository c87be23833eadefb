"""Rules of what a phone has to fetch before a page can be read."""

from tests.broken.changes import Change

STYLE, TESTS = "clinic_site/page_style.py", "tests/clinic_site/test_page_style.py"

FACE = (
    Change(
        0,
        "templates/components/styles.html",
        "{% page_style %}",
        """<link rel="stylesheet" href="{% static 'css/base.css' %}">""",
        f"{TESTS}::test_a_page_can_be_read_without_fetching_anything_else",
    ),
    Change(
        0,
        "templates/base.html",
        """ integrity="{% integrity 'js/guide.js' %}" defer>""",
        """ integrity="{% integrity 'js/guide.js' %}">""",
        f"{TESTS}::test_a_script_makes_no_page_wait",
    ),
    Change(
        12,
        "clinic_site/middleware.py",
        """f"{SELF} {digest_of(page_style())}"\n""",
        """f"{SELF} 'unsafe-inline'"\n""",
        f"{TESTS}::test_the_policy_names_this_style_and_lets_no_other_in",
    ),
    Change(
        0,
        STYLE,
        """@media print{{{read(PAPER)}}}""",
        """{read(PAPER)}""",
        f"{TESTS}::test_a_later_sheet_wins_and_paper_comes_last_under_its_own_medium",
    ),
    Change(
        0,
        STYLE,
        """ ?([{};,]) ?|(:) ")""",
        """ ?([{};,:]) ?|(:) ")""",
        f"{TESTS}::test_a_sheet_without_its_empty_space_has_the_same_rules",
    ),
    Change(
        0,
        "deploy/nginx.conf",
        "style-src 'self' 'sha256-",
        "style-src 'self' 'sha256-0",
        "tests/deploy/test_nginx_files.py::test_a_ready_page_has_the_policy_that_the_program_gives_it",
    ),
    Change(
        0,
        "clinic_site/views/offline.py",
        """(script(*GIVING, "worker") + page_style())""",
        """script(*GIVING, "worker")""",
        "tests/clinic_site/views/test_offline.py::test_another_style_of_the_pages_is_another_release",
    ),
    Change(
        0,
        "templates/components/help_strip.html",
        """{% endif %}{% endkept %}\n<li>""",
        """{% endif %}\n<li>{% endkept %}""",
        "tests/architecture/test_templates.py::test_a_piece_that_is_kept_ends_every_element_it_begins",
    ),
    Change(
        0,
        "templates/mirror/leads_on.html",
        """{% block unwell %}href="{% url 'unwell' %}"{% endblock %}\n""",
        "",
        "tests/clinic_site/operations/test_edition_mirror.py::"
        "test_a_page_that_leads_on_names_the_clinic_and_the_ways_to_get_help",
    ),
    Change(
        0,
        "static/css/layout.css",
        """body:has(> .top):not(:has(main)) { display: none; }\n""",
        "",
        "tests/journeys/test_first_paint.py::test_a_page_that_stops_half_way_does_not_move_when_the_rest_comes",
    ),
)
