"""A recall stands in the past as it stood there, to the last word."""

import pytest

from clinic_site.content import publishing, withdrawing
from clinic_site.profile.models import amend, confirm
from clinic_site.review import recalling
from tests.clinic_site.content.lives import withdrawn
from tests.clinic_site.review.as_of.past import as_it_read, untrue
from tests.clinic_site.review.recalls import CARE, asked, corrected, recalled


def test_every_moment_of_a_recall_reads_later_as_it_was_served(clinic, reader, clock):
    other, page = asked(clinic, "other"), asked(clinic)
    reader.read(page, "before")
    row = recalled(page, clinic, heading="At home")
    reader.read(page, "recalled while public")
    page = corrected(page, clinic)
    reader.read(page, "corrected")
    publishing.undo(corrected(page, clinic, "Wait two days."), by=clinic["publisher"])
    reader.read(page, "undone")
    confirm(amend(by=clinic["owner"], phone="01632 960077"), by=clinic["reviewer"])
    reader.read(page, "another phone")
    recalling.end_recall(row, by=clinic["publisher"], note="Everybody was told.")
    reader.read(page, "ended")
    recalled(page, clinic, last=2, what="risk")
    withdrawn(page.revisions.published().get(), clinic, other)
    reader.read(page, "gone")
    clock.move(days=31)
    reader.read(page, "over")

    assert untrue(reader.kept) == []
    assert [CARE in one.html for one in reader.kept] == [False, True, True, True, True, False, False, False]
    assert ["Safety notice" in one.html for one in reader.kept[-2:]] == [True, False]


@pytest.mark.parametrize("days", [1, 29])
def test_where_a_merged_page_led_the_notice_stands_as_of_then(clinic, reader, clock, days: int):
    other, page = asked(clinic, "other"), asked(clinic)
    recalled(page, clinic)
    withdrawing.merge(page.revisions.published().get(), by=clinic["publisher"], into=other.number_id)
    clock.move(days=days)
    reader.read(other, "successor")
    clock.move(days=60)

    assert untrue(reader.kept) == []
    assert CARE in reader.kept[0].html
    assert CARE not in as_it_read(other.number_id, clock.now).html()


def test_the_screen_lists_when_the_notice_came_and_went(clinic, client, clock):
    page = asked(clinic)
    row = recalled(page, clinic)
    clock.move(days=1)
    recalling.end_recall(row, by=clinic["publisher"], note="Everybody was told.")
    client.force_login(clinic["owner"])

    html = client.get(f"/admin/as-of/{page.number_id}/").content.decode()

    assert html.index("Publisher ended a recall") < html.index("Publisher recalled it") < html.index("published")
