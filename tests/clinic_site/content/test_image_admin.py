"""The library's screens that know pages: where used, replacing everywhere, and what is left to send."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from clinic_site.content import pictures
from clinic_site.content.registry import page_types
from clinic_site.images.models import Image, add
from tests import builders
from tests.clinic_site.content.forms import address, signed_in, text_of
from tests.clinic_site.content.lives import edited, submitted
from tests.clinic_site.images.pictures import jpeg

BODY = "Words.\n\n![Where you wait](image:chairs)\n"
LIST = "/admin/images/image/"


@pytest.fixture(autouse=True)
def static_folder(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path


def picture(clinic, key: str, width: int = 40, **said) -> Image:
    said = said or {"alt_choice": "informative", "alt": f"Alt of {key}"}
    return add(jpeg((width, 20)), by=clinic["editor"], key=key, **said)


@pytest.fixture
def old(clinic) -> Image:
    return picture(clinic, "chairs")


@pytest.fixture
def new(clinic) -> Image:
    return picture(clinic, "sofa", 60)


def pages(clinic, count: int) -> list:
    return [builders.article(clinic["editor"], f"page-{number}", body=BODY) for number in range(count)]


def seen(*pages) -> list[str]:
    return [f"{page.number_id}:{page.edit}" for page in pages]


def screen(image: Image, name: str = "replace") -> str:
    return f"{LIST}{image.pk}/{name}/"


def names(page) -> set[str]:
    return pictures.named_in(type(page).objects.get(pk=page.pk).body)


def replace(person, old: Image, new: Image, *pages, **more):
    return signed_in(person).post(screen(old), {"by": new.pk, "desk": seen(*pages)} | more)


def ticked(html: str) -> list[str]:
    return re.findall(r'name="desk" value="([0-9:]+)" checked', html)


def only(person, *codenames: str):
    person.groups.clear()
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return type(person).objects.get(pk=person.pk)


def test_the_list_says_on_how_many_pages_each_is_used(clinic, old, new):
    builders.published(pages(clinic, 2)[0], clinic)

    html = text_of(signed_in(clinic["editor"]).get(LIST))

    assert "on 2 pages" in html
    assert html.count("Not used") == 1


@pytest.mark.parametrize(("used", "key"), [("no", "sofa"), ("yes", "chairs")])
def test_the_list_can_show_what_is_not_used(clinic, old, new, used, key):
    pages(clinic, 1)

    response = signed_in(clinic["editor"]).get(LIST, {"used": used})

    assert [image.key for image in response.context["cl"].result_list] == [key]


def test_the_screen_of_a_picture_links_the_pages_that_use_it(clinic, old):
    page, gone = pages(clinic, 2)
    builders.published(page, clinic)
    builders.published(gone, clinic)
    edited(gone, clinic["editor"], body="No picture.\n")
    submitted(edited(page, clinic["editor"], body=f"More. {BODY}"), clinic)

    html = text_of(signed_in(clinic["editor"]).get(screen(old, "change")))

    assert all(f'<a href="{address(one, "change")}">{one.title} ({one.number_id})</a>' in html for one in (page, gone))
    assert html.count("Revision 1 is public and shows it.") == 2
    assert html.count("Revision 2 waits and shows it.") == 1
    assert html.count("does not name it any more") == 1
    assert f'href="{screen(old)}"' in html


def test_who_may_not_see_a_page_is_told_its_number_only(clinic, old):
    (page,) = pages(clinic, 1)
    person = only(clinic["clinician"], "view_image")

    html = text_of(signed_in(person).get(screen(old, "change")))

    assert page.number_id in html
    assert page.title not in html
    assert "Replace everywhere" not in html


def test_the_choice_offers_every_other_picture_and_a_new_one(clinic, old, new):
    pages(clinic, 1)

    html = text_of(signed_in(clinic["editor"]).get(screen(old)))

    assert re.findall(r'name="by" value="(\d+)"', html) == [str(new.pk)]
    assert f'href="{LIST}add/?replaces={old.pk}"' in html
    assert "“Alt of sofa”" in html


def test_the_choice_can_be_searched_and_says_what_it_leaves_out(clinic, old, monkeypatch):
    for key in ("sofa", "stool", "bench"):
        picture(clinic, key)
    monkeypatch.setattr("clinic_site.content.image_admin.MOST_CHOICES", 2)

    all_of_them = text_of(signed_in(clinic["editor"]).get(screen(old)))
    one = text_of(signed_in(clinic["editor"]).get(screen(old), {"q": "Alt of stool"}))

    assert "One more picture fits." in all_of_them
    assert "<strong>stool</strong>" in one
    assert "<strong>sofa</strong>" not in one
    assert "no other picture" in text_of(signed_in(clinic["editor"]).get(screen(old), {"q": "nothing"}))


def test_the_desks_that_will_change_are_ticked_and_their_words_shown(clinic, old, new):
    page, other = pages(clinic, 2)
    builders.published(page, clinic)

    html = text_of(signed_in(clinic["editor"]).get(screen(old), {"by": new.pk}))

    assert sorted(ticked(html)) == sorted(seen(page, other))
    assert html.count("describes the picture here as “Where you wait”") == 2
    assert html.count("readers see the old picture until it is published again") == 1


def test_a_new_picture_nobody_decided_on_is_warned_of(clinic, old):
    pages(clinic, 1)
    new = picture(clinic, "sofa", alt_choice="")

    html = text_of(signed_in(clinic["editor"]).get(screen(old), {"by": new.pk}))

    assert "can't be sent for a check" in html
    assert f'<a href="{screen(new, "change")}">Choose that</a>' in html


@pytest.mark.parametrize("by", ["", "0", "x", "99999999999999999999999", "old"])
def test_a_picture_that_can_not_take_its_place_is_told(clinic, old, by):
    response = signed_in(clinic["editor"]).get(screen(old), {"by": old.pk if by == "old" else by})

    assert response.status_code == 400
    assert '<a href="#by">' in text_of(response)


def test_replacing_leads_to_the_pages_to_send(clinic, old, new):
    chosen, left = pages(clinic, 2)
    builders.published(chosen, clinic)

    response = replace(clinic["editor"], old, new, chosen)
    html = text_of(signed_in(clinic["editor"]).get(response["Location"]))

    assert response.status_code == 302
    assert (names(chosen), names(left)) == ({"sofa"}, {"chairs"})
    assert "Pages to send for a check" in html
    assert f'<a href="{address(chosen, "change")}">{chosen.title} ({chosen.number_id})</a>' in html
    assert "for sending: the desk has changes" in html
    assert "Words here describe the picture as “Where you wait”" in html
    assert left.title not in html
    assert old.digest in text_of(Client().get(chosen.path))
    assert f"Replaced by “sofa” on the desks of {chosen.number_id}." in LogEntry.objects.get().change_message


def test_a_copy_that_was_sent_before_is_pointed_out(clinic, old, new):
    (page,) = pages(clinic, 1)
    submitted(page, clinic)

    response = replace(clinic["editor"], old, new, page)

    assert "shows the old picture. Have it returned" in text_of(signed_in(clinic["editor"]).get(response["Location"]))


def test_a_desk_saved_meanwhile_is_told_and_the_list_is_up_to_date(clinic, old, new):
    page, other = pages(clinic, 2)
    theirs = edited(page, clinic["owner"], body=f"Theirs. {BODY}")

    response = replace(clinic["editor"], old, new, page, other)

    html = text_of(response)
    assert response.status_code == 409
    assert f"({page.number_id}) was saved by someone after this list was made" in html
    assert sorted(ticked(html)) == sorted(seen(theirs, other))
    assert names(page) == names(other) == {"chairs"}
    assert not LogEntry.objects.exists()


def test_ticks_that_were_taken_away_stay_away_after_a_refusal(clinic, old, new):
    page, other = pages(clinic, 2)
    theirs = edited(page, clinic["owner"], body=f"Theirs. {BODY}")

    html = text_of(replace(clinic["editor"], old, new, page))

    assert ticked(html) == seen(theirs)
    assert f'value="{other.number_id}:1">' in html


@pytest.mark.parametrize("desk", [[], ["x"], ["1234"], ["1234:x"], [":"], ["١٢٣٤:1"], ["1234:1\x00"], ["9999:1"]])
def test_a_list_that_makes_no_sense_changes_nothing(clinic, old, new, desk):
    (page,) = pages(clinic, 1)

    response = signed_in(clinic["editor"]).post(screen(old), {"by": new.pk, "desk": desk})

    assert response.status_code in {400, 409}
    assert 'role="alert"' in text_of(response)
    assert names(page) == {"chairs"}


@pytest.mark.parametrize("role", ["reviewer", "publisher"])
def test_who_writes_no_page_does_not_get_there(clinic, old, new, role):
    (page,) = pages(clinic, 1)

    for name in ("replace", "replaced"):
        assert signed_in(clinic[role]).get(screen(old, name)).status_code == 403
    assert replace(clinic[role], old, new, page).status_code == 403
    replace(clinic["clinician"], old, new, page)  # who writes handouts only
    assert names(page) == {"chairs"}


def test_desks_of_a_type_one_may_not_change_have_no_box_and_can_not_be_forged(clinic, old, new):
    question = builders.question(clinic["editor"], body=BODY)
    (page,) = pages(clinic, 1)
    person = only(clinic["clinician"], "view_image", "view_article", "view_question", "change_article")

    html = text_of(signed_in(person).get(screen(old), {"by": new.pk}))

    assert ticked(html) == seen(page)
    assert "You may not change this page." in html
    assert replace(person, old, new, page, question).status_code == 403
    assert names(page) == names(question) == {"chairs"}


def test_a_picture_uploaded_for_it_goes_on_to_the_pages(clinic, old):
    file = SimpleUploadedFile("Sofa.jpg", jpeg((60, 20)))
    said = {"alt_choice": "decoration", "alt": "", "caption": "", "credit": "", "key": ""}

    response = signed_in(clinic["editor"]).post(f"{LIST}add/?replaces={old.pk}", {"file": file, **said})

    assert response["Location"] == f"{screen(old)}?by={Image.objects.latest('pk').pk}"


def test_nobody_deletes_and_the_refusal_names_the_pages(clinic, old):
    (page,), boss = pages(clinic, 1), builders.person(name="Boss", is_superuser=True)

    response = signed_in(boss).post(screen(old, "delete"), {"post": "yes"})

    assert response.status_code == 403
    assert f"these pages name it: {page.number_id}" in text_of(response)
    assert Image.objects.count() == 1


@pytest.mark.parametrize("name", ["list", "change", "replace", "chosen", "replaced"])
def test_a_screen_costs_the_same_for_one_page_and_for_three(clinic, old, new, name, django_assert_num_queries):
    """Two for who is asking and two for what they may, then what the screen itself needs."""
    path = {"list": LIST, "chosen": screen(old)}.get(name) or screen(old, name)
    own = {"list": 5, "change": 4, "replace": 3, "chosen": 4, "replaced": 2 + len(page_types())}[name]
    made, client = pages(clinic, 1), signed_in(clinic["editor"])

    for count in (1, 3):
        made += [builders.article(clinic["editor"], f"more-{number}", body=BODY) for number in range(count - 1)]
        query = {"by": new.pk} if name in {"chosen", "replaced"} else {}
        if name == "replaced":
            query |= {"page": [page.number_id for page in made]}
        with django_assert_num_queries(4 + own):
            assert client.get(path, query).status_code == 200
        for extra in range(2):
            picture(clinic, f"extra-{count}-{extra}")


@pytest.mark.parametrize("path", ["change", "replace", "replaced"])
def test_no_screen_needs_inline_script_or_style(clinic, old, new, path):
    pages(clinic, 1)

    html = text_of(signed_in(clinic["editor"]).get(screen(old, path), {"by": new.pk}))
    assert not re.findall(r"<style\b|<script(?! id=| src=|\s+src=)|\s(?:style|on[a-z]+)=", html)
