"""Connections that somebody holds cost readers nothing, and no process ever hears of them."""

import re

import pytest

from tests.deploy import editions
from tests.deploy.front import in_front
from tests.deploy.origin import answering
from tests.deploy.slow import crowded, read_meanwhile
from tests.deploy.test_deploy_page import commands

HELD = 300
PAGE = b"<!doctype html><title>Questions</title>" + b"<p>You may feel a short ache in the muscle.</p>" * 400


@pytest.mark.nginx
def test_three_hundred_slow_connections_close_no_door(tmp_path):
    editions.lay(tmp_path, {"/faq/": PAGE})
    with answering() as origin, in_front(tmp_path / "front", tmp_path, [origin], headers_within="10s") as front:
        with crowded(front.port, HELD, "/faq/", patience=30) as ended:
            asked = read_meanwhile(front, ["/faq/", "/readyz", "/search/"], asks=15)
            stood, _why = ended()
        ask_in_vain = [one["path"] for one in origin.asked if one["path"] not in {"/readyz", "/search/"}]

    assert asked.faults == []
    assert min(stood) >= 0.8 * HELD
    assert ask_in_vain == []


def test_nginx_is_set_up_to_hold_ten_thousand_and_readers_beside_them():
    block = next(one for one in commands("deploy.md") if "worker_connections" in one)

    connections = int(re.search(r"worker_connections (\d+);/'", block)[1])
    files = int(re.search(r"worker_rlimit_nofile (\d+);", block)[1])

    assert connections > 10_000
    assert files >= 2 * connections
