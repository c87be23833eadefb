import pytest
from django.test import Client

from clinic_site.accounts.links import link
from clinic_site.accounts.models import User
from clinic_site.content.event import Event, Verb
from clinic_site.letters.models import Letter
from tests import builders

PASSWORD = "seven plain words nobody would guess"


@pytest.fixture
def invited(db) -> User:
    user = builders.person("editor", name="Ann", role_as_printed="")
    user.set_unusable_password()
    user.save()
    return user


def answer(**changes) -> dict[str, str]:
    return {"role_as_printed": "a physiotherapist", "new_password1": PASSWORD, "new_password2": PASSWORD} | changes


def test_the_page_names_the_account_and_stays_out_of_caches_and_search_engines(client, invited):
    response = client.get(link(invited))

    assert response.status_code == 200
    assert invited.email.encode() in response.content
    assert b'content="noindex"' in response.content
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] in {"no-referrer", "same-origin"}


def test_a_person_chooses_a_password_and_can_then_sign_in(client, invited):
    response = client.post(link(invited), answer())

    assert (response.status_code, response["Location"]) == (302, "/admin/login/")
    invited.refresh_from_db()
    assert (invited.name, invited.role_as_printed) == ("Ann", "a physiotherapist")
    assert client.login(username=invited.email, password=PASSWORD)


def test_the_link_signs_nobody_in(client, invited):
    client.get(link(invited))
    client.post(link(invited), answer())

    assert "_auth_user_id" not in client.session


def test_a_link_works_once(client, invited):
    address = link(invited)
    client.post(address, answer())

    again = client.post(address, answer(new_password1="other words that nobody knows", new_password2="x"))

    assert again.status_code == 404
    assert b"Ask the person who sent it for a new one" in again.content
    assert client.login(username=invited.email, password=PASSWORD)


def test_a_link_works_for_three_days(client, invited, settings):
    address = link(invited)
    settings.PASSWORD_RESET_TIMEOUT = -1

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("change", [("/MQ/", "/!!/"), ("/MQ/", "/4pyT/"), ("-", "+"), ("/MQ/", "/OTk5/")])
def test_a_damaged_link_leads_nowhere_and_names_nobody(client, invited, change):
    address = link(invited).replace(f"/{link(invited).split('/')[3]}/", "/MQ/").replace(*change)

    response = client.get(address)

    assert response.status_code == 404
    assert invited.email.encode() not in response.content


def test_the_link_of_someone_who_left_leads_nowhere(client, invited):
    address = link(invited)
    User.objects.update(is_active=False)

    assert client.post(address, answer()).status_code == 404
    invited.refresh_from_db()
    assert not invited.has_usable_password()


def test_the_name_is_asked_for_only_when_there_is_none(client, invited):
    assert b'name="name"' not in client.get(link(invited)).content

    User.objects.update(name="")
    assert b'name="name"' in client.get(link(invited)).content
    client.post(link(invited), answer(name="Ann Other"))

    invited.refresh_from_db()
    assert invited.name == "Ann Other"


def test_a_reset_link_is_no_way_to_rewrite_what_patients_read_about_who_checked(client, db):
    ann = builders.person("reviewer", name="Ann", role_as_printed="a physiotherapist")
    address = link(ann)

    assert b'name="role_as_printed"' not in client.get(address).content
    client.post(address, answer(role_as_printed="a professor", name="Professor Ann"))

    ann.refresh_from_db()
    assert (ann.name, ann.role_as_printed) == ("Ann", "a physiotherapist")
    assert ann.check_password(PASSWORD)
    assert not Event.objects.filter(verb=Verb.PERSON).exists()


def test_a_password_chosen_by_a_link_is_told_and_a_first_role_is_on_the_record(client, invited):
    client.post(link(invited), answer())

    [account] = Event.objects.filter(verb=Verb.ACCOUNT)
    [details] = Event.objects.filter(verb=Verb.PERSON)
    assert (account.by, account.note) == (invited, "Ann: Your password was chosen by a link.")
    assert (details.by, details.note) == (invited, "Ann: role as printed: – → a physiotherapist")
    assert details.data["changed"] == {"role_as_printed": ["", "a physiotherapist"]}
    [letter] = Letter.objects.filter(to=invited)
    assert letter.text.startswith("Your password was chosen by a link.")


def test_a_link_that_was_used_already_tells_nobody_anything(client, invited):
    address = link(invited)
    client.post(address, answer())
    told = Event.objects.count(), Letter.objects.count()
    client.post(address, answer())

    assert (Event.objects.count(), Letter.objects.count()) == told


def test_who_forgot_the_password_is_not_asked_for_it_in_a_browser_where_they_are_signed_in(client, invited, settings):
    client.force_login(invited)
    settings.ASK_AGAIN_AFTER = -1
    invited.refresh_from_db()

    assert client.post(link(invited), answer()).status_code == 302
    invited.refresh_from_db()
    assert invited.check_password(PASSWORD)


@pytest.mark.parametrize(
    "changes", [{"new_password2": "another"}, {"new_password1": "short", "new_password2": "short"}, {"name": ""}]
)
def test_a_faulty_answer_is_said_and_the_link_still_works(client, invited, changes):
    User.objects.update(name="")

    response = client.post(link(invited), answer(name="Ann") | changes)

    assert response.status_code == 200
    assert b'class="fault"' in response.content
    invited.refresh_from_db()
    assert not invited.has_usable_password()


def test_the_form_is_refused_from_another_site(invited):
    client = Client(enforce_csrf_checks=True)

    assert client.post(link(invited), answer()).status_code == 403
