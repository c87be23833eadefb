import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from clinic_site.accounts import factors
from clinic_site.accounts.models import User
from clinic_site.content.event import Event, Verb
from clinic_site.letters.models import Letter
from tests import builders
from tests.clinic_site.accounts.factors_of import with_app

pytestmark = pytest.mark.django_db


def invite(capsys, *arguments: str) -> str:
    """What the command printed: the address of the link."""
    call_command("invite", *arguments)
    return re.search(r"http\S+", capsys.readouterr().out)[0]


def test_a_new_person_has_the_roles_and_no_password(capsys):
    invite(capsys, "Ann@Example.test", "--role", "owner", "--role", "editor", "--name", "Ann")

    user = User.objects.get()
    assert (user.email, user.name, user.is_active) == ("ann@example.test", "Ann", True)
    assert sorted(group.name for group in user.groups.all()) == ["editor", "owner"]
    assert not user.has_usable_password()
    assert user.has_perm("profile.change_profile")


def test_the_link_leads_to_this_site(capsys, settings):
    settings.SITE_ADDRESS = "http://guide.example:8000"

    assert invite(capsys, "ann@example.test", "--role", "owner").startswith(
        "http://guide.example:8000/admin/invitation/"
    )


def test_an_invitation_is_one_event(capsys):
    invite(capsys, "ann@example.test", "--role", "owner", "--name", "Ann")

    event = Event.objects.get()
    assert (event.verb, event.by, event.note) == (Verb.ROLES, None, "Ann was invited: owner")
    assert (event.data["before"], event.data["after"]) == ([], ["owner"])


def test_a_person_keeps_earlier_roles_and_the_password(capsys):
    user = builders.person("editor")

    invite(capsys, user.email.upper(), "--role", "publisher")

    user = User.objects.get()
    assert sorted(group.name for group in user.groups.all()) == ["editor", "publisher"]
    assert user.has_usable_password()


def test_someone_who_left_is_not_let_in_by_the_way(capsys):
    user = builders.person("editor", is_active=False)

    with pytest.raises(CommandError, match="was deactivated. An owner can tick “may sign in”"):
        invite(capsys, user.email, "--role", "owner")

    assert [group.name for group in user.groups.all()] == ["editor"]
    assert not Event.objects.exists()


def test_a_demonstration_account_is_never_invited(capsys):
    user = builders.person("editor", is_demonstration=True)

    with pytest.raises(CommandError, match="demonstration account"):
        invite(capsys, user.email, "--role", "owner")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ann", "--role", "owner"], "ann is no e-mail address"),
        (["ann@example.test", "--role", "boss"], "invalid choice"),
        (["ann@example.test"], "--role"),
    ],
)
def test_what_cannot_be_is_refused(capsys, arguments, says):
    with pytest.raises(CommandError, match=says):
        invite(capsys, *arguments)

    assert not User.objects.exists()


def test_an_owner_who_lost_everything_is_helped_on_the_machine(capsys):
    ann = builders.person("owner", name="Ann")
    with_app(ann)

    address = invite(capsys, ann.email, "--role", "owner", "--forget-factors")

    assert not factors.has_any(ann)
    assert Event.objects.filter(verb="account", by=None, data__person=ann.pk).exists()
    assert "were taken away. This was done on" in Letter.objects.get(to=ann).text
    assert "by whoever runs the site." in Letter.objects.get(to=ann).text
    assert "/admin/invitation/" in address
