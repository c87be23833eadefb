import io

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from clinic_site.images import models
from clinic_site.images.models import Image, add, figure, figures, free_key, release
from clinic_site.images.refusals import Refused
from clinic_site.images.storage import folder
from clinic_site.markdown import Figure, Source
from tests.clinic_site.images.pictures import jpeg

pytestmark = pytest.mark.usefixtures("media")


def file_named(name: str, data: bytes = b"") -> io.BytesIO:
    file = io.BytesIO(data or jpeg())
    file.name = name
    return file


def test_adding_a_picture_stores_its_files_and_makes_its_row(editor):
    image = add(jpeg((500, 250)), by=editor, key="waiting-room", alt_choice="informative", alt=" Four chairs ")

    assert Image.objects.get() == image
    assert (image.key, image.alt, image.width, image.height) == ("waiting-room", "Four chairs", 500, 250)
    assert (image.uploaded_by, image.released_at) == (editor, None)
    assert [(folder() / rendition["name"]).exists() for rendition in image.renditions] == [True] * 4
    assert image.renditions[0] == {
        "name": f"{image.digest}-480.webp",
        "width": 480,
        "height": 240,
        "type": "image/webp",
    }


@pytest.mark.parametrize(
    ("alt", "key"),
    [
        ("A waiting room", "waiting-room"),
        ("The patient’s chair, in blue", "patients-chair-in-blue"),
        ("Un écran", "un-ecran"),
        ("图片", "picture"),
        ("", "picture"),
        ("one two three four five six seven", "one-two-three-four-five-six"),
        ("a" * 250, "a" * 72),
    ],
)
def test_a_key_is_made_of_the_first_words_about_the_picture(db, alt, key):
    assert free_key(alt) == key


def test_nothing_of_the_name_of_the_file_gets_into_a_key(editor):
    assert add(file_named("aurelia-zimmertal.jpg"), by=editor).key == "picture"


def test_made_keys_are_counted_when_they_are_taken(editor):
    keys = [add(jpeg(), by=editor, alt_choice="informative", alt="A room").key for _time in range(3)]

    assert keys == ["room", "room-2", "room-3"]


def test_a_key_that_only_begins_the_same_takes_nothing_away(editor):
    add(jpeg(), by=editor, key="waiting-room-2")

    assert free_key("A waiting room") == "waiting-room"


def test_a_made_key_that_was_taken_a_moment_ago_is_made_anew(editor, monkeypatch):
    add(jpeg(), by=editor, key="photo")
    answers = iter(["photo", "photo-2"])
    monkeypatch.setattr(models, "free_key", lambda name: next(answers))
    monkeypatch.setattr(Image, "full_clean", lambda self: None)

    assert add(jpeg(), by=editor).key == "photo-2"


@pytest.mark.parametrize("key", ["waiting-room", "Waiting-room", "a b", "a_b", "-a", "a--b", "a\n", "a/b"])
def test_a_chosen_key_that_is_taken_or_misspelt_is_refused_and_nothing_is_stored(editor, key):
    add(jpeg(), by=editor, key="waiting-room")
    files = sorted(folder().iterdir())

    with pytest.raises(ValidationError) as refused:
        add(jpeg((30, 30)), by=editor, key=key)

    assert list(refused.value.message_dict) == ["key"]
    assert sorted(folder().iterdir()) == files


def test_a_refused_file_makes_no_row(editor):
    with pytest.raises(Refused):
        add(b"<svg/>", by=editor)

    assert not Image.objects.exists()


def test_a_file_that_cannot_be_stored_makes_no_row(editor, monkeypatch):
    def no_room(path, content):
        raise OSError("No space left on device")

    monkeypatch.setattr("clinic_site.images.storage.write_whole", no_room)

    with pytest.raises(Refused, match="Nothing was saved"):
        add(jpeg(), by=editor)
    assert not Image.objects.exists()


def test_the_same_content_may_stand_in_the_library_twice(editor):
    first, second = add(jpeg(), by=editor), add(jpeg(), by=editor)

    assert first.digest == second.digest
    assert first.key != second.key


@pytest.mark.parametrize("said", [{"alt_choice": "informative"}, {"alt_choice": "informative", "alt": "  "}])
def test_an_informative_picture_needs_words(editor, said):
    with pytest.raises(ValidationError, match="Say what the picture shows"):
        add(jpeg(), by=editor, **said)


def test_a_decoration_has_no_words(editor):
    with pytest.raises(ValidationError, match="A decoration is not read aloud"):
        add(jpeg(), by=editor, alt_choice="decoration", alt="Four chairs")


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("image_alt_choice_is_known", {"alt_choice": "maybe"}),
        ("image_informative_has_alt", {"alt_choice": "informative"}),
        ("image_decoration_has_no_alt", {"alt_choice": "decoration", "alt": "Four chairs"}),
        ("image_focal_point_is_inside", {"focal_x": 101}),
        ("image_focal_point_is_inside", {"focal_y": 101}),
    ],
)
def test_the_database_itself_refuses_what_breaks_a_rule(editor, rule, change):
    add(jpeg(), by=editor)

    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Image.objects.update(**change)


def test_the_database_takes_each_sound_choice(editor):
    add(jpeg(), by=editor)

    for change in (
        {"alt_choice": "informative", "alt": "x"},
        {"alt_choice": "decoration", "alt": ""},
        {"alt_choice": ""},
    ):
        assert Image.objects.update(**change) == 1


def test_nobody_can_be_given_the_right_to_delete_a_picture(db):
    codenames = Permission.objects.filter(content_type__app_label="images").values_list("codename", flat=True)

    assert sorted(codenames) == ["add_image", "change_image", "view_image"]


def test_no_picture_is_ever_deleted(editor):
    image = add(jpeg(), by=editor)

    for delete in (image.delete, Image.objects.all().delete):
        with pytest.raises(ProtectedError, match="Pictures are never deleted"):
            delete()
    assert Image.objects.get() == image


def test_a_figure_holds_what_the_renderer_needs(editor):
    said = {"alt_choice": "informative", "alt": "Four chairs", "caption": "You can sit.", "credit": "The clinic"}
    image = add(jpeg((500, 250)), by=editor, key="waiting-room", shows_needle=True, **said)

    assert figure("waiting-room") == Figure(
        alt="Four chairs",
        decoration=False,
        caption="You can sit.",
        credit="The clinic",
        shows_needle=True,
        width=500,
        height=250,
        sources=(
            Source(f"/media/pictures/{image.digest}-480.webp", 480, "image/webp"),
            Source(f"/media/pictures/{image.digest}-500.webp", 500, "image/webp"),
        ),
        fallback=f"/media/pictures/{image.digest}-500.jpg",
    )


def test_a_figure_tells_decorations_from_pictures_nobody_decided_on(editor):
    add(jpeg(), by=editor, key="leaf", alt_choice="decoration")
    add(jpeg(), by=editor, key="new", alt="Words without a choice")

    assert (figure("leaf").decoration, figure("leaf").alt) == (True, "")
    assert (figure("new").decoration, figure("new").alt) == (False, "")


def test_figures_are_found_with_one_query_and_unknown_keys_left_out(editor, django_assert_num_queries):
    for key in ("one", "two", "three"):
        add(jpeg(), by=editor, key=key)

    with django_assert_num_queries(1):
        found = figures(["one", "two", "none", "one"])

    assert sorted(found) == ["one", "two"]
    assert figure("none") is None


def test_release_makes_the_named_pictures_public_for_good(editor):
    for key in ("shown", "hidden"):
        add(jpeg(), by=editor, key=key)

    release(["shown", "unknown"])
    first = Image.objects.get(key="shown").released_at
    release(["shown"])

    assert first is not None
    assert Image.objects.get(key="shown").released_at == first
    assert Image.objects.get(key="hidden").released_at is None
