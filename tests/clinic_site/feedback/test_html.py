"""The form in all its states passes the HTML checker."""

import pytest

from tests.clinic_site.test_html_validity import complaints, kept

pytestmark = pytest.mark.java


def test_every_state_of_the_form_is_valid_html(page, reader, tmp_path):
    number, states = page.number_id, {}
    states["page"] = reader.read(page.path).content.decode()
    states["asked"] = reader.read(f"/feedback/{number}/").content.decode()
    reader.answer(number, "yes")
    states["yes"] = reader.html
    reader.answer(number, "no")
    states["no"] = reader.html
    reader.explain(number, words="a" * 301, website="spam")
    states["faults"] = reader.html
    reader.explain(number, reason="wrong", words="Two different things.")
    states["thanks"] = reader.html
    reader.post(f"/feedback/{number}/", {"helpful": "yes"})
    states["without a seal"] = reader.html

    names = kept(tmp_path / "pages", states.items())

    assert complaints(tmp_path / "pages", names) == []
