"""Rules of PDFs and of what is printed."""

from tests.broken.changes import Change

MAKING, TESTS = "clinic_site/handouts", "tests/clinic_site/handouts"

PDFS = (
    Change(
        12,
        f"{MAKING}/pdf_process.py",
        ' + "/", url_fetcher=fetcher)',
        ' + "/")',
        f"{TESTS}/test_pdf_making.py::test_nothing_is_read_but_our_own_pictures_and_style_sheets",
    ),
    Change(
        0,
        f"{MAKING}/pdf_process.py",
        "and path.is_relative_to(folder) and",
        "and",
        f"{TESTS}/test_pdf_making.py::test_nothing_is_read_but_our_own_pictures_and_style_sheets",
    ),
    Change(
        0,
        f"{MAKING}/pdf_process.py",
        '            title.text = drawing.get("aria-label")\n',
        "",
        f"{TESTS}/test_pdf.py::test_its_headings_are_in_order_and_each_picture_has_its_words",
    ),
    Change(
        0,
        f"{MAKING}/pdf_process.py",
        '            link.tag = "span"\n',
        '            link.set("href", link.get("href", ""))\n',
        f"{TESTS}/test_pdf_making.py::test_nothing_but_a_phone_number_can_be_followed",
    ),
    Change(
        0,
        f"{MAKING}/pdf_making.py",
        "if not name.startswith(SECRETS)",
        "",
        f"{TESTS}/test_pdf_making.py::test_the_process_that_makes_it_is_told_no_secret",
    ),
    Change(
        0,
        f"{MAKING}/pdf_making.py",
        "    if not _places.acquire(blocking=False):\n        raise Busy\n",
        "    _places.acquire()\n",
        f"{TESTS}/test_pdf_making.py::test_while_one_is_made_few_may_wait_and_the_next_is_sent_away",
    ),
    Change(
        0,
        f"{MAKING}/pdf_making.py",
        "timeout=LONGEST,",
        "",
        f"{TESTS}/test_pdf_making.py::test_what_takes_too_long_is_ended",
    ),
    Change(
        6,
        f"{MAKING}/pdf_making.py",
        "    key = sha256(html.encode()).hexdigest()\n",
        '    key = html.partition("</head>")[0]\n',
        f"{TESTS}/test_pdf.py::test_a_changed_page_has_a_changed_pdf_at_once",
    ),
    Change(
        0,
        f"{MAKING}/paper.py",
        "    common = shared.read(more=[of_kind(number, kind) for kind in KINDS])\n",
        "    common = shared.read(more=[of_kind(number, kind) for kind in KINDS])\n    registry.locate([number])\n",
        f"{TESTS}/test_paper.py::test_paper_costs_at_most_three_queries",
    ),
)
