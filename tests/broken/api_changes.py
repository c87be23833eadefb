"""Rules of what other systems read."""

from tests.broken.changes import Change

API, TEXTS = "clinic_site/views/api.py", "clinic_site/views/documents.py"
TESTS, DESCRIPTION = "tests/clinic_site/views/test_api.py", "tests/clinic_site/views/test_api_description.py"

OTHER_SYSTEMS = (
    Change(
        9,
        API,
        "(State.PUBLISHED, State.WITHDRAWN)",
        "State.values",
        f"{TESTS}::test_a_number_without_a_public_page_tells_nothing_more",
    ),
    Change(
        9,
        "clinic_site/content/registry.py",
        "rows_by_type(columns, kinds=kinds, page__number__gt=after",
        "rows_by_type(columns, State.values, kinds=kinds, page__number__gt=after",
        f"{TESTS}::test_the_list_holds_every_public_article_and_question_and_nothing_else",
    ),
    Change(
        7,
        TEXTS,
        'showing.whole("api/page.html", frame, common, page=shown)',
        "shown.html",
        f"{TESTS}::test_the_text_comes_with_every_disclaimer_the_page_needs",
    ),
    Change(
        7,
        TEXTS,
        "[*parts.before, *(parts.cards[key] for key in facts.cards), *parts.after, *parts.footer]",
        "[*parts.before, *parts.after, *parts.footer]",
        f"{TESTS}::test_the_text_comes_with_every_disclaimer_the_page_needs",
    ),
    Change(
        0,
        TEXTS,
        "checked = None if shown.trust.is_example else shown.trust.checked_on",
        "checked = shown.trust.checked_on",
        f"{TESTS}::test_example_content_counts_as_checked_by_nobody",
    ),
    Change(
        8,
        API,
        "return answer(documents.withdrawn(revision, located, read_shared()), 410)",
        "return missing()",
        f"{TESTS}::test_a_withdrawn_page_says_why_since_when_and_what_to_read_now",
    ),
    Change(
        0,
        API,
        "set_response_etag(response)\n",
        'response["ETag"] = \'"1"\'\n',
        f"{TESTS}::test_an_old_mark_does_not_hide_that_a_page_was_withdrawn",
    ),
    Change(
        0,
        TEXTS,
        '        "owes_second_reading": shown',
        '        "owes": shown',
        f"{DESCRIPTION}::test_every_answer_is_as_described",
    ),
)
