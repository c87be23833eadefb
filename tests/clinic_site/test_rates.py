"""Who a sender is, as far as anybody has to know."""

import pytest

from clinic_site import rates


@pytest.mark.parametrize(
    ("address", "sender"),
    [("192.0.2.1", "192.0.2.1"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("", "unknown"), ("x", "unknown")],
)
def test_a_sender_is_an_address_or_the_household_of_a_long_one(rf, address, sender):
    assert rates.sender_of(rf.post("/", REMOTE_ADDR=address)) == sender


def test_behind_a_proxy_the_sender_is_whom_the_proxy_saw(rf, settings):
    request = rf.post("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "203.0.113.9, 192.0.2.1"})

    assert rates.sender_of(request) == "10.0.0.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert rates.sender_of(request) == "192.0.2.1"
