from datetime import timedelta

from django.utils import timezone

from clinic_site.generation.models import Tick
from clinic_site.operations import ticking


def test_a_site_that_never_ticked_is_ready_and_says_so(client, db):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "database": "answers",
        "migrations": "0 waiting",
        "tick_age": None,
        "tick_is_late": True,
    }


def test_the_age_of_the_last_tick_is_told_in_seconds(client, db, settings):
    settings.TICK_JOBS = []
    ticking.tick()

    told = client.get("/readyz").json()

    assert 0 <= told["tick_age"] < 60
    assert told["tick_is_late"] is False


def test_a_late_tick_is_told_and_readers_are_served(client, db):
    Tick.objects.create(ended_at=timezone.now() - timedelta(minutes=6))

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["tick_age"] >= 360
    assert response.json()["tick_is_late"] is True
