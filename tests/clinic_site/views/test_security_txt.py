"""Where to tell of a hole, as RFC 9116 wants it."""

import re
from datetime import UTC, datetime, timedelta

from tests import builders

ADDRESS = "/.well-known/security.txt"


def fields(client) -> list[tuple[str, str]]:
    response = client.get(ADDRESS)
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    return [tuple(line.split(": ", 1)) for line in response.content.decode().splitlines()]


def test_it_names_whom_to_write_to_and_whom_to_call(db, client, settings):
    settings.SITE_ADDRESS = "https://guide.example.org"
    builders.profile(builders.person("owner"), email="care@clinic.example", phone="01632 960001")

    said = fields(client)

    assert said[:2] == [("Contact", "mailto:care@clinic.example"), ("Contact", "tel:01632960001")]
    assert ("Canonical", f"https://guide.example.org{ADDRESS}") in said
    assert ("Preferred-Languages", "en") in said
    assert [name for name, _value in said].count("Expires") == 1


def test_it_expires_within_the_year_and_says_the_same_all_day(db, client):
    builders.profile(builders.person("owner"), email="care@clinic.example")

    first, second = dict(fields(client))["Expires"], dict(fields(client))["Expires"]

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", first)
    assert first == second
    ends = datetime.fromisoformat(first)
    assert timedelta(days=150) < ends - datetime.now(UTC) < timedelta(days=365)


def test_a_clinic_that_named_nobody_has_none(db, client):
    assert client.get(ADDRESS).status_code == 404
