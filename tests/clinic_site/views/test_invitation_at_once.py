"""A link to choose a password that several people have, or one person in several windows."""

from threading import Barrier

from django.db.models import QuerySet
from django.test import Client

from clinic_site.accounts.links import link
from clinic_site.accounts.models import User
from clinic_site.views import invitation
from tests import builders
from tests.clinic_site.accounts.in_a_file import moved_to_a_file
from tests.clinic_site.content.test_at_once import answers
from tests.clinic_site.views.test_invitation import answer

AT_ONCE = 4


def test_a_link_works_once_though_several_use_it_in_a_moment(transactional_db, monkeypatch, tmp_path):
    address, take = link(builders.person("editor", name="Ann")), invitation.take
    moved_to_a_file(monkeypatch, tmp_path)
    all_here = Barrier(AT_ONCE, timeout=20)

    def together(form, token: str) -> bool:
        all_here.wait()
        return take(form, token)

    monkeypatch.setattr(invitation, "take", together)
    found = answers([lambda: Client().post(address, answer()).status_code] * AT_ONCE)

    assert sorted(found) == [302, 404, 404, 404]


def test_the_row_is_locked_while_the_link_is_looked_at_again(client, db, monkeypatch):
    """SQLite has no row locks and doesn't need them: a transaction writes alone there."""
    address, locked, lock = link(builders.person("editor", name="Ann")), [], QuerySet.select_for_update

    def told(rows, *given, **more):
        locked.append(rows.model)
        return lock(rows, *given, **more)

    monkeypatch.setattr(QuerySet, "select_for_update", told)
    client.post(address, answer())

    assert User in locked
