import sqlite3

import pytest
from django.db import OperationalError
from django.test import Client

from clinic_site.content.event import Event
from clinic_site.views import errors
from tests import builders

PASSWORD = "a long pass phrase"


@pytest.fixture
def broken(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("secret inner workings")

    monkeypatch.setattr("clinic_site.content.shared.read", fail)


def test_a_fault_of_ours_shows_a_plain_page_with_its_doors_closed(db, broken):
    visitor = Client(raise_request_exception=False)

    response = visitor.get("/articles/")

    assert response.status_code == 500
    assert "secret inner workings" not in response.content.decode()
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_an_address_nobody_made_shows_help(clinic, client):
    response = client.get("/nowhere/at-all/")

    assert response.status_code == 404
    assert "words of emergency" in response.content.decode()


def test_a_very_long_address_is_only_not_found(clinic, client):
    assert client.get("/" + "a" * 8000).status_code == 404


def test_a_nul_in_an_address_is_answered_in_words(clinic, client):
    for address in ("/articles/%00/", "/%00", "/?number=%00", "/admin/%00/"):
        response = client.get(address)

        assert response.status_code == 400
        assert "Content-Security-Policy" in response


@pytest.mark.parametrize(
    ("minutes", "words", "seconds"), [(5, "Please wait 5 minutes", "300"), (0, "Please wait 1 minute,", "60")]
)
def test_too_many_tries_are_told_how_long_to_wait_and_whom_to_call(clinic, rf, minutes, words, seconds):
    response = errors.too_many(rf.post("/feedback/"), minutes)

    text = response.content.decode()
    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (429, seconds, "no-store")
    assert words in text
    assert "Call us on 01632 960001" in text


def test_a_full_disk_is_told_to_staff_beside_what_does_not_work(db, rf):
    cause = sqlite3.OperationalError("database or disk is full")
    cause.sqlite_errorname = "SQLITE_FULL"
    try:
        raise OperationalError("database or disk is full") from cause
    except OperationalError:
        response = errors.server_error(rf.get("/admin/"))

    assert response.status_code == 503
    assert "the disk of this site is full" in response.content.decode()


def test_too_many_tries_are_answered_while_the_database_fails(db, broken, rf):
    response = errors.too_many(rf.get("/"), 1)

    assert response.status_code == 429
    assert "Too many tries" in response.content.decode()


def test_a_page_of_staff_that_is_missing_says_where_to_go(clinic, client):
    client.force_login(clinic["editor"])

    response = client.get("/admin/articles/article/999/history/")

    assert response.status_code == 404
    assert "start page" in response.content.decode()


def test_the_process_and_the_database_answer(db, client):
    assert client.get("/healthz").content == b"ok"
    assert client.get("/readyz").json()["ready"] is True


def sign_in(client, email: str, password: str = PASSWORD, **more):
    return client.post("/admin/login/", {"username": email, "password": password} | more)


def test_signing_in_is_one_event(clinic, client):
    before = Event.objects.count()

    response = sign_in(client, clinic["editor"].email)

    assert response["Location"] == "/admin/"
    assert list(Event.objects.values_list("verb", "by_name")[: Event.objects.count() - before]) == [
        ("sign-in", "Editor")
    ]


@pytest.mark.parametrize(
    ("email", "password"),
    [("editor@example.test", "wrong"), ("nobody@example.test", PASSWORD), ("a\x00b", "x"), ("", ""), ("x" * 5000, "y")],
)
def test_a_wrong_name_or_password_signs_nobody_in(clinic, client, email: str, password: str):
    before = Event.objects.count()

    response = sign_in(client, email, password)

    assert response.status_code == 200
    assert "sessionid" not in response.cookies
    assert Event.objects.count() == before


def test_someone_who_left_can_not_sign_in(clinic, client):
    gone = builders.person("owner", name="Gone", is_active=False)

    assert "sessionid" not in sign_in(client, gone.email).cookies


@pytest.mark.parametrize("next_address", ["//elsewhere.example/", "https://elsewhere.example/", "javascript:alert(1)"])
def test_signing_in_never_leads_to_another_site(clinic, client, next_address: str):
    assert sign_in(client, clinic["editor"].email, next=next_address)["Location"] == "/admin/"
