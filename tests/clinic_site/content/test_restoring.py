"""An earlier wording comes back to the desk, and nothing is lost on the way."""

import re

from articles.models import Article
from clinic_site.content import kept, workflow
from tests import builders
from tests.clinic_site.content.forms import address, signed_in, text_of
from tests.clinic_site.content.lives import edited, refused

FIRST, SECOND, UNSENT = "Rest for 24 hours.", "Rest for 48 hours.", "Rest for 72 hours."


def page_with_two_texts(clinic):
    page = builders.article(clinic["editor"], body=FIRST, search_words=["rest", "sleep"])
    builders.published(page, clinic)
    builders.published(edited(page, clinic["editor"], body=SECOND, search_words=[]), clinic)
    return Article.objects.get(pk=page.pk)


def where(page, number: int) -> str:
    return address(page, f"revision/{number}/restore")


def restore(person, page, number: int, **form):
    browser = signed_in(person)
    seen = re.search(r'name="seen" value="(\d+)"', text_of(browser.get(where(page, number))))[1]
    return browser.post(where(page, number), {"seen": seen} | form)


def test_the_desk_takes_the_earlier_wording_and_readers_see_no_change(clinic):
    page = page_with_two_texts(clinic)

    response = restore(clinic["editor"], page, 1)

    desk = Article.objects.get(pk=page.pk)
    assert response.status_code == 302
    assert (desk.body, desk.search_words, desk.edit) == (FIRST, ["rest", "sleep"], page.edit + 1)
    assert page.revisions.published().get().body == SECOND
    assert page.revisions.count() == 2


def test_the_screen_says_what_the_desk_loses_and_gains(clinic):
    page = page_with_two_texts(clinic)

    html = text_of(signed_in(clinic["editor"]).get(where(page, 1)))

    assert re.search(r"<del>.*?48.*?</del> <ins>.*?24", html)
    assert 'name="replace"' not in html


def test_a_text_that_was_never_sent_is_replaced_only_with_a_yes(clinic):
    page = edited(page_with_two_texts(clinic), clinic["editor"], body=UNSENT)

    refused = restore(clinic["editor"], page, 1)

    assert refused.status_code == 409
    assert '<a href="#replace">The desk has a text that was never sent' in text_of(refused)
    assert Article.objects.get(pk=page.pk).body == UNSENT


def test_a_text_that_was_replaced_is_offered_on_the_edit_screen(clinic):
    page = edited(page_with_two_texts(clinic), clinic["editor"], body=UNSENT, search_words=["one", "two"])

    restore(clinic["editor"], page, 1, replace="1")

    browser = signed_in(clinic["editor"])
    assert Article.objects.get(pk=page.pk).body == FIRST
    assert "did not save it" in text_of(browser.get(address(page, "change")))
    form = browser.get(f"{address(page, 'change')}?kept").context["adminform"].form
    assert (form["body"].value(), form["search_words"].value().split()) == (UNSENT, ["one", "two"])
    assert int(form["base_edit"].value()) == page.edit + 1


def test_a_desk_that_moved_meanwhile_is_not_overwritten(clinic):
    page = page_with_two_texts(clinic)

    response = signed_in(clinic["editor"]).post(where(page, 1), {"seen": str(page.edit - 1)})

    assert response.status_code == 409
    assert "while you were looking" in text_of(response)
    assert Article.objects.get(pk=page.pk).body == SECOND


def test_what_somebody_typed_and_did_not_save_is_not_overwritten(clinic):
    page = edited(page_with_two_texts(clinic), clinic["editor"], body=UNSENT)
    fields = {"body": ["Typed words."], "title": [page.title], "lede": [page.lede], "topics": page.topics}
    kept.keep(by=clinic["editor"], kind="article", number=page.number_id, base_edit=page.edit, fields=fields)

    response = restore(clinic["editor"], page, 1, replace="1")

    assert response.status_code == 409
    assert "Save it or throw it away first" in text_of(response)
    assert Article.objects.get(pk=page.pk).body == UNSENT


def test_the_wording_that_is_on_the_desk_is_not_restored_again(clinic):
    page = page_with_two_texts(clinic)

    response = restore(clinic["editor"], page, 2)

    assert "has this wording already" in text_of(response)
    assert Article.objects.get(pk=page.pk).edit == page.edit


def test_who_may_not_write_may_not_restore(clinic):
    page = page_with_two_texts(clinic)

    for method in ("get", "post"):
        response = getattr(signed_in(clinic["reviewer"]), method)(where(page, 1), {"seen": str(page.edit)})
        assert response.status_code == 403
    assert "Restore" not in text_of(signed_in(clinic["reviewer"]).get(address(page, "revision/1")))
    assert signed_in(clinic["editor"]).get(where(page, 9)).status_code == 404


def test_who_wrote_the_words_that_come_back_may_not_sign_them(clinic):
    page = builders.article(clinic["editor"], body=FIRST)
    author = builders.person("editor", "reviewer", name="Author")
    returned = workflow.submit(edited(page, author, body=SECOND), by=author, note="Mine.")
    workflow.return_(returned, by=clinic["reviewer"], note="Not yet.")
    builders.published(edited(page, clinic["editor"], body=UNSENT), clinic)

    restore(clinic["editor"], page, returned.revision)
    again = workflow.submit(Article.objects.get(pk=page.pk), by=clinic["editor"], note="Again.")

    assert again.contributors == sorted([author.pk, clinic["editor"].pk])
    assert "You wrote or sent this text" in refused(lambda: workflow.approve(again, by=author))


def test_words_that_a_second_person_signed_once_come_back_without_their_authors(clinic):
    page = page_with_two_texts(clinic)
    other = builders.person("editor", name="Other")

    restore(other, page, 1)
    again = workflow.submit(Article.objects.get(pk=page.pk), by=other, note="Again.")

    assert again.contributors == [other.pk]
