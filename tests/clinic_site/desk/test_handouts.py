"""What handing out asks of staff, on their list."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from clinic_site.content import workflow
from clinic_site.counts.models import add_openings
from clinic_site.handouts.kept import LaidOut, NotNow
from tests import builders
from tests.clinic_site.desk.lists import rows, says
from tests.clinic_site.handouts.pages import asked, changed, retired


@pytest.fixture
def pair(clinic):
    pages = [asked(clinic, name) for name in ("first", "second")]
    return pages, "-".join(page.number_id for page in pages)


def opened(numbers: str, times: int = 12) -> None:
    today = timezone.localdate()
    add_openings({(today - timedelta(days=day), numbers): times // 3 for day in range(3)})


def laid_out(pages, form: str = "wall") -> LaidOut:
    copies = {page.number_id: [1, None] for page in pages}
    return LaidOut.objects.create(pages="-".join(copies), form=form, copies=copies)


@pytest.mark.parametrize(
    ("role", "count"), [("clinician", 1), ("editor", 1), ("owner", 1), ("reviewer", 0), ("publisher", 0)]
)
def test_pages_opened_together_often_are_offered_to_who_may_draft_handouts(clinic, pair, role, count):
    opened(pair[1])

    assert len(rows(clinic[role], "handouts", "all")) == count


def test_one_press_opens_the_form_with_the_pages_in_their_order(clinic, client, pair):
    opened(pair[1])
    client.force_login(clinic["clinician"])

    [row] = rows(clinic["clinician"], "handouts")
    form = client.get(row.url)

    assert row.title == "“Question first?” + “Question second?”"
    assert row.why == ("Opened together 12 times on 3 days in the last 28 days. Make this a named handout?")
    assert form.status_code == 200
    assert form.context["adminform"].form["items"].value().split() == pair[1].split("-")


def test_pages_of_which_one_is_not_public_any_more_are_not_offered(clinic, pair):
    opened(pair[1])
    retired(pair[0][0], clinic, pair[0][1])

    assert rows(clinic["clinician"], "handouts") == []


def test_not_now_puts_them_away(clinic, client, pair):
    opened(pair[1])
    client.force_login(clinic["clinician"])
    [row] = rows(clinic["clinician"], "handouts")

    response = client.post(row.press.url, dict(row.press.fields))

    assert response["Location"] == "/admin/?section=handouts"
    assert rows(clinic["clinician"], "handouts") == []
    assert NotNow.objects.get().by == clinic["clinician"]


def test_what_is_not_on_the_list_is_told_and_nothing_is_kept(clinic, client):
    client.force_login(clinic["clinician"])

    said = []
    for address, name in (("/admin/handouts/not-now/", "numbers"), ("/admin/printed-sets/forget/", "set")):
        for value in ("Jane", "9" * 40, "", "²"):
            said += [str(one) for one in get_messages(client.post(address, {name: value}).wsgi_request)]

    assert {words.partition(" any more")[0] for words in said} == {
        "These pages are not on the list", "This set is not on the list",
    }  # fmt: skip
    assert not NotNow.objects.exists()


def test_a_set_of_which_a_page_changed_is_listed_with_what_changed_and_how(clinic, client, pair):
    pages, numbers = pair
    laid_out(pages)
    changed(pages[1], clinic, "New advice.", short_answer="Another answer.")

    [row] = rows(clinic["clinician"], "handouts")

    assert row.title == "Wall sheet: “Question first?” and 1 more page"
    assert "“Question second?”: Changed on" in row.why
    assert row.why.endswith(": New advice.")
    assert not row.is_urgent
    assert row.url == f"/print/cards?set={numbers}&form=wall"
    assert client.get(row.url).status_code == 200
    assert rows(clinic["clinician"], "handouts") == []


def test_a_set_with_a_retired_page_comes_first(clinic, pair):
    pages, numbers = pair
    opened(numbers, 300)
    laid_out(pages[:1], "flip")
    laid_out(pages)
    changed(pages[0], clinic, "New advice.", short_answer="Another answer.")
    retired(pages[1], clinic, pages[0])

    listed = rows(clinic["clinician"], "handouts")

    assert [row.is_urgent for row in listed] == [True, False]
    assert "It was retired on" in listed[0].why


def test_many_changes_are_told_shortly(clinic, pair):
    pages, _numbers = pair
    laid_out(pages)
    for turn in range(5):
        changed(pages[0], clinic, f"Advice {turn}.", short_answer=f"Answer {turn}.")

    [row] = rows(clinic["clinician"], "handouts")

    assert "Advice 2." in row.why
    assert "Advice 3." not in row.why
    assert row.why.endswith("And 2 more changes.")


def test_a_set_of_a_topic_goes_by_its_title(clinic, pair):
    pages, _numbers = pair
    LaidOut.objects.create(pages="topic:after-treatment", form="cards", copies={pages[0].number_id: [1, None]})
    changed(pages[0], clinic, "New advice.", short_answer="Another answer.")

    assert rows(clinic["clinician"], "handouts")[0].title == "Cards: After treatment"


def test_a_set_that_is_not_used_any_more_is_forgotten_by_a_press(clinic, client, pair):
    laid_out(pair[0])
    retired(pair[0][1], clinic, pair[0][0])
    client.force_login(clinic["editor"])
    [row] = rows(clinic["editor"], "handouts")

    client.post(row.press.url, dict(row.press.fields))

    assert rows(clinic["editor"], "handouts") == []
    assert not LaidOut.objects.exists()


def test_a_clinician_finds_their_own_drafts_and_what_was_asked_of_them(clinic, pair):
    items = [page.number_id for page in pair[0]]
    draft = builders.handout(clinic["clinician"], "mine", items=items)
    returned = builders.handout(clinic["clinician"], "returned", items=items)
    workflow.return_(
        workflow.submit(returned, by=clinic["clinician"], note="For a check."), by=clinic["reviewer"], note="Shorter."
    )

    assert says(clinic["clinician"], "drafts") == [("Continue", draft.number_id)]
    assert says(clinic["clinician"], "asked") == [("Fix", returned.number_id)]
