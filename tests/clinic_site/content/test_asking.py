"""Who should check a text, and by when: asked for when it is sent, or later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, ArticleRevision
from clinic_site.content import sending
from tests import builders
from tests.clinic_site.content.forms import address, press, signed_in, text_of
from tests.clinic_site.content.lives import edited, submitted
from tests.clinic_site.content.test_sending import send

NEXT_WEEK = timezone.localdate() + timedelta(days=7)


def form(person, page) -> sending.SendForm:
    return sending.send_form(page, person, Article)


def test_the_usual_reviewer_comes_first_and_is_chosen(clinic):
    builders.person("reviewer", name="Aaron")
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    shown = form(clinic["editor"], page)

    assert [name for _pk, name in shown.fields["reviewer"].choices] == ["Anyone who may", "Reviewer", "Aaron", "Owner"]
    assert shown.chosen == clinic["reviewer"]


def test_without_a_usual_reviewer_nobody_is_chosen(clinic):
    page = builders.article(clinic["editor"])

    assert form(clinic["editor"], page).chosen is None
    assert form(clinic["editor"], None).chosen is None


def test_who_wrote_on_the_text_can_not_be_asked(clinic):
    both = builders.person("editor", "reviewer", name="Both")
    page = edited(builders.article(clinic["editor"]), both, lede="Mended.")

    assert both not in form(clinic["editor"], page).people.values()
    assert clinic["owner"] not in form(clinic["owner"], builders.article(clinic["owner"], "mine")).people.values()


def test_the_button_names_who_is_chosen(clinic):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    html = text_of(signed_in(clinic["editor"]).get(address(page, "change")))

    assert ">Send to Reviewer for a check</button>" in html
    assert 'data-minor-named="Send small fix to {name}"' in html


def test_the_text_is_sent_and_the_person_asked_at_once(clinic):
    page = builders.article(clinic["editor"])

    send(clinic["editor"], page, note="First.", reviewer=clinic["reviewer"].pk, deadline=NEXT_WEEK.isoformat())

    revision = ArticleRevision.objects.get()
    assert (revision.reviewer, revision.deadline) == (clinic["reviewer"], NEXT_WEEK)
    assert page.number.events.filter(verb="ask").count() == 1


def test_anyone_may_check_what_nobody_was_asked_for(clinic):
    page = builders.article(clinic["editor"])

    send(clinic["editor"], page, note="First.", reviewer="", deadline="")

    assert ArticleRevision.objects.get().reviewer is None
    assert not page.number.events.filter(verb="ask").exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reviewer": "999999"}, "not one of the available choices"),
        ({"reviewer": "x"}, "not one of the available choices"),
        ({"reviewer": "9" * 30}, "not one of the available choices"),
        ({"deadline": "2099-01-01"}, "nobody to check it by then"),
        ({"reviewer": "reviewer", "deadline": "soon"}, "Write the day like this"),
        ({"reviewer": "reviewer", "deadline": "2020-01-01"}, "This day has passed"),
    ],
)
def test_a_wish_that_can_not_be_met_sends_nothing_and_keeps_all(clinic, fields: dict, words: str):
    page = builders.article(clinic["editor"])
    fields = {name: clinic[value].pk if value in clinic else value for name, value in fields.items()}

    answer = send(clinic["editor"], page, lede="Kept words.", note="My note.", **fields)

    assert answer.status_code == 409
    assert words in text_of(answer)
    assert "My note.</textarea>" in text_of(answer)
    assert Article.objects.get(pk=page.pk).lede == "Kept words."
    assert not ArticleRevision.objects.exists()


def test_another_person_can_be_asked_later(clinic):
    page = builders.article(clinic["editor"])
    revision = submitted(page, clinic)

    press(clinic["editor"], page, "ask", reviewer=clinic["reviewer"].pk, note="First the doses.")
    press(clinic["reviewer"], page, "ask", reviewer=clinic["owner"].pk, deadline=NEXT_WEEK.isoformat())

    revision.refresh_from_db()
    html = text_of(signed_in(clinic["editor"]).get(address(page, "change")))
    assert (revision.reviewer, revision.deadline) == (clinic["owner"], NEXT_WEEK)
    assert "Owner was asked to check it by" in html


def test_who_wrote_it_is_not_offered_later_either(clinic):
    page = builders.article(clinic["editor"])
    both = builders.person("editor", "reviewer", name="Both")
    submitted(edited(page, both, lede="Mended."), clinic)

    response = press(clinic["editor"], page, "ask", reviewer=both.pk)

    assert response.status_code == 400
    assert ArticleRevision.objects.get().reviewer is None


def test_the_number_of_queries_for_the_choice_does_not_grow_with_the_people(clinic, django_assert_num_queries):
    page = builders.article(clinic["editor"])
    clinic["editor"].has_perm("articles.ask_article")

    with django_assert_num_queries(6):
        form(clinic["editor"], page)
    for _time in range(3):
        builders.person("reviewer")
    with django_assert_num_queries(6):
        assert len(form(clinic["editor"], page).people) == 5


def test_the_list_names_who_was_asked(clinic):
    page = builders.article(clinic["editor"])
    submitted(page, clinic)
    press(clinic["editor"], page, "ask", reviewer=clinic["reviewer"].pk)

    assert "for a check by Reviewer, since" in text_of(signed_in(clinic["editor"]).get("/admin/articles/article/"))
