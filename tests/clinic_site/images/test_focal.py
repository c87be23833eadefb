"""The point a crop must keep: where the square is cut, and that nothing but the library's own square follows it."""

import io

import pytest
from PIL import Image as Pillow

from clinic_site.images import focal
from clinic_site.images.models import Image, add, figure, release
from clinic_site.images.processing import SQUARE, process, square
from clinic_site.images.refusals import Refused
from clinic_site.images.storage import folder
from tests.clinic_site.images.pictures import jpeg, two_halves

pytestmark = pytest.mark.usefixtures("media", "static_folder")

SAID = {"alt_choice": "decoration", "alt": "", "caption": "", "credit": ""}


def middle(content: bytes) -> str:
    with Pillow.open(io.BytesIO(content)) as picture:
        red, _green, blue = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))
    return "red" if red > blue else "blue"


def stored(image: Image) -> bytes:
    return (folder() / image.square).read_bytes()


@pytest.fixture
def image(editor):
    return add(jpeg((800, 200)), by=editor, key="halves")


@pytest.fixture
def editing(client, editor):
    client.force_login(editor)
    return client


def change(client, image, **fields):
    return client.post(f"/admin/images/image/{image.pk}/change/", SAID | {"focal_x": 50, "focal_y": 50} | fields)


@pytest.mark.parametrize(("across", "colour"), [(0, "red"), (25, "red"), (75, "blue"), (100, "blue")])
def test_the_square_keeps_the_point(across, colour):
    cut = square(two_halves((800, 200)), across, 50)

    assert (cut.width, cut.height) == (200, 200)
    assert middle(cut.content) == colour


def test_the_square_keeps_the_point_of_an_upright_picture():
    upright = two_halves((800, 200)).rotate(90, expand=True)  # blue above, red below

    assert middle(square(upright, 50, 0).content) == "blue"
    assert middle(square(upright, 50, 100).content) == "red"


@pytest.mark.parametrize(("size", "side"), [((1200, 900), SQUARE), ((100, 60), 60), ((1, 1), 1)])
def test_the_square_is_small_and_never_larger_than_the_picture(size, side):
    cut = process(jpeg(size)).square

    assert (cut.width, cut.height, cut.type) == (side, side, "image/webp")


def test_moving_the_point_writes_another_file_and_keeps_the_first(image):
    before, first = image.square, stored(image)

    focal.move(image, 0, 50)

    assert image.square != before
    assert (folder() / before).read_bytes() == first
    assert middle(stored(image)) == "red"
    assert (image.focal_x, image.focal_y) == (0, 50)


def test_what_pages_show_does_not_follow_the_point(image):
    before = figure("halves")

    focal.move(image, 0, 0)
    image.save()

    assert figure("halves") == before


def test_the_point_is_set_by_two_numbers_and_dated(editing, image):
    response = change(editing, image, focal_x=90, focal_y=10)

    after = Image.objects.get()
    assert response.status_code == 302
    assert (after.focal_x, after.focal_y, after.focal_at is None) == (90, 10, False)
    assert middle(stored(after)) == "blue"


def test_saving_other_words_leaves_the_point_undated(editing, image):
    change(editing, image, caption="You can sit.")

    after = Image.objects.get()
    assert (after.caption, after.focal_at, after.square) == ("You can sit.", None, image.square)


@pytest.mark.parametrize("wrong", ["101", "-1", "", "left"])
def test_a_point_outside_the_picture_is_told_at_its_field_and_linked_at_the_top(editing, image, wrong):
    response = change(editing, image, focal_x=wrong)

    page = response.content.decode()
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["focal_x"]
    assert '<a href="#id_focal_x">' in page[: page.index("<fieldset")]
    assert Image.objects.get().focal_x == 50
    assert len(list(folder().iterdir())) == 2 * 2 + 1


def test_a_file_that_is_gone_is_told_and_nothing_is_saved(editing, image):
    (folder() / image.widest()["name"]).unlink()

    response = change(editing, image, focal_x=10, caption="New")

    assert "is not on the server any more" in response.content.decode()
    assert Image.objects.get().caption == ""
    with pytest.raises(Refused):
        focal.move(image, 1, 1)


def test_the_ring_over_the_picture_is_drawn_without_script_or_style(editing, image):
    Image.objects.update(focal_x=25, focal_y=50)

    page = editing.get(f"/admin/images/image/{image.pk}/change/").content.decode()

    assert page.count('cx="200" cy="100"') == 2
    assert page.count(f'src="/admin/images/image/file/{image.square}"') == 1
    assert "Nobody has chosen one: it is the middle." in page
    assert " style=" not in page
    assert 'name="focal_x"' in page


def test_the_square_is_for_staff_even_when_the_picture_is_public(client, editing, image):
    release([image.key])
    address = f"/media/pictures/{image.square}"

    seen = editing.get(f"/admin/images/image/file/{image.square}")
    client.logout()

    assert (seen.status_code, seen["Cache-Control"]) == (200, "private, no-store")
    assert client.get(address).status_code == 404
    assert client.get(f"/media/pictures/{image.smallest()['name']}").status_code == 200
