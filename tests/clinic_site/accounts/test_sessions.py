import pytest
from django.contrib.auth import SESSION_KEY

from clinic_site.accounts import sessions
from clinic_site.accounts.models import StaffSession, User
from tests import builders
from tests.clinic_site.accounts.clock import Clock, moved_by_hand


@pytest.fixture
def ann(db) -> User:
    return builders.person("editor", name="Ann")


@pytest.fixture
def clock(monkeypatch) -> Clock:
    return moved_by_hand(monkeypatch, sessions)


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def test_a_session_knows_whose_it_is(client, ann):
    client.force_login(ann)

    assert StaffSession.objects.get().person == ann


def test_a_copy_of_the_table_opens_nobodys_session(client, ann):
    client.force_login(ann)
    row = StaffSession.objects.get()
    client.cookies["sessionid"], key = row.session_key, client.cookies["sessionid"].value

    assert key not in f"{row.session_key} {row.session_data}"
    assert not is_in(client)


def test_whoever_signs_out_leaves_no_session(client, ann):
    client.force_login(ann)
    client.post("/admin/logout/")

    assert not StaffSession.objects.exists()


def test_showing_again_who_one_is_leaves_one_session_and_it_goes_on(client, ann):
    client.force_login(ann)
    session, before = client.session, client.cookies["sessionid"].value
    session.cycle_key()
    session.save()
    client.cookies["sessionid"] = session.session_key

    assert (StaffSession.objects.count(), sessions.SessionStore().exists(before)) == (1, False)
    assert is_in(client)


def test_the_key_changes_when_somebody_signs_in(client, ann):
    store = sessions.SessionStore()
    store.create()
    client.cookies["sessionid"] = planted = store.session_key

    client.post("/admin/login/", {"username": ann.email, "password": "a long pass phrase"})

    assert client.cookies["sessionid"].value != planted
    assert not sessions.SessionStore().exists(planted)


def test_a_session_ends_after_a_working_day_however_busy_it_is(client, ann, clock):
    client.force_login(ann)
    for _half_hour in range(24):
        assert is_in(client)
        clock.forward(minutes=30)
    clock.forward(minutes=1)

    assert not is_in(client)
    assert not StaffSession.objects.exists()


def test_a_session_is_kept_for_an_hour_from_its_last_use(client, ann, settings, clock):
    client.force_login(ann)
    first = StaffSession.objects.get().expire_date
    clock.forward(minutes=6)
    is_in(client)

    assert settings.SESSION_COOKIE_AGE == 3600
    assert StaffSession.objects.get().expire_date > first


def test_an_expired_session_lets_nobody_in(client, ann):
    client.force_login(ann)
    StaffSession.objects.update(expire_date="2020-01-01T00:00Z")

    assert not is_in(client)


def test_a_busy_session_is_not_written_at_each_request(client, ann, django_assert_max_num_queries, clock):
    client.force_login(ann)
    is_in(client)
    before = StaffSession.objects.get().expire_date
    clock.forward(minutes=4)
    is_in(client)

    assert StaffSession.objects.get().expire_date == before


def test_an_open_screen_alone_keeps_no_session_alive(client, ann, clock):
    page = builders.article(ann)
    client.force_login(ann)
    before = StaffSession.objects.get().expire_date
    clock.forward(minutes=30)

    client.post(f"/admin/articles/article/{page.pk}/still-here/")

    assert StaffSession.objects.get().expire_date == before


def test_the_cookie_goes_with_the_browser(client, ann):
    response = client.post("/admin/login/", {"username": ann.email, "password": "a long pass phrase"})

    cookie = response.cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == ("", "", True, "Lax")


def test_who_is_deactivated_is_out_at_once(client, ann):
    client.force_login(ann)
    User.objects.filter(pk=ann.pk).update(is_active=False)

    assert not is_in(client)


def test_everywhere_means_every_browser_of_this_person_and_of_no_other(client, ann):
    bea = builders.person("editor", name="Bea")
    others = [type(client)(), type(client)()]
    for one, person in zip([client, *others], [ann, ann, bea], strict=True):
        one.force_login(person)

    ended = sessions.end_all(ann, but=client.session.session_key)

    assert (ended, is_in(client), is_in(others[0]), is_in(others[1])) == (1, True, False, True)


def test_a_session_of_unknown_age_is_none(client, ann):
    client.force_login(ann)
    session = client.session
    del session[sessions.BEGUN]
    session.save()

    assert session[SESSION_KEY] == str(ann.pk)
    assert not is_in(client)


def test_a_reader_is_given_no_session(client, clinic):
    assert not client.get("/").cookies
