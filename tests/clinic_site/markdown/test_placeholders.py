import pytest

from tests.clinic_site.markdown.shelf import html, messages, places

PHONE = '<span data-fill="phone"></span>'


@pytest.mark.parametrize("typed", ["{{phone}}", "{{ phone }}"])
def test_a_profile_value_leaves_a_place_to_fill(typed):
    assert html(f"Call {typed} now") == f"<p>Call {PHONE} now</p>"


def test_a_profile_value_can_stand_in_a_link_a_heading_and_emphasis():
    assert html("[Call {{phone}}](page:1234)") == f'<p><a href="/1234" data-page="1234">Call {PHONE}</a></p>'
    assert html("## Call {{phone}}") == f'<h2 id="h-call-phone">Call {PHONE}</h2>'
    assert html("**{{phone}}**") == f"<p><strong>{PHONE}</strong></p>"


@pytest.mark.parametrize("name", ["fax", "Phone", "phone number", "<script>", "phone.__class__"])
def test_an_unknown_name_stays_as_typed_and_is_reported(name):
    typed = "{{" + name + "}}"

    assert html(typed).replace("&lt;", "<").replace("&gt;", ">") == f"<p>{typed}</p>"
    assert f"“{name}”" in messages(typed)[0]
    assert "clinic_name, phone" in messages(typed)[0]


@pytest.mark.parametrize("typed", ["`{{phone}}`", "    {{phone}}", "\\{{phone}}", "{{phone", "{{pho\nne}}", "{phone}"])
def test_code_escapes_and_half_marks_are_text(typed):
    assert "data-fill" not in html(typed)
    assert messages(typed) == []


def test_a_profile_value_in_an_address_is_refused():
    assert "data-fill" not in html("[mail](mailto:{{phone}})")
    assert "<a" not in html("[mail](mailto:{{phone}})")


def test_a_profile_value_in_the_title_of_a_link_stays_text():
    assert html('[x](https://example.org "{{phone}}")').count("data-fill") == 0


def test_a_profile_value_in_the_description_of_a_picture_is_reported():
    assert places("![Call {{phone}}](image:arm)") == [1]
