import pytest
from django.urls import reverse

from clinic_site.content.pasted import MAX_HTML_BYTES

HTML = "<h1>Title</h1><p>Some <b>bold</b> words</p>"


def test_what_is_pasted_comes_back_as_markdown(client, staff):
    client.force_login(staff["editor"])

    response = client.post(reverse("paste"), {"html": HTML})

    assert response.json() == {"markdown": "## Title\n\nSome **bold** words\n"}


@pytest.mark.parametrize("who", ["nobody", "a reader"])
def test_only_staff_are_answered_and_others_in_words(client, staff, who):
    if who == "a reader":
        reader = staff["editor"]
        reader.is_staff = False
        reader.save()
        client.force_login(reader)

    response = client.post(reverse("paste"), {"html": HTML})

    assert response.status_code == 403
    assert "your text is still here" in response.json()["error"]


def test_a_paste_that_is_too_long_is_refused_in_words(client, staff):
    client.force_login(staff["editor"])

    response = client.post(reverse("paste"), {"html": "x" * (MAX_HTML_BYTES + 1)})

    assert response.status_code == 400
    assert "smaller pieces" in response.json()["error"]


def test_nothing_pasted_is_nothing(client, staff):
    client.force_login(staff["editor"])

    assert client.post(reverse("paste")).json() == {"markdown": ""}
    assert client.get(reverse("paste")).status_code == 405
