"""A pool of connections to PostgreSQL: it has an end, and it heals."""

import time
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection
from django.db.utils import ConnectionHandler

from clinic_site import env
from clinic_site.owed import PATIENCE, database
from tests.deploy.relay import Relay

SLACK = 10  # seconds, on a machine that is busy; without an end the wait would be half a minute or for ever

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.fixture
def relay():
    own = connection.settings_dict
    relay = Relay(own["HOST"], int(own["PORT"] or 5432))
    relay.begin()
    yield relay
    if relay.listener:
        relay.take_away()


@pytest.fixture
def pooled(relay, tmp_path):
    """The test's own database, through the relay, as the environment would have it."""
    own = connection.settings_dict
    url = f"postgres://{own['USER']}:{own['PASSWORD']}@127.0.0.1:{relay.port}/{own['NAME']}"
    handler = ConnectionHandler({"default": env.database("DATABASE_URL", tmp_path, 3, env={"DATABASE_URL": url})})
    yield handler
    database.answered()
    handler["default"].close_pool()


def answer(handler) -> int:
    """What a request does: asks, and gives its connection back."""
    try:
        with handler["default"].cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone()[0]
    finally:
        handler["default"].close()


def test_a_server_that_goes_away_holds_nobody_for_long_and_is_used_again_when_it_returns(relay, pooled):
    assert answer(pooled) == 1
    relay.take_away()

    began = time.monotonic()
    for _time in range(2):
        with pytest.raises(OperationalError):
            answer(pooled)
    waited = time.monotonic() - began
    relay.begin()
    until = time.monotonic() + 10
    while True:
        try:
            assert answer(pooled) == 1
            break
        except OperationalError:
            assert time.monotonic() < until, "it did not heal"

    assert waited < 2 * (env.POOL["timeout"] + SLACK)


def test_a_server_that_hangs_holds_nobody_for_long_once_it_owes_an_answer_and_is_used_again(relay, pooled):
    assert answer(pooled) == 1
    database.asked()
    relay.hang()

    began = time.monotonic()
    with pytest.raises(OperationalError):
        answer(pooled)
    waited = time.monotonic() - began
    relay.go_on()
    database.answered()
    until = time.monotonic() + 10
    while True:
        try:
            assert answer(pooled) == 1
            break
        except OperationalError:
            assert time.monotonic() < until, "it did not heal"

    assert waited < PATIENCE + env.POOL["timeout"] + SLACK


def test_a_statement_may_take_its_time_while_the_server_answers_others(pooled):
    database.asked()
    database.answered()

    with pooled["default"].cursor() as cursor:
        cursor.execute("SELECT pg_sleep(1)")

    assert answer(pooled) == 1


def test_a_server_that_started_anew_meanwhile_costs_nobody_an_answer(relay, pooled):
    assert answer(pooled) == 1
    relay.take_away()
    relay.begin()

    assert answer(pooled) == 1


def test_many_threads_share_few_connections(pooled):
    together, answers = Barrier(8), []

    def ask():
        together.wait()
        answers.append(answer(pooled))

    threads = [Thread(target=ask) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == [1] * 8
    assert pooled["default"].pool.get_stats()["pool_size"] <= 3
