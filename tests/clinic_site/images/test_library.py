"""The library's screens as far as they need no pages: words, filters and files."""

import pytest
from django.contrib.auth.models import Permission

from clinic_site.images.models import Image, add
from clinic_site.images.storage import folder
from tests.clinic_site.images.pictures import jpeg

LIST = "/admin/images/image/"

pytestmark = pytest.mark.usefixtures("media", "static_folder")


@pytest.fixture
def editing(client, editor):
    client.force_login(editor)
    add(jpeg(), by=editor, key="new")
    add(jpeg(), by=editor, key="chairs", alt_choice="informative", alt="Four chairs")
    add(jpeg(), by=editor, key="leaf", alt_choice="decoration")
    add(jpeg((900, 600)), by=editor, key="point", alt_choice="informative", alt="A thin point", shows_needle=True)
    return client


def listed(client, query: str) -> set[str]:
    return {image.key for image in client.get(f"{LIST}?{query}").context["cl"].result_list}


def screen(client, key: str) -> str:
    return client.get(f"{LIST}{Image.objects.get(key=key).pk}/change/").content.decode()


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", {"new", "chairs", "leaf", "point"}),
        ("for=undecided", {"new"}),
        ("for=informative", {"chairs", "point"}),
        ("for=decoration", {"leaf"}),
        ("needle=yes", {"point"}),
        ("needle=no", {"new", "chairs", "leaf"}),
        ("for=nonsense&needle=nonsense&used=nonsense", {"new", "chairs", "leaf", "point"}),
        ("for=informative&needle=yes", {"point"}),
        ("q=chairs", {"chairs"}),
    ],
)
def test_the_list_shows_what_was_asked_for(editing, query, keys):
    assert listed(editing, query) == keys


def test_the_list_says_in_words_what_each_picture_is_for(editing):
    page = editing.get(LIST).content.decode()

    for words in ("It gives information", "“Four chairs”", "It is decoration only", "Not chosen yet", "Shows a needle"):
        assert words in page


def test_the_screen_lists_every_file_with_size_format_weight_and_link(editing):
    image = Image.objects.get(key="point")

    page = screen(editing, "point")

    for rendition in image.renditions:
        assert f'<a href="/admin/images/image/file/{rendition["name"]}">' in page
    assert [page.count(f"<td>{size}</td>") for size in ("480 × 320", "800 × 533", "900 × 600", "240 × 240")] == [
        2,
        2,
        2,
        1,
    ]
    assert page.count("<td>WebP</td>") == 4
    assert page.count("<td>JPEG</td>") == 3
    assert f"<td>{-(-(folder() / image.square).stat().st_size // 1000)} kB</td>" in page


def test_a_file_that_is_gone_is_named(editing):
    (folder() / Image.objects.get(key="point").square).unlink()

    assert screen(editing, "point").count("This file is missing") == 1


def test_the_big_picture_is_at_most_800_pixels_wide(editing):
    assert 'width="800" height="533"' in screen(editing, "point")


def test_who_may_only_look_is_offered_no_fields(client, editing, colleague):
    colleague.user_permissions.set(Permission.objects.filter(codename="view_image"))
    client.force_login(colleague)

    page = screen(client, "chairs")

    assert 'name="focal_x"' not in page
    assert "Replace everywhere" not in page
    assert "Four chairs" in page
