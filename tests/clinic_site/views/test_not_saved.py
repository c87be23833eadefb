"""What staff typed is given back when the database does not take it."""

import pytest
from bs4 import BeautifulSoup
from django.db import OperationalError
from django.test import Client

from clinic_site.content import desk
from tests import builders
from tests.faults.server import filled


@pytest.fixture
def editor(clinic):
    client = Client(raise_request_exception=False)
    client.force_login(clinic["editor"])
    return client


def locked(*args, **more):
    raise OperationalError("database is locked")


def test_the_whole_form_comes_back_with_a_button_that_sends_it_again(clinic, editor, monkeypatch):
    page = builders.question(clinic["editor"])
    path = f"/admin/faq/question/{page.pk}/change/"
    form = BeautifulSoup(editor.get(path).content, "html.parser").find("form", id="page_form")
    words = '\nFirst line <b>"bold"</b> & more.\r\n\r\n  </textarea>Last line.'
    typed = filled(form) | {"body": [words], "_continue": ["1"]}
    with monkeypatch.context() as patch:
        patch.setattr(desk, "save", locked)
        refused = editor.post(path, typed)

    again = BeautifulSoup(refused.content, "html.parser").find("form")
    sent = {name: [value.replace("\r\n", "\n") for value in values] for name, values in filled(again).items()}
    saved = editor.post(again["action"], filled(again))

    assert refused.status_code == 503
    assert refused["Cache-Control"] == "no-store"
    assert sent == {name: [value.replace("\r\n", "\n") for value in values] for name, values in typed.items() if values}
    assert saved.status_code == 302
    assert "Last line." in type(page).objects.get(pk=page.pk).body


def test_a_password_is_never_put_into_a_page(clinic, editor, monkeypatch):
    monkeypatch.setattr("clinic_site.accounts.entrance.authenticate", locked)

    refused = Client(raise_request_exception=False).post("/admin/login/", {"username": "a", "password": "a secret"})

    assert refused.status_code >= 500
    assert b"a secret" not in refused.content
