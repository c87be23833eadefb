"""Who may do what is changed on one screen, and each such change is a line of the record."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail

from clinic_site.accounts.models import User
from clinic_site.content.event import Event, Verb
from clinic_site.letters.models import Letter
from clinic_site.letters.sending import send_waiting
from tests import builders
from tests.clinic_site.content.forms import signed_in


def saved(owner, person: User, *roles: str, **changes):
    groups = Group.objects.filter(name__in=roles)
    fields = {name: getattr(person, name) for name in ("email", "name", "role_as_printed", "registration")}
    fields |= {"roles": [group.pk for group in groups], "is_active": "on"} | changes
    return signed_in(owner).post(f"/admin/accounts/user/{person.pk}/change/", fields)


def lines(person: User, verb: Verb = Verb.ROLES) -> list[Event]:
    return list(Event.objects.filter(verb=verb, data__person=person.pk).order_by("sequence"))


@pytest.fixture
def ann(clinic) -> User:
    return builders.person("editor", name="Ann")


def test_a_change_of_roles_is_on_the_record_with_who_made_it(clinic, ann):
    assert saved(clinic["owner"], ann, "reviewer", "publisher").status_code == 302

    [line] = lines(ann)
    assert (line.by, line.note) == (clinic["owner"], "Ann: publisher, reviewer")
    assert (line.data["before"], line.data["after"]) == (["editor"], ["publisher", "reviewer"])


def test_who_may_no_longer_sign_in_is_on_the_record(clinic, ann):
    assert saved(clinic["owner"], ann, "editor", is_active="").status_code == 302

    [line] = lines(ann)
    assert (line.data["before"], line.data["after"], line.data["active"]) == (["editor"], ["editor"], False)


def test_another_printed_role_changes_nobodys_rights(clinic, ann):
    saved(clinic["owner"], ann, "editor", role_as_printed="a nurse")

    assert User.objects.get(pk=ann.pk).role_as_printed == "a nurse"
    assert lines(ann) == []


NEW = {"email": "new@example.test", "name": "Ann New", "role_as_printed": "a nurse", "registration": "HCPC 7"}
LABELS = {
    "email": "e-mail address",
    "name": "name",
    "role_as_printed": "role as printed",
    "registration": "registration",
}


@pytest.mark.parametrize("name", NEW)
def test_each_detail_of_a_person_that_changes_is_on_the_record_as_it_was_and_is(clinic, ann, name: str):
    old = getattr(ann, name)

    saved(clinic["owner"], ann, "editor", **{name: NEW[name]})

    [line] = lines(ann, Verb.PERSON)
    assert (line.by, line.data["changed"]) == (clinic["owner"], {name: [old, NEW[name]]})
    assert line.note == f"Ann: {LABELS[name]}: {old or '–'} → {NEW[name]}"


def test_what_is_saved_unchanged_leaves_no_line_and_no_letter(clinic, ann):
    saved(clinic["owner"], ann, "editor")

    assert not Event.objects.filter(verb__in=[Verb.PERSON, Verb.ROLES, Verb.ACCOUNT]).exists()
    assert not Letter.objects.exists()


def test_another_address_is_told_at_the_former_one_too_which_learns_no_new_one(clinic, ann):
    saved(clinic["owner"], ann, "editor", email="thief@example.test")

    send_waiting()

    assert sorted(message.to[0] for message in mail.outbox) == sorted([ann.email, "thief@example.test"])
    for message in mail.outbox:
        assert message.body.startswith("Your e-mail address, with which you sign in, was changed. This was done on ")
        assert "by Owner." in message.body
        assert "thief" not in message.body
    assert [line.note for line in lines(ann, Verb.ACCOUNT)] == [
        "Ann: Your e-mail address, with which you sign in, was changed."
    ]


def test_no_other_detail_is_a_matter_of_how_they_sign_in(clinic, ann):
    saved(clinic["owner"], ann, "editor", name="Ann New", role_as_printed="a nurse", registration="HCPC 7")

    assert not Letter.objects.exists()
    assert not lines(ann, Verb.ACCOUNT)


@pytest.mark.parametrize("role", ["editor", "reviewer", "publisher", "clinician"])
def test_only_an_owner_changes_it(clinic, ann, role: str):
    assert saved(clinic[role], ann, "owner").status_code == 403

    assert lines(ann) == []


def test_somebody_new_is_on_the_record_and_followed_by_the_screen_that_makes_their_link(clinic):
    editor = Group.objects.get(name="editor")
    fields = {"email": "new@example.test", "name": "New", "roles": [editor.pk], "is_active": "on"}

    answer = signed_in(clinic["owner"]).post("/admin/accounts/user/add/", fields, follow=True)

    [line] = lines(User.objects.get(name="New"), Verb.PERSON)
    assert line.data["changed"] == {"email": ["", "new@example.test"], "name": ["", "New"]}
    assert answer.redirect_chain[-1][0] == f"/admin/people/{User.objects.get(name='New').pk}/"
    assert "A first password" in answer.content.decode()
