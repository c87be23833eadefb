import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile

from clinic_site.images.models import Image, add, release
from tests.clinic_site.images.pictures import jpeg

LIST, NEW = "/admin/images/image/", "/admin/images/image/add/"

pytestmark = pytest.mark.usefixtures("media", "static_folder")


@pytest.fixture
def editing(client, editor):
    client.force_login(editor)
    return client


def form(data: bytes | None = None, **changes) -> dict:
    file = SimpleUploadedFile("Waiting room.jpg", jpeg() if data is None else data)
    said = {"alt_choice": "informative", "alt": "Four chairs", "caption": "", "credit": "", "key": ""}
    return {"file": file, **said, **changes}


def errors(response) -> dict:
    return {field: list(messages) for field, messages in response.context["adminform"].form.errors.items()}


def test_a_picture_is_added_with_what_it_shows(editing, editor):
    response = editing.post(NEW, form(caption="You can sit.", shows_needle="on"))

    assert response.status_code == 302
    image = Image.objects.get()
    assert (image.key, image.alt, image.caption, image.shows_needle) == (
        "four-chairs",
        "Four chairs",
        "You can sit.",
        True,
    )
    assert image.uploaded_by == editor
    assert editing.get(f"/admin/images/image/file/{image.renditions[0]['name']}").status_code == 200


def test_a_second_picture_with_the_same_words_gets_a_key_of_its_own(editing):
    for _time in range(2):
        editing.post(NEW, form())

    assert set(Image.objects.values_list("key", flat=True)) == {"four-chairs", "four-chairs-2"}


def test_a_key_can_be_chosen_once(editing):
    editing.post(NEW, form(key="chairs"))

    response = editing.post(NEW, form(key="chairs"))

    assert list(errors(response)) == ["key"]
    assert Image.objects.get().key == "chairs"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"alt_choice": ""}, "alt_choice", "Choose whether it gives information or is decoration only."),
        ({"alt_choice": "maybe"}, "alt_choice", "Select a valid choice. maybe is not one of the available choices."),
        ({"alt": " "}, "alt", "Say in a few words what the picture shows, or choose that it is decoration only."),
        (
            {"alt_choice": "decoration"},
            "alt",
            "A decoration is not read aloud. Empty this field, or choose that it informs.",
        ),
        ({"file": ""}, "file", "This field is required."),
        ({"key": "A b"}, "key", "Use small letters, digits and single hyphens, such as waiting-room."),
    ],
)
def test_a_fault_is_told_at_its_field(editing, changes, field, message):
    response = editing.post(NEW, form(**changes))

    assert errors(response) == {field: [message]}
    assert not Image.objects.exists()


def test_a_refused_file_is_told_at_its_field(editing):
    response = editing.post(NEW, form(b"<svg/>"))

    assert errors(response) == {
        "file": ["This file is a vector drawing (SVG). Save it as JPEG or PNG and upload that."]
    }


def test_a_full_disk_is_told_at_the_file(editing, monkeypatch):
    def no_room(path, content):
        raise OSError("No space left on device")

    monkeypatch.setattr("clinic_site.images.storage.write_whole", no_room)

    response = editing.post(NEW, form())

    assert list(errors(response)) == ["file"]
    assert not Image.objects.exists()


def test_what_is_said_about_a_picture_can_change_and_its_file_and_key_cannot(editing, editor):
    image = add(jpeg(), by=editor, key="chairs")

    changed = form(jpeg((9, 9)), key="other", alt_choice="decoration", alt="", focal_x=50, focal_y=50)

    editing.post(f"{LIST}{image.pk}/change/", changed)

    after = Image.objects.get()
    assert (after.alt_choice, after.key, after.digest) == ("decoration", "chairs", image.digest)
    assert LogEntry.objects.get().user == editor


def test_the_page_of_a_picture_shows_it_and_how_to_place_it(editing, editor):
    image = add(jpeg(), by=editor, key="chairs", alt_choice="informative", alt='Four "red" <chairs>')

    page = editing.get(f"{LIST}{image.pk}/change/").content.decode()

    name = f"/admin/images/image/file/{image.renditions[0]['name']}"
    assert f'<img src="{name}" width="40" height="20" alt="Four &quot;red&quot; &lt;chairs&gt;">' in page
    assert "<code>![](image:chairs)</code>" in page
    assert "file and name never change" in page
    assert 'type="file"' not in page


def test_the_list_says_what_is_undecided_and_what_readers_see(editing, editor):
    add(jpeg(), by=editor, key="new")
    add(jpeg((400, 100)), by=editor, key="leaf", alt_choice="decoration")
    release(["leaf"])

    page = editing.get(LIST).content.decode()

    for words in (
        "Not chosen yet: open it and choose",
        "It is decoration only",
        "400 × 100 pixels",
        "Not shown to readers yet",
    ):
        assert page.count(words) >= 1
    assert page.count('width="20" height="20"') == 1
    assert page.count('width="100" height="100"') == 1


def test_the_list_costs_the_same_for_one_picture_and_for_three(editing, editor, django_assert_num_queries):
    # Two for who is asking, two for what they may, two counts, one list, two for where each is used.
    add(jpeg(), by=editor)
    with django_assert_num_queries(9):
        editing.get(LIST)

    for _time in range(2):
        add(jpeg(), by=editor)
    with django_assert_num_queries(9):
        editing.get(LIST)


def test_the_choice_made_before_is_marked(editing, editor):
    image = add(jpeg(), by=editor, alt_choice="decoration")

    page = editing.get(f"{LIST}{image.pk}/change/").content.decode()

    assert [line.count("checked") for line in page.splitlines() if 'name="alt_choice"' in line] == [0, 1]


@pytest.mark.parametrize("page", ["list", "add", "change"])
def test_no_page_needs_inline_script_or_style(editing, editor, page):
    image = add(jpeg(), by=editor)
    address = {"list": LIST, "add": NEW, "change": f"{LIST}{image.pk}/change/"}[page]

    html = editing.get(address).content.decode()

    assert "<style" not in html
    assert " style=" not in html
    assert " onclick=" not in html


def test_not_even_a_superuser_deletes_a_picture(client, editor):
    client.force_login(get_user_model().objects.create_superuser("owner@clinic.example", "Owner"))
    image = add(jpeg(), by=editor)

    assert client.post(f"{LIST}{image.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": image.pk, "post": "yes"})

    assert Image.objects.get() == image
