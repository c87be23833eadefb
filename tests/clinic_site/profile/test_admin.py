import pytest
from django.test import Client

from clinic_site.profile.models import amend, confirm, in_force, waiting
from tests import builders

pytestmark = pytest.mark.django_db
SCREEN = "/admin/profile/profile/"


def test_only_the_changes_that_were_on_the_screen_are_confirmed(staff):
    builders.profile(staff["owner"])
    reviewer = Client()
    reviewer.force_login(staff["reviewer"])
    read = amend(by=staff["owner"], phone="01632 960111")
    page = reviewer.get(SCREEN).content.decode()
    confirm(read, by=staff["publisher"])
    newer = amend(by=staff["owner"], phone="01632 960666")

    for sent in ({"seen": read.pk}, {}, {"seen": "x"}):
        answer = reviewer.post(SCREEN + "confirm/", sent, follow=True)
        assert "Other changes wait now" in answer.content.decode()

    assert f'name="seen" value="{read.pk}"' in page
    assert (in_force().phone, waiting()) == ("01632 960111", newer)
    reviewer.post(SCREEN + "confirm/", {"seen": newer.pk})
    assert in_force().phone == "01632 960666"
