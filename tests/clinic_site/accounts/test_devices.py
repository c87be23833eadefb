from datetime import timedelta

import pytest
from django.core import signing
from django.utils import timezone

from clinic_site.accounts import devices
from clinic_site.accounts.models import Device
from tests import builders

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 (KHTML) Version/17.5 Safari/604.1"


def sign_in(client, person, **headers):
    return client.post("/admin/login/", {"username": person.email, "password": "a long pass phrase"}, **headers)


def test_a_good_sign_in_makes_the_browser_known(db, client):
    ann = builders.person("editor", name="Ann")

    cookie = sign_in(client, ann, headers={"user-agent": FIREFOX}).cookies["device"]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/admin/", True, "Lax")
    assert Device.objects.get().name == "Firefox on Windows"
    assert signing.loads(cookie.value, salt=devices.SALT) not in str(list(Device.objects.values()))


def test_a_wrong_password_makes_nothing_known(db, client):
    ann = builders.person("editor", name="Ann")

    client.post("/admin/login/", {"username": ann.email, "password": "wrong"})

    assert "device" not in client.cookies
    assert not Device.objects.exists()


def test_two_people_may_share_a_browser_and_neither_is_listed_twice(db, client):
    people = [builders.person("editor", name=name) for name in ("Ann", "Bea")]

    for person in [*people, *people]:
        sign_in(client, person)
        client.post("/admin/logout/")

    assert [device.person for device in Device.objects.order_by("person__name")] == people
    assert len({device.digest for device in Device.objects.all()}) == 1


@pytest.mark.parametrize(
    ("agent", "name"),
    [(PHONE, "Safari on iPhone"), (FIREFOX, "Firefox on Windows"), ("curl/8", "A browser"), ("", "A browser")],
)
def test_a_browser_is_called_what_a_person_would_call_it(agent: str, name: str):
    assert devices.name_of(agent) == name


def test_a_browser_nobody_used_for_half_a_year_is_forgotten(db):
    ann = builders.person("editor", name="Ann")
    for days in (100, 200):
        Device.objects.create(person=ann, digest=str(days), used_at=timezone.now() - timedelta(days=days))

    devices.prune()

    assert Device.objects.get().digest == "100"
