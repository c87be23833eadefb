"""Ways to break a recall: a notice that is not there, not first, not for everybody, or not to be trusted."""

from tests.broken.changes import Change

REVIEW, TESTS = "clinic_site/review", "tests/clinic_site/review"
NOTICES, VERBS = f"{TESTS}/test_recall_notices.py", f"{TESTS}/test_recalling.py"
INCLUDE = '{% include "components/notices.html" with notices=frame.first %}\n'

RECALLS = (
    Change(
        2,
        f"{REVIEW}/recalling.py",
        "    if by == row.made_by:\n",
        "    if by is None:\n",
        f"{VERBS}::test_who_set_it_can_not_be_its_second_reader",
    ),
    Change(
        2,
        f"{REVIEW}/recalling.py",
        "    allow(Verb.RECALL, type(page), by)\n    page = locked(page)\n",
        "    page = locked(page)\n",
        f"{VERBS}::test_only_who_may_publish_recalls",
    ),
    Change(
        3,
        f"{REVIEW}/migrations/0001_initial.py",
        'models.Q(("read_again_by", models.F("made_by")), _negated=True)',
        'models.Q(("read_again_by__isnull", False))',
        "tests/clinic_site/content/test_constraints.py::test_each_constraint_refuses_the_row_that_breaks_it",
    ),
    Change(
        4,
        f"{REVIEW}/migrations/0001_initial.py",
        '                "stands_until",\n                "made_by_id",\n',
        '                "made_by_id",\n',
        "tests/clinic_site/content/test_frozen_columns.py::test_a_signed_column_never_changes",
    ),
    Change(
        5,
        f"{REVIEW}/recall_faults.py",
        "        return is_same and event.data == row.told()\n",
        "        return is_same\n",
        f"{TESTS}/test_recall_faults.py::test_a_row_that_was_altered_is_noticed",
    ),
    Change(
        0,
        f"{REVIEW}/recalling.py",
        "    if not today + SHORTEST <= until <= today + LONGEST:\n",
        "    if until < today:\n",
        f"{VERBS}::test_what_readers_could_not_make_sense_of_is_refused",
    ),
    Change(
        0,
        "templates/page.html",
        INCLUDE,
        "",
        f"{NOTICES}::test_it_is_the_first_thing_below_the_heading",
    ),
    Change(
        0,
        "templates/handouts/paper_page.html",
        INCLUDE,
        "",
        f"{NOTICES}::test_it_is_the_first_thing_below_the_heading",
    ),
    Change(
        0,
        "clinic_site/content/showing.py",
        "    return with_notices(html, template, frame)\n",
        "    return html\n",
        f"{NOTICES}::test_what_a_template_leaves_out_is_put_first_and_reported",
    ),
    Change(
        0,
        "clinic_site/content/showing.py",
        "frame_of(common, numbers=(withdrawn.page_number,))",
        "frame_of(common)",
        f"{NOTICES}::test_a_retired_page_says_it_first_where_it_says_that_it_is_gone",
    ),
    Change(
        0,
        f"{REVIEW}/recall_notices.py",
        "[last.successor, *last.read_instead]\n",
        "[]\n",
        f"{NOTICES}::test_a_successor_that_is_gone_passes_it_on",
    ),
    Change(
        0,
        f"{REVIEW}/recall_notices.py",
        "        if act.carried_from in found:\n",
        "        if not act.revision:\n",
        f"{NOTICES}::test_a_copy_that_brings_the_words_back_is_recalled_as_well",
    ),
    Change(
        0,
        "clinic_site/content/listing.py",
        "sorted(with_notices(found[:most], common)",
        "sorted(found[:most]",
        f"{NOTICES}::test_a_list_that_shows_its_answer_shows_it_before_the_answer",
    ),
    Change(
        0,
        "clinic_site/views/documents.py",
        '        "recalls": [recall(one) for one in compose.notices((revision.page.number_id,), common)],\n',
        '        "recalls": [],\n',
        f"{NOTICES}::test_the_json_of_a_page_that_is_gone_tells_it",
    ),
    Change(
        0,
        "clinic_site/operations/ticking_day.py",
        " or recalls.exists()",
        "",
        "tests/clinic_site/desk/test_recalls.py::test_the_tick_of_the_next_day_shows_pages_without_it",
    ),
    Change(
        0,
        f"{REVIEW}/recalls.py",
        "made_at__lte=at",
        "made_at__isnull=False",
        f"{TESTS}/as_of/test_as_of_recalls.py::test_every_moment_of_a_recall_reads_later_as_it_was_served",
    ),
    Change(
        0,
        f"{REVIEW}/recall_screens.py",
        '    if "_read" in request.POST:\n',
        '    if request.POST and "_end" not in request.POST:\n',
        f"{TESTS}/test_recall_screens.py::test_the_reviewer_reads_and_signs_and_who_set_it_has_no_button",
    ),
    Change(
        0,
        "clinic_site/desk/safety.py",
        'person.pk == row["made_by"] or ',
        "",
        "tests/clinic_site/desk/test_recalls.py::test_it_is_asked_of_those_who_may_read_it_and_not_of_who_set_it",
    ),
    Change(
        0,
        f"{REVIEW}/recall_words.py",
        "        if len(said) <= LONGEST:\n",
        "        if said:\n",
        f"{TESTS}/test_recall_words.py::test_a_message_to_a_phone_is_short_plain_and_keeps_the_address",
    ),
)
