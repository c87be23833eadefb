"""Where the database is, as the environment says it."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from clinic_site import env
from clinic_site.pg_connection import Connection


def test_without_a_database_address_sqlite_stands_in_the_data_folder(tmp_path: Path):
    found = env.database("DATABASE_URL", tmp_path, env={})

    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", tmp_path / "site.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_a_database_address_may_hold_signs_and_options(tmp_path: Path):
    url = "postgres://clinic%40north:p%2Fw@127.0.0.1:5433/guide?sslmode=require"

    found = env.database("DATABASE_URL", tmp_path, env={"DATABASE_URL": url})

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert [found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "clinic@north",
        "p/w",
        "127.0.0.1",
        "5433",
        "guide",
    ]
    assert found["OPTIONS"] == env.NETWORK | {"options": env.LOCK, "sslmode": "require"}


def test_a_pool_takes_the_place_of_connections_that_threads_keep(tmp_path: Path):
    url = {"DATABASE_URL": "postgres://clinic@127.0.0.1/guide?sslmode=require"}

    alone, pooled = (env.database("DATABASE_URL", tmp_path, most, env=url) for most in (0, 10))

    assert (alone["CONN_MAX_AGE"], alone["OPTIONS"]["options"]) == (60, env.LOCK)
    assert (pooled["CONN_MAX_AGE"], pooled["OPTIONS"]["sslmode"]) == (0, "require")
    assert pooled["OPTIONS"]["pool"]["max_size"] == 10
    assert pooled["OPTIONS"]["pool"]["connection_class"] is Connection
    assert "pool" not in env.database("DATABASE_URL", tmp_path, 10, env={})["OPTIONS"]


def test_a_server_that_is_gone_without_a_word_is_noticed_and_an_address_may_say_otherwise(tmp_path: Path):
    url = {"DATABASE_URL": "postgres://clinic@127.0.0.1/guide?connect_timeout=30"}

    found = env.database("DATABASE_URL", tmp_path, env=url)["OPTIONS"]

    assert found["connect_timeout"] == "30"
    assert int(found["tcp_user_timeout"]) <= 10_000
    assert int(found["keepalives_idle"]) <= 10


def test_only_who_serves_has_a_limit_for_a_statement(tmp_path: Path):
    url = {"DATABASE_URL": "postgres://clinic@127.0.0.1/guide"}

    alone, pooled = (env.database("DATABASE_URL", tmp_path, most, env=url)["OPTIONS"] for most in (0, 10))

    assert "statement_timeout" not in alone["options"]
    assert "lock_timeout=20s" in pooled["options"]
    assert "statement_timeout" in pooled["options"]
    assert "idle_in_transaction_session_timeout" in pooled["options"]


@pytest.mark.parametrize("given", ["mysql://clinic@127.0.0.1/clinic", "postgres://127.0.0.1", "clinic"])
def test_another_database_is_refused_with_an_example_and_without_its_password(tmp_path: Path, given: str):
    with pytest.raises(ImproperlyConfigured, match=r"DATABASE_URL.*DATABASE_URL=postgres://") as refusal:
        env.database("DATABASE_URL", tmp_path, env={"DATABASE_URL": given})

    assert given not in str(refusal.value).split("Example:")[0]


@pytest.mark.parametrize(
    ("password", "do"),
    [
        ("hushed#1", "write # as %23;"),
        ("hushed/1", "write / as %2F;"),
        ("12/hushed", "write / as %2F;"),
        ("12?hushed", r"write \? as %3F;"),
        ("hushed[1", r"write \[ as %5B;"),
        ("hushed@1/2#3", "write # as %23, / as %2F, @ as %40;"),
    ],
)
def test_a_sign_that_ends_a_password_early_is_told_with_what_to_write_for_it(tmp_path: Path, password: str, do: str):
    url = {"DATABASE_URL": f"postgres://clinic:{password}@127.0.0.1/guide"}

    with pytest.raises(ImproperlyConfigured, match=f"Do: in the password that DATABASE_URL holds, {do}") as refusal:
        env.database("DATABASE_URL", tmp_path, env=url)

    assert "hushed" not in str(refusal.value)


def test_an_option_may_hold_the_sign_that_ends_a_password(tmp_path: Path):
    url = {"DATABASE_URL": "postgres://clinic:a@b@127.0.0.1/guide?application_name=a@b"}

    found = env.database("DATABASE_URL", tmp_path, env=url)

    assert (found["PASSWORD"], found["HOST"], found["NAME"]) == ("a@b", "127.0.0.1", "guide")
    assert found["OPTIONS"]["application_name"] == "a@b"
