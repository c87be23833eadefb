"""What the checks may ask of the site, and how much of the database that costs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic_site.content import facts
from tests import builders


def questions_for(clinic, links: int) -> int:
    body = "".join(f"[Rest](page:{number}) " for number in range(20_000, 20_000 + links))
    page = builders.article(clinic["editor"], slug=f"links-{links}", body=body)
    with CaptureQueriesContext(connection) as asked:
        found = [one for one in facts.check(page) if one.code == "inside-link"]
    assert len(found) == links
    return len(asked)


def test_links_to_numbers_that_nobody_has_cost_no_question_each(clinic):
    assert questions_for(clinic, 60) == questions_for(clinic, 30)


def test_a_link_to_a_page_that_may_still_go_out_beside_this_one_is_no_fault(clinic):
    waiting = builders.article(clinic["editor"])
    page = builders.article(clinic["editor"], slug="other", body=f"[Rest](page:{waiting.number_id})")

    assert [one for one in facts.check(page) if one.code == "inside-link"] == []
