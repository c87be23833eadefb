"""A chosen time needs two rights of the person who chose it, to choose and to do, and both when it comes."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone

from clinic_site.content import scheduling, workflow
from clinic_site.content.revision import State
from tests import builders
from tests.clinic_site.content.lives import refused, submitted


def approved(clinic):
    return workflow.approve(submitted(builders.article(clinic["editor"]), clinic), by=clinic["reviewer"])


def take_from_publishers(right: str) -> None:
    Group.objects.get(name="publisher").permissions.remove(Permission.objects.get(codename=f"{right}_article"))


@pytest.mark.parametrize("right", ["schedule", "publish"])
def test_one_of_them_lost_meanwhile_is_enough_to_stop_it(clinic, monkeypatch, right: str):
    at = timezone.now() + timedelta(days=1)
    row = scheduling.schedule_act(approved(clinic), by=clinic["publisher"], at=at)
    take_from_publishers(right)

    monkeypatch.setattr("django.utils.timezone.now", lambda: at + timedelta(minutes=1))
    scheduling.run_due()

    row.refresh_from_db()
    assert (row.done_at, row.refusal.startswith("Your roles don't include")) == (None, True)
    assert row.refused_at is not None


@pytest.mark.parametrize("right", ["schedule", "publish"])
def test_who_lacks_one_of_them_chooses_no_time(clinic, right: str):
    revision, at = approved(clinic), timezone.now() + timedelta(days=1)
    take_from_publishers(right)
    person = type(clinic["publisher"]).objects.get(pk=clinic["publisher"].pk)

    assert "Your roles don't include" in refused(lambda: scheduling.schedule_act(revision, by=person, at=at))
    assert revision.page.revisions.get().state == State.APPROVED
