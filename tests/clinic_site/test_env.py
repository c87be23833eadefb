import re
import stat
import subprocess
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from clinic_site import env


def test_a_text_is_read_without_the_spaces_around_it():
    assert env.text("CLINIC_TIME_ZONE", "UTC", {"CLINIC_TIME_ZONE": " Europe/Paris "}) == "Europe/Paris"
    assert env.text("CLINIC_TIME_ZONE", "UTC", {}) == "UTC"


@pytest.mark.parametrize("word", ["1", "true", "Yes", " ON "])
def test_a_yes_is_read(word: str):
    assert env.boolean("CLINIC_BEHIND_PROXY", False, {"CLINIC_BEHIND_PROXY": word}) is True


@pytest.mark.parametrize("word", ["0", "false", "No", " off "])
def test_a_no_is_read(word: str):
    assert env.boolean("CLINIC_BEHIND_PROXY", True, {"CLINIC_BEHIND_PROXY": word}) is False


def test_without_the_variable_the_default_counts():
    assert env.boolean("CLINIC_BEHIND_PROXY", True, {}) is True


@pytest.mark.parametrize("empty", ["", "  "])
def test_a_line_that_was_left_empty_counts_as_none(tmp_path: Path, empty: str):
    left = {"IT": empty}

    assert env.text("IT", "UTC", left) == "UTC"
    assert env.time_zone("IT", "Europe/London", left) == "Europe/London"
    assert env.boolean("IT", True, left) is True
    assert env.words("IT", ["x"], left) == ["x"]
    assert env.whole_number("IT", 587, left) == 587
    assert env.one_of("IT", ("starttls", "tls"), left) == "starttls"
    assert (env.hook("IT", left), env.place("IT", left), env.header("IT", left)) == ("", "", {})
    assert env.database("IT", tmp_path, env=left) == env.database("IT", tmp_path, env={})
    assert env.secret("IT", tmp_path, "DATABASE_URL", left) == env.secret("IT", tmp_path, "DATABASE_URL", {})


def test_what_somebody_may_want_none_of_can_be_set_empty():
    assert env.given("CLINIC_BACKUPS", "/backups", {"CLINIC_BACKUPS": " "}) == ""
    assert env.given("CLINIC_BACKUPS", "/backups", {}) == "/backups"


def test_an_address_that_was_begun_and_left_empty_is_refused():
    with pytest.raises(ImproperlyConfigured, match="CLINIC_ADDRESS='' is no address. Example: CLINIC_ADDRESS=https"):
        env.address("CLINIC_ADDRESS", "http://127.0.0.1:8000", {"CLINIC_ADDRESS": ""})


@pytest.mark.parametrize("zone", ["Europe/Lundon", "Europe", "../../etc/passwd", "/etc/hostname"])
def test_what_is_no_time_zone_is_refused_with_an_example(zone: str):
    with pytest.raises(ImproperlyConfigured, match="CLINIC_TIME_ZONE=.* is no time zone. Example: .*=Europe/London"):
        env.time_zone("CLINIC_TIME_ZONE", "Europe/London", {"CLINIC_TIME_ZONE": zone})


def test_neither_yes_nor_no_is_refused_with_an_example():
    with pytest.raises(ImproperlyConfigured, match=r"CLINIC_BEHIND_PROXY='perhaps'.*CLINIC_BEHIND_PROXY=1"):
        env.boolean("CLINIC_BEHIND_PROXY", True, {"CLINIC_BEHIND_PROXY": "perhaps"})


def test_a_whole_number_is_read():
    assert env.whole_number("CLINIC_EMAIL_PORT", 587, {"CLINIC_EMAIL_PORT": " 25 "}) == 25
    assert env.whole_number("CLINIC_EMAIL_PORT", 587, {}) == 587


@pytest.mark.parametrize("word", ["-1", "2.5", "٢", "five"])
def test_what_is_no_whole_number_is_refused_with_an_example(word: str):
    with pytest.raises(ImproperlyConfigured, match="CLINIC_EMAIL_PORT=.*Example: CLINIC_EMAIL_PORT=587"):
        env.whole_number("CLINIC_EMAIL_PORT", 587, {"CLINIC_EMAIL_PORT": word})


def test_one_of_the_known_words_is_read_and_the_first_counts_without_any():
    assert env.one_of("CLINIC_TICK", ("", "thread"), {"CLINIC_TICK": "thread"}) == "thread"
    assert env.one_of("CLINIC_TICK", ("", "thread"), {}) == ""


def test_an_unknown_word_is_refused_with_the_known_ones():
    with pytest.raises(ImproperlyConfigured, match="CLINIC_TICK='yes' is not known. Choose one of: thread"):
        env.one_of("CLINIC_TICK", ("", "thread"), {"CLINIC_TICK": "yes"})


def test_words_stand_between_commas():
    assert env.words("CLINIC_EXTRA_HOSTS", ["x"], {"CLINIC_EXTRA_HOSTS": "a.example, b.example,,"}) == [
        "a.example",
        "b.example",
    ]
    assert env.words("CLINIC_EXTRA_HOSTS", ["x"], {}) == ["x"]


@pytest.mark.parametrize("given", ["https://guide.example.org", " https://guide.example.org/ "])
def test_an_address_has_no_slash_at_its_end(given: str):
    assert env.address("CLINIC_ADDRESS", "", {"CLINIC_ADDRESS": given}) == "https://guide.example.org"


@pytest.mark.parametrize(
    "given",
    [
        "guide.example.org",
        "ftp://guide.example.org",
        "https://",
        "https://a.example/path",
        "https://a.example?q",
        "https://guide..example.org",
        "https://guide example.org",
        "https://.example.org",
        f"https://{'a' * 64}.example.org",
        "https://guide.example.org   # ours",
    ],
)
def test_what_is_no_address_is_refused_with_an_example(given: str):
    with pytest.raises(ImproperlyConfigured, match=r"CLINIC_ADDRESS=.*CLINIC_ADDRESS=https://guide\.example\.org"):
        env.address("CLINIC_ADDRESS", "", {"CLINIC_ADDRESS": given})


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]:8000", "localhost:8000", "bücher.example", "guide.example.org."])
def test_any_name_that_can_be_looked_up_is_an_address(host: str):
    assert env.address("CLINIC_ADDRESS", "", {"CLINIC_ADDRESS": f"https://{host}"}) == f"https://{host}"


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path):
    folder = tmp_path / "data"

    first = env.secret("CLINIC_SECRET_KEY", folder, "DATABASE_URL", {})
    second = env.secret("CLINIC_SECRET_KEY", folder, "DATABASE_URL", {})

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600


def test_two_clinics_have_two_secrets(tmp_path: Path):
    keys = {env.secret("CLINIC_SECRET_KEY", tmp_path / name, "DATABASE_URL", {}) for name in ("north", "south")}

    assert len(keys) == 2


def test_a_secret_that_is_given_is_taken_and_none_is_stored(tmp_path: Path):
    assert env.secret("CLINIC_SECRET_KEY", tmp_path, "DATABASE_URL", {"CLINIC_SECRET_KEY": "told"}) == "told"
    assert list(tmp_path.iterdir()) == []


def test_with_a_database_server_no_secret_is_made(tmp_path: Path):
    with pytest.raises(ImproperlyConfigured, match=r"CLINIC_SECRET_KEY is not set.*openssl rand.* in a shell"):
        env.secret("CLINIC_SECRET_KEY", tmp_path, "DATABASE_URL", {"DATABASE_URL": "postgres://127.0.0.1/clinic"})

    assert list(tmp_path.iterdir()) == []


def test_nothing_that_is_told_to_be_put_into_the_file_is_a_command(tmp_path: Path):
    with pytest.raises(ImproperlyConfigured) as refusal:
        env.secret("CLINIC_SECRET_KEY", tmp_path, "DATABASE_URL", {"DATABASE_URL": "postgres://127.0.0.1/clinic"})

    assert not re.search(r"CLINIC_SECRET_KEY=\S", str(refusal.value))


def test_the_command_that_is_told_prints_a_key_on_one_line(tmp_path: Path):
    printed = subprocess.run(["sh", "-c", env.PRINTS_KEY], capture_output=True, text=True, check=True).stdout

    key = env.secret("CLINIC_SECRET_KEY", tmp_path, "DATABASE_URL", {"CLINIC_SECRET_KEY": printed})

    assert len(key) >= 50
    assert "\n" not in key


@pytest.mark.parametrize(
    "given",
    [
        "$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')",
        "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'",
        "`openssl rand -base64 48`",
        env.PRINTS_KEY,
        "$(cat /etc/key)",
    ],
)
def test_a_command_in_place_of_a_key_is_refused(tmp_path: Path, given: str):
    with pytest.raises(ImproperlyConfigured, match=r"CLINIC_SECRET_KEY holds a command.*Do: run openssl rand"):
        env.secret("CLINIC_SECRET_KEY", tmp_path, "DATABASE_URL", {"CLINIC_SECRET_KEY": given})


def test_a_key_file_of_odd_bytes_is_named_with_what_to_do_and_left_alone(tmp_path: Path):
    path = tmp_path / "secret_key"
    path.write_bytes(b"\xff\xfe")

    with pytest.raises(ImproperlyConfigured, match=rf"{path} holds no signing key.*Do: bring the file back"):
        env.secret("CLINIC_SECRET_KEY", tmp_path, "DATABASE_URL", {})

    assert path.read_bytes() == b"\xff\xfe"


def test_a_key_file_that_can_t_be_read_is_named_with_what_to_do(tmp_path: Path, monkeypatch):
    path = tmp_path / "secret_key"

    def refuse(self, **how):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_text", refuse)
    with pytest.raises(ImproperlyConfigured, match=rf"{path} can't be read: Permission denied\. Do: chown.*{path}"):
        env.secret("CLINIC_SECRET_KEY", tmp_path, "DATABASE_URL", {})


def test_an_address_to_ask_may_hold_a_path_and_a_query():
    address = "https://cache.example.org/purge?zone=1"

    assert env.hook("CLINIC_PURGE_ADDRESS", {"CLINIC_PURGE_ADDRESS": address}) == address
    assert env.hook("CLINIC_PURGE_ADDRESS", {}) == ""


@pytest.mark.parametrize(
    "given",
    [
        "cache.example.org",
        "ftp://a.example/?hushed",
        "https://hushed@a.example/",
        "http://",
        "https://a..example/?hushed",
    ],
)
def test_what_can_t_be_asked_is_refused_and_not_repeated(given: str):
    with pytest.raises(ImproperlyConfigured, match=r"CLINIC_PURGE_ADDRESS is no address.*https://") as refusal:
        env.hook("CLINIC_PURGE_ADDRESS", {"CLINIC_PURGE_ADDRESS": given})

    assert "hushed" not in str(refusal.value)


def test_a_header_is_a_name_and_a_value():
    assert env.header("CLINIC_PURGE_HEADER", {"CLINIC_PURGE_HEADER": "X-Key:  0 1"}) == {"X-Key": "0 1"}
    assert env.header("CLINIC_PURGE_HEADER", {}) == {}


@pytest.mark.parametrize("given", ["hushed", "X Key: hushed", ": hushed", "X-Key:", "X-Key: hushed\r\nX-Other: 1"])
def test_what_is_no_header_is_refused_and_not_repeated(given: str):
    with pytest.raises(ImproperlyConfigured, match="CLINIC_PURGE_HEADER is no header") as refusal:
        env.header("CLINIC_PURGE_HEADER", {"CLINIC_PURGE_HEADER": given})

    assert "hushed" not in str(refusal.value)
