"""deploy/nginx.conf closes the doors of files, of what it refuses itself and of its page for the worst case just as the
site does; and gives each request one name."""

import re

import pytest

from clinic_site.middleware import ALWAYS, INERT, NO_PERMISSIONS, PUBLIC, policy
from clinic_site.operations.closed_pages import style
from clinic_site.page_style import digest_of
from tests.deploy import editions
from tests.deploy.front import in_front
from tests.deploy.origin import FOR_EVERYBODY, answering

pytestmark = pytest.mark.nginx
DOORS = {name.lower(): value for name, value in ALWAYS.items()} | {
    "permissions-policy": NO_PERMISSIONS,
    "strict-transport-security": "max-age=31536000; includeSubDomains; preload",
}
NAME = re.compile("[0-9a-f]{32}")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("headers")
    data = folder / "data"
    editions.lay(data, {"/faq/sore/": b"<p>You may be sore.</p>"})
    (data / "published" / "503.html").write_bytes(b"closed for a short time")
    (data / "static").mkdir()
    (data / "static" / "site.css").write_bytes(b"p { margin: 0 }")
    with answering() as origin, in_front(folder / "front", data, [origin]) as front:
        yield front, origin


@pytest.fixture
def front(place):
    front, origin = place
    origin.says, origin.drops = (200, FOR_EVERYBODY), False
    origin.asked.clear()
    return front


@pytest.fixture
def origin(place):
    return place[1]


def doors(got) -> dict[str, str]:
    """Without the policy."""
    return {name: got.headers.get(name, "") for name in DOORS}


@pytest.mark.parametrize(
    ("path", "rule"), [("/faq/sore/", policy(PUBLIC)), ("/static/site.css", policy(INERT))], ids=["page", "static"]
)
def test_a_file_is_given_with_the_headers_of_the_site(front, origin, path, rule):
    got = front.ask(path)

    assert (got.status, origin.asked) == (200, [])
    assert doors(got) == DOORS
    assert got.headers["content-security-policy"] == rule


def test_the_page_for_the_worst_case_is_closed_and_may_use_its_style_alone(front, origin):
    origin.drops = True

    got = front.ask("/search/")

    assert (got.status, doors(got)) == (503, DOORS)
    assert got.headers["content-security-policy"] == (
        f"default-src 'none'; style-src {digest_of(style())}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def test_a_file_has_no_name_for_its_request_as_no_log_has_one(front):
    assert "x-request-id" not in front.ask("/faq/sore/").headers


def test_what_nginx_refuses_itself_is_closed(front, origin):
    for got, status in (
        (front.ask("/" + "a" * 9000), 414),
        (front.ask("/faq/", x_long="a" * 9000), 400),
        (front.ask("/faq/%"), 400),
    ):
        assert (got.status, got.headers["content-security-policy"], doors(got)) == (status, policy(INERT), DOORS)
        assert NAME.fullmatch(got.headers["x-request-id"])
    assert origin.asked == []


def test_what_a_process_says_of_its_own_answer_stands_as_it_said_it(front, origin):
    own = {"Content-Security-Policy": "sandbox", "Referrer-Policy": "no-referrer", "X-Frame-Options": "SAMEORIGIN"}
    origin.says = 200, FOR_EVERYBODY | own

    for path in ("/search/", "/unknown/", "/admin/", "/media/pictures/a.webp"):
        got = front.ask(path)
        assert {name: got.headers[name.lower()] for name in own} == own
        assert doors(got) == DOORS | {"referrer-policy": "no-referrer", "x-frame-options": "SAMEORIGIN"}


def test_the_process_gets_the_name_that_the_visitor_sees_and_the_log_holds_and_none_of_the_visitors_making(
    front, origin
):
    origin.says = 200, FOR_EVERYBODY | {"X-Request-ID": "of the process"}

    got = front.ask("/search/", x_request_id="f" * 32)

    name = got.headers["x-request-id"]
    assert NAME.fullmatch(name)
    assert name != "f" * 32
    assert [one["x-request-id"] for one in origin.asked] == [name]
    assert front.has_logged(name)
