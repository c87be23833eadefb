"""What the cookies of staff are called and how far they go depends on TLS, which only a process of its own has here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from clinic_site.pagecache.asking import key_of
from tests.journeys import serving

TELL = """
import json, django
django.setup()
from django.conf import settings
names = [f"{cookie}_COOKIE_{part}" for cookie in ("SESSION", "CSRF") for part in
         ("NAME", "PATH", "SECURE", "HTTPONLY", "SAMESITE", "DOMAIN")]
print(json.dumps({name: getattr(settings, name) for name in [*names, "DEVICE_COOKIE_NAME"]}))
"""


def told(folder: Path, address: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-c", TELL], cwd=serving.ROOT, env=serving.environment(folder, address),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.mark.parametrize("cookie", ["SESSION", "CSRF"])
def test_under_tls_no_other_host_can_plant_them(tmp_path, cookie: str):
    said = told(tmp_path, "https://guide.example.org")

    assert said[f"{cookie}_COOKIE_NAME"].startswith("__Host-")
    assert (said[f"{cookie}_COOKIE_PATH"], said[f"{cookie}_COOKIE_DOMAIN"]) == ("/", None)
    assert said[f"{cookie}_COOKIE_SECURE"] is said[f"{cookie}_COOKIE_HTTPONLY"] is True
    assert said[f"{cookie}_COOKIE_SAMESITE"] == "Lax"
    assert said["DEVICE_COOKIE_NAME"].startswith("__Secure-")


def test_on_loopback_they_go_no_further_than_the_admin(tmp_path):
    said = told(tmp_path, "http://127.0.0.1:8000")

    assert (said["SESSION_COOKIE_NAME"], said["SESSION_COOKIE_PATH"]) == ("sessionid", "/admin/")
    assert said["CSRF_COOKIE_PATH"] == "/admin/"


@pytest.mark.parametrize("name", ["sessionid", "__Host-sessionid"])
def test_who_is_signed_in_is_given_no_kept_page_and_leaves_none(settings, name: str):
    settings.SESSION_COOKIE_NAME = name
    asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "wsgi.url_scheme": "https"}

    assert key_of(asked) is not None
    assert key_of(asked | {"HTTP_COOKIE": f"theme=1; {name}=abc"}) is None
