"""Who may do what is changed on one screen, and each such change is a line of the record."""

import pytest
from django.contrib.auth.models import Group

from clinic_site.accounts.models import User
from clinic_site.content.event import Event, Verb
from tests import builders
from tests.clinic_site.content.forms import signed_in


def saved(owner, person: User, *roles: str, **changes):
    groups = Group.objects.filter(name__in=roles)
    fields = {name: getattr(person, name) for name in ("email", "name", "role_as_printed", "registration")}
    fields |= {"roles": [group.pk for group in groups], "is_active": "on"} | changes
    return signed_in(owner).post(f"/admin/accounts/user/{person.pk}/change/", fields)


def lines(person: User) -> list[Event]:
    return list(Event.objects.filter(verb=Verb.ROLES, data__person=person.pk).order_by("sequence"))


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


@pytest.mark.parametrize("role", ["editor", "reviewer", "publisher", "clinician"])
def test_only_an_owner_changes_it(clinic, ann, role: str):
    assert saved(clinic[role], ann, "owner").status_code == 403

    assert lines(ann) == []


def test_somebody_new_is_followed_by_the_screen_that_makes_their_link(clinic):
    editor = Group.objects.get(name="editor")
    fields = {"email": "new@example.test", "name": "New", "roles": [editor.pk], "is_active": "on"}

    answer = signed_in(clinic["owner"]).post("/admin/accounts/user/add/", fields, follow=True)

    assert answer.redirect_chain[-1][0] == f"/admin/people/{User.objects.get(name='New').pk}/"
    assert "A first password" in answer.content.decode()
