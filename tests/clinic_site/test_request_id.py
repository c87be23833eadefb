"""One name for a request: in its answer, in the log, on the page for faults; taken over only from a proxy of ours."""

import json
import logging
import re

import pytest
from django.test import Client

from clinic_site import request_id
from clinic_site.access_log import JsonLines, WithoutQuery

NAME = re.compile("[0-9a-f]{32}")
TYPED = "Aurelia Zimmertal"
FROM_NGINX = "0123456789abcdef" * 2


@pytest.fixture
def broken(db, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError(TYPED)

    monkeypatch.setattr("clinic_site.content.shared.read", fail)
    return Client(raise_request_exception=False)


def test_each_request_has_a_name_of_its_own(client, db):
    names = [client.get("/healthz")["X-Request-ID"] for _time in range(2)]

    assert all(map(NAME.fullmatch, names))
    assert len(set(names)) == 2
    assert request_id.current() == ""


def test_without_a_proxy_what_a_visitor_says_is_not_taken_over(client, db):
    assert client.get("/healthz", headers={"x-request-id": FROM_NGINX})["X-Request-ID"] != FROM_NGINX


@pytest.mark.parametrize("said", ["", "x", FROM_NGINX.upper(), f"{FROM_NGINX}0", f"{FROM_NGINX}\n", "Aurelia " * 4])
def test_behind_a_proxy_only_a_well_formed_name_is(client, db, settings, said):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    assert client.get("/healthz", headers={"x-request-id": FROM_NGINX})["X-Request-ID"] == FROM_NGINX
    assert NAME.fullmatch(client.get("/healthz", headers={"x-request-id": said})["X-Request-ID"])


def test_the_page_for_faults_says_what_the_log_says(broken, caplog):
    caplog.handler.setFormatter(WithoutQuery())

    response = broken.get("/faq/?q=Aurelia")

    name = response["X-Request-ID"][: request_id.SPOKEN]
    assert f"please say the letters and digits {name}." in response.content.decode()
    assert f"[{name}] Internal Server Error: /faq/\n" in caplog.text
    assert "RuntimeError\n" in caplog.text
    assert "Aurelia" not in caplog.text


def test_a_line_of_json_holds_the_whole_name_and_the_fault(broken, caplog):
    caplog.handler.setFormatter(JsonLines())

    response = broken.get("/faq/")

    lines = [json.loads(line) for line in caplog.text.splitlines()]
    line = next(line for line in lines if line["logger"] == "django.request")
    assert (line["level"], line["message"]) == ("ERROR", "Internal Server Error: /faq/")
    assert line["request"] == response["X-Request-ID"]
    assert line["fault"].endswith("RuntimeError")
    assert "shared" not in line["message"]
    assert "Aurelia" not in caplog.text


def test_what_is_logged_when_the_answer_has_left_bears_its_name_too(client, db, caplog):
    caplog.handler.setFormatter(JsonLines())

    response = client.get("/nowhere/")

    lines = [json.loads(line) for line in caplog.text.splitlines()]
    assert lines[-1]["message"].startswith("Not Found: ")
    assert {line["request"] for line in lines} == {response["X-Request-ID"]}


def test_outside_a_request_a_line_bears_no_name(caplog):
    caplog.handler.setFormatter(JsonLines())

    logging.getLogger("clinic_site.faults").error("the disk is full")

    assert json.loads(caplog.text).keys() == {"time", "level", "logger", "message"}
