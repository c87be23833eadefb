"""The second half of the list in `changes`: invariants 7 to 13, and the line that imports run along."""

from tests.broken.changes import CONTENT, TESTS, Change

MORE = (
    # 7: never bare
    Change(
        7,
        f"{CONTENT}/withdrawing.py",
        "    refusal = page.refuse_withdrawal()\n    if refusal:\n        raise Refused(refusal)\n    if reason",
        "    if reason",
        f"{TESTS}/test_withdrawing.py::test_a_required_disclaimer_is_never_withdrawn_or_renamed",
    ),
    Change(
        7,
        f"{CONTENT}/facts.py",
        "        if not provider:\n            return frozenset()",
        '        if not provider:\n            return frozenset({"general-information", "not-for-emergencies"})',
        f"{TESTS}/test_missing_disclaimers.py::test_without_a_page_type_of_disclaimers_nothing_is_published",
    ),
    Change(
        7,
        f"{CONTENT}/compose.py",
        "            fallback.add(found, key)\n",
        "",
        f"{TESTS}/test_missing_disclaimers.py::test_without_a_provider_the_built_in_texts_are_shown",
    ),
    Change(
        7,
        f"{CONTENT}/showing.py",
        "    if missing:\n",
        "    if False:\n",
        f"{TESTS}/test_missing_disclaimers.py::test_a_template_that_prints_no_parts_is_mended_and_reported",
    ),
    Change(
        7,
        f"{CONTENT}/checks.py",
        'if compose.has_part("disclaimers") and disclaimer_types():',
        "if disclaimer_types():",
        f"{TESTS}/test_missing_disclaimers.py::test_without_a_provider_the_system_check_refuses_to_start",
    ),
    Change(
        7,
        "clinic_site/disclaimers/provider.py",
        '    if row["key"] in facts.required:\n        return True\n',
        "",
        f"{TESTS}/test_missing_disclaimers.py::test_a_narrower_rule_does_not_take_a_required_disclaimer_away",
    ),
    # 8: addresses answer for ever
    Change(
        8,
        f"{CONTENT}/publishing.py",
        "        record_redirect(old_path, page.number_id)\n",
        "",
        f"{TESTS}/test_moving.py::test_an_old_address_redirects_for_ever",
    ),
    Change(
        8,
        f"{CONTENT}/publishing.py",
        "        forget(page.path)\n",
        "",
        f"{TESTS}/test_moving.py::test_a_page_may_go_back_to_its_old_address",
    ),
    Change(
        8,
        f"{CONTENT}/desk.py",
        "    if owner and owner != number:",
        "    if False:",
        f"{TESTS}/test_moving.py::test_no_other_page_takes_an_address_that_was_printed",
    ),
    Change(
        8,
        f"{CONTENT}/showing.py",
        "    if withdrawn is None:\n",
        "    if True:\n",
        f"{TESTS}/test_withdrawing.py::test_a_withdrawn_page_says_when_why_and_what_to_read",
    ),
    Change(
        8,
        f"{CONTENT}/compose.py",
        "if path else words",
        "if path else match[0]",
        f"{TESTS}/test_withdrawing.py::test_a_link_to_a_withdrawn_page_becomes_plain_words",
    ),
    Change(
        8,
        "clinic_site/readiness/checks.py",
        '        if not facts.is_public(number):\n            why = _("The link',
        '        if False:\n            why = _("The link',
        f"{TESTS}/test_publishing.py::test_a_link_to_a_page_that_is_not_public_is_refused",
    ),
    # 9: nothing unpublished gets out
    Change(
        9,
        f"{CONTENT}/showing.py",
        "revisions.published().select_related",
        'revisions.order_by("-revision").select_related',
        "tests/articles/test_views.py::test_a_newer_text_that_waits_is_not_shown",
    ),
    Change(
        9,
        f"{CONTENT}/registry.py",
        "objects.filter(state__in=states)",
        "objects.all()",
        "tests/architecture/test_draft_leak.py::test_no_query_brings_an_unpublished_word_out",
    ),
    Change(
        9,
        f"{CONTENT}/topic.py",
        'topic=OuterRef("topic"), **since).order_by("-in_force_at", "-id")',
        'topic=OuterRef("topic")).order_by("-id")',
        "tests/clinic_site/views/test_lists.py::test_readers_see_the_confirmed_words_of_a_topic",
    ),
    # 10: no save over another
    Change(
        10,
        f"{CONTENT}/desk.py",
        "if current.edit != base_edit:",
        "if False:",
        f"{TESTS}/test_desk.py::test_a_save_over_somebody_elses_is_refused_and_keeps_both_texts",
    ),
    Change(
        10,
        f"{CONTENT}/forms.py",
        'cleaned.get("base_edit") != locked.values_list("edit", flat=True).get()',
        "False",
        f"{TESTS}/test_page_form.py::test_a_stale_save_shows_both_texts_and_a_second_one_is_kept",
    ),
    # 11: one sanitiser, one renderer
    Change(
        11,
        "clinic_site/markdown/render.py",
        "html=sanitise(html),",
        'html=html + "<script></script>",',
        f"{TESTS}/test_composing.py::test_all_signed_html_has_passed_the_one_sanitiser",
    ),
    Change(
        11,
        f"{CONTENT}/editor.py",
        "    result = rendered(content)\n",
        "    result = rendered(content.upper())\n",
        f"{TESTS}/test_composing.py::test_the_preview_is_the_page_that_publishing_makes",
    ),
    # 12: nothing about the visitor
    Change(
        12,
        f"{CONTENT}/showing.py",
        "    return HttpResponse(whole(template, frame, **context), status=status)\n",
        "    response = HttpResponse(whole(template, frame, **context), status=status)\n"
        '    response.set_cookie("seen", "1")\n    return response\n',
        f"{TESTS}/test_composing.py::test_a_visitor_who_is_signed_in_reads_the_same_page",
    ),
    Change(
        12,
        "templates/base.html",
        "<head>\n",
        '<head>\n<link rel="stylesheet" href="https://fonts.example/a.css">\n',
        f"{TESTS}/test_composing.py::test_a_public_page_loads_nothing_from_another_host",
    ),
    Change(
        12,
        "clinic_site/middleware.py",
        'PUBLIC = STILL | {"script-src": SELF,',
        "PUBLIC = STILL | {\"script-src\": \"'self' 'unsafe-inline'\",",
        "tests/architecture/test_addresses.py::test_each_person_gets_what_the_table_says[visitors]",
    ),
    # 13: values come from the profile
    Change(
        13,
        f"{CONTENT}/compose.py",
        'return escape(known.get(name, ""))',
        'return known.get(name, "")',
        f"{TESTS}/test_composing.py::test_every_value_is_escaped",
    ),
    Change(
        13,
        f"{CONTENT}/shared.py",
        'id__in=in_force_rows(at).values("id")',
        'id__in=Profile.objects.order_by("-id").values("id")[:1]',
        f"{TESTS}/test_composing.py::test_a_value_is_read_from_the_profile_that_is_in_force_now",
    ),
    # The layers, and the verbs that carry an approval.
    Change(
        0,
        "clinic_site/markdown/render.py",
        "from .findings import Findings\n",
        "from clinic_site.content.refused import Refused\n\nfrom .findings import Findings\n",
        "tests/architecture/test_layers.py::test_every_import_runs_downwards",
    ),
    Change(
        0,
        f"{CONTENT}/publishing.py",
        "if newest is None or now - at > UNDO_WITHIN:",
        "if newest is None:",
        f"{TESTS}/test_undo.py::test_undo_works_for_ten_minutes",
    ),
    Change(
        0,
        f"{CONTENT}/publishing.py",
        "published_at=source.published_at,",
        "published_at=timezone.now(),",
        f"{TESTS}/test_undo.py::test_rendering_again_carries_the_approval_and_moves_no_date",
    ),
    Change(
        0,
        f"{CONTENT}/workflow.py",
        "    page.review_due = next_check(page, revision.risk, today)\n",
        "    page.review_due = today\n",
        f"{TESTS}/test_workflow.py::test_confirming_moves_the_date_and_touches_no_word",
    ),
    Change(
        0,
        f"{CONTENT}/desk.py",
        "    if page.last_revision:\n",
        "    if False:\n",
        f"{TESTS}/test_desk.py::test_a_page_that_was_sent_once_is_kept",
    ),
)
