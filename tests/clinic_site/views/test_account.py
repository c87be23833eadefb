"""One's own account, and what an owner does for another's."""

import re

import pytest
from django.core import mail
from django.test import Client

from clinic_site.accounts import factors
from clinic_site.accounts.links import link
from clinic_site.accounts.models import Device, StaffSession, User
from clinic_site.content.event import Event
from clinic_site.letters.models import Letter
from clinic_site.letters.sending import send_waiting
from clinic_site.operations.backup_rows import rows_of, tables
from tests import builders
from tests.clinic_site.accounts.factors_of import PASSWORD, code_of, give_code, give_password, is_in, with_app

NEW = "seven plain words nobody would guess"


@pytest.fixture
def ann(clinic) -> User:
    return builders.person("editor", name="Ann")


@pytest.fixture
def owner(clinic) -> Client:
    client = Client()
    client.force_login(clinic["owner"])
    return client


def signed_in(person: User) -> Client:
    client = Client()
    give_password(client, person)
    return client


def for_ann(owner: Client, ann: User, act: str):
    return owner.post(f"/admin/people/{ann.pk}/", {act: "1"}, follow=True)


def test_the_page_shows_what_there_is_and_no_address_of_a_computer(ann):
    with_app(ann)
    client = Client(REMOTE_ADDR="192.0.2.44")
    client.force_login(ann)
    Device.objects.create(person=ann, digest="x", name="Firefox on Windows")

    html = client.get("/admin/account/").content.decode()

    for words in ("Ann", "App that makes codes", "10 codes are left", "Firefox on Windows", "In 1 browser"):
        assert words in html
    assert "192.0.2.44" not in html


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_same_questions_for_any_number_of_browsers(ann, client, count, django_assert_max_num_queries):
    for number in range(count):
        Device.objects.create(person=ann, digest=str(number), name="A browser")
    client.force_login(ann)

    with django_assert_max_num_queries(11):
        client.get("/admin/account/")


def test_signing_out_everywhere_is_everywhere_and_here_too(ann):
    here, there = signed_in(ann), signed_in(ann)

    here.post("/admin/account/out/")

    assert (is_in(here), is_in(there)) == (False, False)
    assert Device.objects.filter(person=ann).count() == 1
    assert Event.objects.filter(verb="account", by=ann).count() == 1


def test_another_password_ends_the_other_sessions_and_keeps_this_one(ann):
    here, there = signed_in(ann), signed_in(ann)

    form = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    here.post("/admin/password_change/", form)

    assert (is_in(here), is_in(there)) == (True, False)
    assert Event.objects.filter(verb="account", note__contains="password").count() == 1


def test_the_old_password_can_not_be_guessed_by_who_found_a_session(ann):
    here = signed_in(ann)
    form = {"new_password1": NEW, "new_password2": NEW}
    for _time in range(10):
        here.post("/admin/password_change/", form | {"old_password": "wrong"})

    here.post("/admin/password_change/", form | {"old_password": PASSWORD})

    assert User.objects.get(pk=ann.pk).check_password(PASSWORD)


def test_the_last_factor_stays_where_one_is_required(ann, settings):
    secret = with_app(ann)
    settings.SECOND_FACTOR = True
    client = signed_in(ann)
    give_code(client, code_of(secret))
    address = f"/admin/account/factor/{factors.held(ann)[0].pk}/"

    client.post(address)
    assert factors.has_any(ann)

    settings.SECOND_FACTOR = False
    client.post(address)
    assert not factors.has_any(ann)
    assert factors.codes_left(ann) == 0


def test_nobody_touches_what_is_another_persons(ann, clinic):
    with_app(clinic["editor"])
    device = Device.objects.create(person=clinic["editor"], digest="x", name="A browser")
    client = signed_in(ann)

    assert client.post(f"/admin/account/factor/{factors.held(clinic['editor'])[0].pk}/").status_code == 404
    assert client.post(f"/admin/account/browser/{device.pk}/").status_code == 404


def test_new_recovery_codes_end_the_old_ones_and_the_person_is_told(ann, client):
    with_app(ann)
    old = factors.codes_to_show(ann)
    client.force_login(ann)

    new = re.findall(
        r"<code>(\d{5}) (\d{5})</code>", client.post("/admin/account/codes/", follow=True).content.decode()
    )

    assert len(new) == 10
    assert not factors.check_code(ann, old[0])
    assert factors.check_code(ann, "".join(new[0])) == factors.RECOVERY
    assert Letter.objects.filter(to=ann, subject="How you sign in has changed").count() == 1


def test_an_owner_signs_somebody_out_everywhere(ann, owner):
    there = signed_in(ann)

    for_ann(owner, ann, "_sign_out")

    assert not is_in(there)
    assert not Device.objects.filter(person=ann).exists()
    assert Letter.objects.filter(to=ann).exists()


def test_an_owner_helps_who_lost_the_phone_and_it_is_on_the_record(ann, owner, clinic):
    with_app(ann)
    StaffSession.objects.filter(person=ann).delete()

    for_ann(owner, ann, "_reset")

    assert not factors.has_any(ann)
    assert factors.codes_left(ann) == 0
    event = Event.objects.filter(verb="account").first()
    assert (event.by, event.data["person"]) == (clinic["owner"], ann.pk)
    assert "taken away" in Letter.objects.get(to=ann).text


def test_a_link_of_an_owner_lets_somebody_choose_a_password_once(ann, owner, client):
    shown = re.search(r"<code>\S+(/admin/invitation/\S+)</code>", for_ann(owner, ann, "_link").content.decode())[1]
    form = {"role_as_printed": "a physiotherapist", "new_password1": NEW, "new_password2": NEW}

    assert client.post(shown, form)["Location"] == "/admin/login/"
    assert client.post(shown, form).status_code == 404
    assert give_password(client, ann, NEW).status_code == 302
    assert shown not in str(list(Letter.objects.values()) + list(Event.objects.values()))


def test_a_link_goes_out_by_letter(ann, owner, client):
    for_ann(owner, ann, "_letter")
    send_waiting()

    [sent] = [message for message in mail.outbox if message.subject == "Choose a new password"]
    assert client.get(re.search(r"/admin/invitation/\S+", sent.body)[0]).status_code == 200


def test_a_copy_of_the_tables_opens_nobodys_account_before_or_after_the_letter_went(ann, owner):
    copies = []
    for act in (lambda: for_ann(owner, ann, "_letter"), send_waiting):
        act()
        copies.append("".join(line for table in tables().values() for line in rows_of(table)))

    assert "Choose a new password" in copies[0]
    assert not [copy for copy in copies if "/admin/invitation/" in copy]


def test_where_no_letter_goes_out_the_link_is_shown_once_instead_and_it_is_said(ann, owner, client, settings):
    settings.LETTERS_WAIT = True

    assert "no letter goes out" in owner.get(f"/admin/people/{ann.pk}/").content.decode()
    answer = for_ann(owner, ann, "_letter")
    html = answer.content.decode()

    shown = re.search(r"<code>\S+(/admin/invitation/\S+)</code>", html)[1]
    assert "No letter was sent: this site has no e-mail server." in html
    assert "within a minute" not in html
    assert "no-store" in answer["Cache-Control"]
    assert client.get(shown).status_code == 200
    assert not Letter.objects.filter(subject="Choose a new password").exists()
    assert shown not in str(list(owner.session.items())) + str(owner.cookies)
    assert "/admin/invitation/" not in owner.get(f"/admin/people/{ann.pk}/").content.decode()


@pytest.mark.parametrize("act", ["_link", "_letter"])
def test_who_left_gets_no_link(ann, owner, act: str):
    User.objects.filter(pk=ann.pk).update(is_active=False)

    assert b"/admin/invitation/" not in for_ann(owner, ann, act).content
    assert not Letter.objects.exists()


def test_a_link_dies_with_the_address_it_was_meant_for_and_a_new_one_works(ann, client):
    old = link(ann)
    User.objects.filter(pk=ann.pk).update(email="another@example.test")

    assert client.get(old).status_code == 404
    assert client.get(link(User.objects.get(pk=ann.pk))).status_code == 200


def test_a_new_password_by_link_ends_the_sessions_there_were(ann, client):
    there = signed_in(ann)

    client.post(link(User.objects.get(pk=ann.pk)), {"new_password1": NEW, "new_password2": NEW, "role_as_printed": ""})

    assert not is_in(there)


def test_a_link_makes_this_browser_known_so_that_no_guesser_is_in_the_way(ann, client):
    for _time in range(11):
        give_password(Client(), ann, "wrong")

    client.post(link(ann), {"new_password1": NEW, "new_password2": NEW, "role_as_printed": ""})

    assert give_password(client, ann, NEW).status_code == 302


def saved(owner: Client, person: User, **changes):
    fields = {"email": person.email, "name": person.name, "roles": [person.groups.get().pk], "is_active": "on"}
    return owner.post(f"/admin/accounts/user/{person.pk}/change/", fields | changes)


def test_who_is_deactivated_is_out_everywhere_at_once_and_known_nowhere(ann, owner):
    there = signed_in(ann)

    saved(owner, ann, is_active="")

    assert not is_in(there)
    assert not StaffSession.objects.filter(person=ann).exists()
    assert not Device.objects.filter(person=ann).exists()


def test_who_is_given_a_right_signs_in_again_and_nobody_else_has_to(ann, owner, clinic):
    there = signed_in(ann)

    saved(owner, ann, name="Ann Other")
    assert is_in(there)
    saved(owner, ann, roles=[group.pk for group in clinic["owner"].groups.all()])
    assert not is_in(there)
    assert is_in(owner)
