import pytest
from django.utils import timezone

from clinic_site.content import withdrawing
from clinic_site.counts.models import NOT_COUNTED, add
from clinic_site.search.models import BestAnswer, Ignored
from tests import builders
from tests.clinic_site.desk.lists import public, rows
from tests.clinic_site.desk.readers import say, searched, searches

PAGE, POINT = "/admin/questions-asked/", "/admin/questions-asked/point/"
IGNORE, BRING_BACK = "/admin/questions-asked/ignore/", "/admin/questions-asked/bring-back/"


def text(client, person, address: str = PAGE) -> str:
    client.force_login(person)
    return client.get(address).content.decode()


def plots(client, person) -> dict:
    client.force_login(person)
    return {plot.key: plot for plot in client.get(PAGE).context["plots"]}


def test_the_page_is_for_those_who_may_read_what_readers_say(clinic, client):
    for role in ("editor", "reviewer", "publisher", "owner", "clinician"):
        client.force_login(clinic[role])
        assert client.get(PAGE).status_code == (403 if role == "clinician" else 200)


def test_a_new_site_says_in_one_line_that_there_is_nothing_yet(clinic, client):
    page = text(client, clinic["editor"])

    for plot in plots(client, clinic["editor"]).values():
        assert plot.empty in page
    assert 'class="plot"' not in page
    assert "No search is ignored." in page


def test_searches_add_up_by_week_over_ninety_one_days(clinic, client):
    searches(0, 5, 2)
    searches(6, 1)
    searches(7, 4, 1)
    searches(90, 3)
    searches(91, 100)

    found = plots(client, clinic["editor"])

    assert [row[1:] for row in found["searches"].rows] == [("3", "0"), *[("0", "0")] * 10, ("4", "1"), ("6", "2")]
    assert found["found"].rows == [("Found something", "10", "77 %"), ("Found nothing", "3", "23 %")]


def test_the_most_read_pages_are_named_with_what_is_not_counted(clinic, client):
    often, other = public(clinic, "often"), public(clinic, "other")
    today = timezone.localdate()
    add({(today, other.number_id, 1): 3, (today, often.number_id, 1): 1200, (today, "9999", 1): 1})

    plot = plots(client, clinic["editor"])["read"]

    assert plot.rows == [("Title of often", "1,200"), ("Title of other", "3"), ("9999", "1")]
    assert str(NOT_COUNTED) in text(client, clinic["editor"])


def test_pages_that_help_least_stand_first_with_their_share(clinic, client):
    good, bad = public(clinic, "good"), public(clinic, "bad")
    say(good, 3)
    say(bad, 2)
    say(bad, 3, "hard")
    say(None, 2, "hard")

    assert plots(client, clinic["editor"])["helpful"].rows == [
        ("Title of bad", "5", "2", "40 %"),
        ("Title of good", "3", "3", "100 %"),
    ]


def one_of_everything(staff: dict, place: int) -> None:
    page = public(staff, f"page-{place}")
    searched(f"word {'abc'[place]}", f"other {'abc'[place]}")
    Ignored.objects.create(words=f"old {'abc'[place]}", by=staff["editor"])
    searches(place, 3, 1)
    add({(timezone.localdate(), page.number_id, 1): 4})
    say(page, 10, "hard")
    say(page, 2, "wrong")


@pytest.mark.parametrize("address", [PAGE, "/admin/"])
def test_the_same_questions_are_asked_for_one_and_for_three(clinic, client, django_assert_max_num_queries, address):
    def asked() -> int:
        client.force_login(clinic["owner"])
        client.get(address)
        with django_assert_max_num_queries(14) as captured:
            client.get(address)
        return len(captured)

    one_of_everything(clinic, 0)
    before = asked()
    one_of_everything(clinic, 1)
    one_of_everything(clinic, 2)

    assert asked() == before


def test_an_ignored_search_is_gone_and_can_be_brought_back(clinic, client):
    searched("fizzy arm")
    client.force_login(clinic["editor"])

    answer = client.post(IGNORE, {"words": "fizzy arm"}, follow=True)

    assert answer.redirect_chain == [("/admin/?section=searches", 302)]
    assert "“fizzy arm” is ignored from now on." in answer.content.decode()
    assert rows(clinic["editor"], "searches") == []
    assert "ignored by Editor" in text(client, clinic["editor"])
    assert (
        "“fizzy arm” is offered again." in client.post(BRING_BACK, {"words": "fizzy arm"}, follow=True).content.decode()
    )
    assert len(rows(clinic["editor"], "searches")) == 1


@pytest.mark.parametrize("words", ["", "never asked", "a\0b", "Maria Silva"])
def test_nothing_else_can_be_kept_among_the_ignored(clinic, client, words):
    client.force_login(clinic["editor"])

    for address in (IGNORE, BRING_BACK):
        answer = client.post(address, {"words": words, "from": "gaps"}, follow=True)
        assert answer.redirect_chain == [(PAGE, 302)]
        assert "not on the list any more" in answer.content.decode()

    assert not Ignored.objects.exists()


def test_a_search_is_pointed_to_a_page_that_is_found_by_words_or_number(clinic, client):
    page = public(clinic)
    searched("fizzy arm")
    client.force_login(clinic["editor"])

    for looked_for in ("soreness", page.number_id):
        offered = client.get(POINT, {"words": "fizzy arm", "q": looked_for}).content.decode()
        assert f'name="number" value="{page.number_id}"' in offered
    done = client.post(POINT, {"words": "fizzy arm", "q": "soreness", "number": page.number_id}, follow=True)

    assert "now finds this first: Title of soreness" in done.content.decode()
    row = BestAnswer.objects.get()
    assert (row.words, row.number, row.changed_by) == ("fizzy arm", page.number_id, clinic["editor"])
    assert rows(clinic["editor"], "searches") == []
    assert "Title of soreness" in client.get("/search/?q=fizzy+arm").content.decode()


def test_a_page_that_is_not_offered_is_refused_with_a_link_to_the_choice(clinic, client):
    page = public(clinic)
    draft = builders.article(clinic["editor"], "draft")
    withdrawing.withdraw(page.revisions.get(), by=clinic["owner"], reason="mistake",
                         read_instead=[public(clinic, "other").number_id])  # fmt: skip
    client.force_login(clinic["editor"])

    for number in (draft.number_id, page.number_id, ""):
        answer = client.post(POINT, {"words": "fizzy arm", "q": "soreness", "number": number})
        assert answer.status_code == 400
        assert '<a href="#id_number">' in answer.content.decode()
    assert not BestAnswer.objects.exists()


def test_safety_texts_are_not_offered(clinic, client):
    client.force_login(clinic["editor"])

    offered = client.get(POINT, {"words": "fizzy arm", "q": "emergency"}).content.decode()

    assert 'name="number"' not in offered
    assert "No public page was found by these words." in offered


@pytest.mark.parametrize("words", ["", "123", "a" * 61])
def test_without_a_search_the_list_is_shown(clinic, client, words):
    client.force_login(clinic["editor"])

    assert client.get(POINT, {"words": words})["Location"] == PAGE
    assert client.post(POINT, {"words": words, "number": "2043"})["Location"] == PAGE


def test_the_form_of_a_new_question_opens_with_the_words_and_keeps_nothing(clinic, client):
    searched("can i swim")
    page = text(client, clinic["editor"], rows(clinic["editor"], "searches")[0].url)

    assert 'value="Can I swim?"' in page
    assert ">\ncan i swim</textarea>" in page


def test_what_readers_typed_is_text(clinic, client):
    searched("<script>alert(1)</script>")

    for address in (PAGE, "/admin/", POINT + "?words=%3Cscript%3Ealert(1)"):
        assert "<script>alert(1)" not in text(client, clinic["editor"], address)
