"""Where a picture stands, and another in its place: desks change, what was signed does not."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from articles.models import Article
from clinic_site.content import desk, pictures, workflow
from clinic_site.content.page import DeskEdit
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.images.models import Image, add
from faq.models import Question
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted, withdrawn
from tests.clinic_site.images.pictures import jpeg

BODY = "Words.\n\n![](image:chairs)\n"


def picture(clinic, key: str, width: int = 40) -> Image:
    return add(jpeg((width, 20)), by=clinic["editor"], key=key, alt_choice="informative", alt=f"Alt of {key}")


@pytest.fixture
def old(clinic) -> Image:
    return picture(clinic, "chairs")


@pytest.fixture
def new(clinic) -> Image:
    return picture(clinic, "sofa", 60)


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def seen(*pages) -> dict[str, int]:
    return {page.number_id: page.edit for page in pages}


def place_of(image: Image, page) -> pictures.Place | None:
    return next((place for place in pictures.places(image) if place.number == page.number_id), None)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("![](image:a)", {"a"}),
        ("![words](image:a-b) and ![](image:c)", {"a-b", "c"}),
        ("![](<image:a>)\n\n[x]: image:b", {"a", "b"}),
        ("![](image:a_b) my-image:c", set()),
        ("![](drawing:a) image: b", set()),
        ("", set()),
    ],
)
def test_a_text_names_a_picture_by_its_whole_key(text, keys):
    assert pictures.named_in(text) == keys


def test_a_long_hostile_text_is_read_at_once():
    text = "![" * 30_000 + "image:_" * 10_000 + "image:" + "a" * 50_000 + "_"

    assert pictures.described(text, "a") == ()
    assert pictures.named_in(text) == set()


def test_a_picture_no_page_names_is_on_no_page(clinic, old):
    builders.article(clinic["editor"], body="![](image:chairs-2) and ![](image:chair)\n")

    assert pictures.places(old) == []
    assert "chairs" not in pictures.used_on()


def test_a_desk_that_names_it_is_a_place_with_the_words_given_there(clinic, old):
    page = builders.article(clinic["editor"], body="![Where you wait](image:chairs)\n\n![](image:chairs)\n")

    place = place_of(old, page)

    assert (place.title, place.kind, place.page_id, place.edit) == (page.title, "article", page.pk, 1)
    assert place.described == ("Where you wait",)
    assert (place.public, place.waiting) == (None, None)


def test_what_is_public_counts_when_the_desk_has_moved_on(clinic, old):
    page = builders.question(clinic["editor"], body=BODY)
    builders.published(page, clinic)
    edited(page, clinic["editor"], body="No picture.\n")

    place = place_of(old, page)

    assert (place.edit, place.public, place.waiting, place.is_earlier) == (None, 1, None, False)
    assert pictures.used_on() == {"chairs": {page.number_id}}


def test_a_copy_that_waits_is_told_apart_from_what_is_public(clinic, old):
    page = builders.article(clinic["editor"], body="Words.\n")
    builders.published(page, clinic)
    submitted(edited(page, clinic["editor"], body=BODY), clinic)

    place = place_of(old, page)

    assert (place.edit, place.public, place.waiting) == (2, None, 2)


def test_earlier_copies_are_places_and_no_longer_a_use(clinic, old):
    page = builders.article(clinic["editor"], body=BODY)
    builders.published(page, clinic)
    builders.published(edited(page, clinic["editor"], body="No picture.\n"), clinic)

    assert place_of(old, page).is_earlier
    assert pictures.used_on() == {}


def test_another_picture_of_the_same_content_is_not_taken_for_it(clinic, old):
    twin = picture(clinic, "chairs-2")
    page = builders.article(clinic["editor"], body=BODY)
    builders.published(page, clinic)

    assert twin.digest == old.digest
    assert pictures.places(twin) == []


@pytest.mark.parametrize("pages", [1, 3])
def test_places_and_uses_cost_two_queries_each(clinic, old, pages, django_assert_num_queries):
    for number in range(pages):
        builders.published(builders.article(clinic["editor"], f"page-{number}", body=BODY), clinic)

    with django_assert_num_queries(2):
        assert len(pictures.places(old)) == pages
    with django_assert_num_queries(2):
        assert len(pictures.used_on()["chairs"]) == pages


def test_replacing_changes_each_desk_once_and_keeps_every_other_word(clinic, old, new):
    text = "A ![Where you wait](image:chairs).\n\n![](image:chairs)\n\n![](image:chairs-2)\n"
    article = builders.article(clinic["editor"], body=text)
    question = builders.question(clinic["editor"], body=BODY)

    changed = pictures.replace(old, new, seen=seen(article, question), by=clinic["owner"])

    assert {page.number_id for page in changed} == {article.number_id, question.number_id}
    wanted = "A ![Where you wait](image:sofa).\n\n![](image:sofa)\n\n![](image:chairs-2)\n"
    assert fresh(article).body.strip() == wanted.strip()
    assert fresh(question).body.strip() == "Words.\n\n![](image:sofa)"
    for page in (article, question):
        assert fresh(page).edit == 2
        assert DeskEdit.objects.get(number_id=page.number_id, edit=2).by == clinic["owner"]
    assert pictures.places(old) == []


def test_readers_keep_the_old_picture_until_the_page_is_signed_again(clinic, old, new):
    page = builders.article(clinic["editor"], body=BODY)
    first = builders.published(page, clinic)

    pictures.replace(old, new, seen=seen(page), by=clinic["editor"])

    html = Client().get(page.path).content.decode()
    assert old.digest in html
    assert new.digest not in html
    assert Client().get(f"/media/pictures/{new.smallest()['name']}").status_code == 404
    assert type(first).objects.get(pk=first.pk).digest == first.digest
    assert (place_of(old, page).edit, place_of(old, page).public) == (None, 1)

    builders.published(fresh(page), clinic)

    html = Client().get(page.path).content.decode()
    assert new.digest in html
    assert old.digest not in html


def test_who_replaced_it_has_written_the_text_and_may_not_approve_it(clinic, old, new):
    both = builders.person("editor", "reviewer", name="Both")
    page = builders.article(clinic["editor"], body=BODY)
    builders.published(page, clinic)
    pictures.replace(old, new, seen=seen(page), by=both)

    revision = submitted(fresh(page), clinic)

    assert refused(lambda: workflow.approve(revision, by=both))


def test_only_the_chosen_desks_change(clinic, old, new):
    chosen, left = builders.article(clinic["editor"], body=BODY), builders.question(clinic["editor"], body=BODY)

    pictures.replace(old, new, seen=seen(chosen), by=clinic["editor"])

    assert pictures.named_in(fresh(left).body) == {"chairs"}
    assert fresh(left).edit == 1


@pytest.mark.parametrize("moved", ["first", "last"])
def test_a_desk_saved_meanwhile_stops_all_and_loses_nothing(clinic, old, new, moved):
    pages = [builders.article(clinic["editor"], f"page-{number}", body=BODY) for number in range(3)]
    pages.sort(key=lambda page: page.number_id)
    looked_at = seen(*pages)
    theirs = edited(pages[0 if moved == "first" else -1], clinic["owner"], body=f"Theirs.\n\n{BODY}")

    with pytest.raises(Refused, match=f"{theirs.number_id}.*was saved by someone after this list was made") as caught:
        pictures.replace(old, new, seen=looked_at, by=clinic["editor"])

    assert "No page was changed" in str(caught.value)
    assert [pictures.named_in(fresh(page).body) for page in pages] == [{"chairs"}] * 3
    assert fresh(theirs).body.startswith("Theirs.")
    assert DeskEdit.objects.filter(edit__gt=1).count() == 1


def test_a_desk_saved_at_the_very_moment_is_refused_too(clinic, old, new, monkeypatch):
    page = builders.article(clinic["editor"], body=BODY)
    save = desk.save

    def after_somebody_else(one, **how):
        Article.objects.filter(pk=one.pk).update(edit=9)
        return save(one, **how)

    monkeypatch.setattr(desk, "save", after_somebody_else)

    assert "was saved by someone" in refused(lambda: pictures.replace(old, new, seen=seen(page), by=clinic["editor"]))
    assert fresh(page).edit == 1


def test_a_page_that_is_gone_or_names_it_no_more_is_refused(clinic, old, new):
    other = builders.article(clinic["editor"], body="Words.\n")

    for wrong in ({other.number_id: 1}, {"9999": 1}):
        assert refused(lambda wrong=wrong: pictures.replace(old, new, seen=wrong, by=clinic["editor"]))
    assert fresh(other).edit == 1


def test_a_desk_that_cannot_be_saved_is_named_with_its_fault(clinic, old, new):
    sound = builders.article(clinic["editor"], "sound", body=BODY)
    page = builders.question(clinic["editor"], body=BODY)
    Question.objects.filter(pk=page.pk).update(risk="gone")

    message = refused(lambda: pictures.replace(old, new, seen=seen(sound, page), by=clinic["editor"]))

    assert page.question in message
    assert "Open it and mend that first" in message
    assert pictures.named_in(fresh(sound).body) == {"chairs"}


def test_nothing_to_do_is_said(clinic, old, new):
    page = builders.article(clinic["editor"], body=BODY)

    assert "Tick the pages" in refused(lambda: pictures.replace(old, new, seen={}, by=clinic["editor"]))
    assert "same picture" in refused(lambda: pictures.replace(old, old, seen=seen(page), by=clinic["editor"]))


@pytest.mark.parametrize("role", ["reviewer", "publisher", "clinician"])
def test_who_may_not_change_pages_replaces_nothing(clinic, old, new, role):
    page = builders.article(clinic["editor"], body=BODY)

    with pytest.raises(NotAllowed):
        pictures.replace(old, new, seen=seen(page), by=clinic[role])

    assert fresh(page).edit == 1


def test_every_page_type_needs_its_own_permission(clinic, old, new):
    writer = builders.person("editor", name="Articles only")
    writer.groups.clear()
    writer.user_permissions.set(Permission.objects.filter(codename="change_article"))
    writer = type(writer).objects.get(pk=writer.pk)
    article, question = builders.article(clinic["editor"], body=BODY), builders.question(clinic["editor"], body=BODY)

    with pytest.raises(NotAllowed):
        pictures.replace(old, new, seen=seen(article, question), by=writer)
    pictures.replace(old, new, seen=seen(article), by=writer)

    assert (fresh(article).edit, fresh(question).edit) == (2, 1)


def test_what_is_left_to_send_is_what_still_names_the_new_picture(clinic, old, new):
    pages = [builders.article(clinic["editor"], f"page-{number}", body=BODY) for number in range(2)]
    pictures.replace(old, new, seen=seen(*pages), by=clinic["editor"])
    edited(pages[1], clinic["editor"], body="No picture.\n")

    assert pictures.to_send(new, [page.number_id for page in pages] + ["9999"]) == [pages[0]]


@pytest.mark.parametrize("past", ["draft", "public", "superseded", "withdrawn"])
def test_the_words_against_deleting_name_the_pages(clinic, old, past):
    page = builders.article(clinic["editor"], body=BODY)
    if past != "draft":
        first = builders.published(page, clinic)
    if past == "superseded":
        builders.published(edited(page, clinic["editor"], body="No picture.\n"), clinic)
    if past == "withdrawn":
        instead = builders.question(clinic["editor"])
        builders.published(instead, clinic)
        withdrawn(first, clinic, instead)
        edited(page, clinic["editor"], body="No picture.\n")

    assert f"name it: {page.number_id}." in pictures.deletion_refused(old)
