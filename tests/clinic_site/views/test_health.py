from datetime import timedelta

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
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


def test_the_process_answers_without_asking_the_database(client):
    """Without the fixture of the database, asking it would fail."""
    response = client.get("/healthz")

    assert (response.status_code, response.content, response["Cache-Control"]) == (200, b"ok", "no-store")


def test_a_migration_that_waits_closes_the_site_to_the_balancer(client, db):
    MigrationRecorder(connection).record_unapplied("generation", "0001_initial")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": "answers", "migrations": "1 waiting"}


def test_it_is_asked_often_so_it_asks_little_and_nothing_keeps_it(client, db, django_assert_max_num_queries):
    client.get("/readyz")

    with django_assert_max_num_queries(4):
        response = client.get("/readyz")

    assert response["Cache-Control"] == "no-store"


def test_both_only_answer_who_asks(client, db):
    for address in ("/healthz", "/readyz"):
        assert client.head(address).status_code == 200
        assert client.post(address).status_code == 405
