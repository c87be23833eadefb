"""The third part of the list in `changes`: writing, checks and what is kept while somebody types."""

from tests.broken.changes import CONTENT, TESTS, Change

EDITOR = (
    Change(
        2,
        f"{CONTENT}/workflow.py",
        "    if wrote and overridden(found):\n",
        "    if False:\n",
        f"{TESTS}/test_reasons.py::test_a_claim_is_never_kept_by_one_person_alone",
    ),
    Change(
        4,
        f"{CONTENT}/publishing.py",
        '    if words_in(parts["html"]) != words_in(source.html):\n',
        "    if False:\n",
        f"{TESTS}/test_undo.py::test_rendering_again_brings_no_words_of_the_libraries_typed_since",
    ),
    Change(
        4,
        f"{CONTENT}/screens.py",
        "    if seen != now:\n",
        "    if seen and seen != now:\n",
        f"{TESTS}/test_sending.py::test_nothing_is_signed_that_was_not_on_the_screen",
    ),
    Change(
        4,
        f"{CONTENT}/admin.py",
        "if str(text.pk) == seen), None)",
        "), None)",
        f"{TESTS}/test_topic.py::test_only_the_text_that_was_on_the_screen_is_confirmed",
    ),
    Change(
        4,
        f"{CONTENT}/desk.py",
        "for who in (by, *authors)}",
        "for who in (by,)}",
        f"{TESTS}/test_restoring.py::test_who_wrote_the_words_that_come_back_may_not_sign_them",
    ),
    Change(
        10,
        f"{CONTENT}/kept.py",
        '        data["base_edit"] = str(self.base_edit)\n',
        "",
        f"{TESTS}/test_kept.py::test_what_is_kept_from_an_older_desk_is_refused_at_saving_with_both_texts",
    ),
    Change(
        10,
        f"{CONTENT}/page_admin.py",
        'if request.method == "GET" and "kept" in request.GET:',
        'if request.method == "GET":',
        f"{TESTS}/test_kept.py::test_what_was_typed_is_offered_and_the_desk_stays",
    ),
    Change(
        10,
        f"{CONTENT}/kept.py",
        "filter(by=by, kind=kind, number_id=number, at__gte",
        "filter(kind=kind, number_id=number, at__gte",
        f"{TESTS}/test_kept.py::test_nobody_else_is_offered_it",
    ),
    Change(
        11,
        f"{CONTENT}/live.py",
        "    result = rendered(typed.body)\n",
        '    result = rendered("")\n',
        f"{TESTS}/test_live.py::test_it_is_the_page_that_publishing_makes",
    ),
    Change(
        0,
        f"{CONTENT}/workflow.py",
        "    reasons.refuse_unexplained(found)\n",
        "",
        f"{TESTS}/test_reasons.py::test_a_look_without_a_reason_is_not_sent",
    ),
    Change(
        0,
        "clinic_site/readiness/registry.py",
        "not (one.can_override and one.reason)]",
        "not one.can_override]",
        f"{TESTS}/test_reasons.py::test_a_rule_that_came_later_stops_an_approval_and_a_publication",
    ),
    Change(
        0,
        f"{CONTENT}/reasons.py",
        "base_edit=page.edit, reasons=lines)",
        "base_edit=page.edit, reasons=[])",
        f"{TESTS}/test_reasons.py::test_a_reason_is_signed_with_the_text_and_kept_beside_the_finding",
    ),
)
