"""deploy/nginx.conf: what is kept of the answers of processes, for whom, and what they are told of a visitor."""

import http.client
from contextlib import suppress

import pytest

from clinic_site.operations import web_log
from tests.deploy.front import in_front
from tests.deploy.nodes import HOST
from tests.deploy.origin import FOR_EVERYBODY, answering

pytestmark = pytest.mark.nginx
OURS = FOR_EVERYBODY["Cache-Control"]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cache")
    with answering() as first, answering() as second, in_front(folder / "front", folder, [first, second]) as front:
        yield front, first, second


@pytest.fixture
def front(place):
    front, *both = place
    for origin in both:
        origin.says, origin.drops = (200, FOR_EVERYBODY), False
        origin.asked.clear()
    return front


@pytest.fixture
def origins(place):
    return place[1:]


def says(origins, status: int = 200, **headers: str) -> None:
    for origin in origins:
        origin.says = status, FOR_EVERYBODY | {name.replace("_", "-"): value for name, value in headers.items()}


def asked(origins) -> list[dict[str, str]]:
    return [one for origin in origins for one in origin.asked]


def gone(origins) -> None:
    for origin in origins:
        origin.drops = True


def test_while_a_process_answers_nobody_is_shown_a_copy(front, origins):
    answers = {front.ask("/asked/").body for _time in range(4)}

    assert len(answers) == len(asked(origins)) == 4


@pytest.mark.parametrize("status", [200, 301, 410])
def test_while_none_answers_the_last_copy_is_shown(front, origins, status):
    says(origins, status)
    front.ask("/last/")
    last = front.ask("/last/")
    gone(origins)

    answers = [front.ask("/last/") for _time in range(3)]

    assert {(one.status, one.body) for one in answers} == {(status, last.body)}
    assert answers[0].headers["cache-control"] == OURS


def test_where_pages_are_files_no_copy_of_one_is_shown(front, origins):
    files = front.data / "published" / "editions"
    files.mkdir(parents=True)
    for status in (200, 301):
        says(origins, status)
        front.ask(f"/file-{status}/")
    gone(origins)

    found = [front.ask(f"/file-{status}/").status for status in (200, 301)]

    files.rmdir()
    files.parent.rmdir()
    assert found == [503, 301]


@pytest.mark.parametrize(
    "headers",
    [
        {"Cache_Control": "private, no-store"},
        {"Cache_Control": "PRIVATE"},
        {"Cache_Control": " max-age=60 ,Private"},
        {"Cache_Control": "max-age=0, must-revalidate, stale-if-error=86400, private"},
        {"Cache_Control": "No-Store"},
        {"Cache_Control": ""},
        {"Vary": "Cookie"},
        {"Vary": " accept-encoding ,  COOKIE "},
        {"Vary": "*"},
        {"Set_Cookie": "sessionid=abc; HttpOnly"},
        {"Set_Cookie": "a=1", "X_Accel_Expires": "1000"},
        {"Cache_Control": "private", "X_Accel_Expires": "1000", "Expires": "Thu, 31 Dec 2099 23:55:55 GMT"},
    ],
)
def test_what_does_not_say_in_our_words_that_it_is_for_everybody_is_never_kept(front, origins, headers):
    says(origins, **headers)
    path = f"/own/{abs(hash(str(headers)))}/"
    answers = {front.ask(path).body for _time in range(2)}
    gone(origins)

    got = front.ask(path)

    assert got.status == 503
    assert got.body not in answers


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("/turns/", {"cookie": "sessionid=abc"}),
        ("/turns/", {"cookie": "theme=1;sessionid=abc"}),
        ("/turns/", {"authorization": "Bearer abc"}),
        ("/turns/", {"range": "bytes=0-3"}),
        ("/turns/", {"method": "POST", "body": b"a=1"}),
        ("/turns/?q=somebody", {}),
        ("/admin/", {}),
        ("/admin//", {}),
        ("/search/", {}),
        ("/search/?q=somebody", {}),
        ("/feedback/4716/", {}),
        ("/healthz", {}),
    ],
)
def test_in_turns_nobody_gets_what_was_made_for_somebody(front, origins, path, options):
    """The answers themselves claim to be for everybody."""
    for _turn in range(3):
        own = front.ask(path, **options)
        public = front.ask("/turns/")
        assert own.body != public.body
    assert len([one for one in asked(origins) if one["path"] == path]) >= 3
    last = public.body
    gone(origins)
    assert front.ask("/turns/").body == last
    assert front.ask(path, **options).status == 503


@pytest.mark.parametrize("status", [404, 403, 400, 500, 503])
def test_wrong_addresses_and_faults_are_not_kept(front, origins, status):
    says(origins, status)
    assert front.ask(f"/wrong/{status}/").status == status
    gone(origins)

    assert front.ask(f"/wrong/{status}/").headers.get("cache-control") != OURS


def test_thousands_of_unknown_addresses_leave_nothing_behind(front, origins):
    says(origins, 404)
    before = sum(1 for _file in (front.folder / "cache").rglob("*"))
    connection = front.reader()

    for place in range(2000):
        connection.request("GET", f"/unknown/{place}/", headers={"Host": HOST})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 404
    connection.close()

    assert sum(1 for _file in (front.folder / "cache").rglob("*")) == before


def test_each_spelling_of_a_coding_is_one_of_three(front, origins):
    spellings = [
        "gzip, deflate, br",
        "BR",
        " br ;q=1.0",
        "br;q=0.5,gzip",
        "br;q=0, GZIP",
        "gzip;q=1",
        "br;q=0.000",
        "*",
    ]

    for spelling in spellings:
        front.ask("/coded/", accept_encoding=spelling)

    assert {one.get("accept-encoding", "") for one in asked(origins)} == {"", "br", "gzip"}


def test_another_host_is_no_address_of_ours(front, origins):
    for host in ("evil.example", f"{HOST}.evil.example", "127.0.0.1", ""):
        assert front.refusal("/", Host=host) in {0, 400}
    assert asked(origins) == []


def test_the_name_of_the_host_is_handed_on_in_one_spelling(front, origins):
    front.ask("/spelt/", Host=HOST.upper())

    assert [one["host"] for one in asked(origins)] == [HOST]


def test_what_a_visitor_says_of_the_way_here_is_not_believed(front, origins):
    front.ask("/search/", X_Forwarded_Proto="http", X_Forwarded_For="203.0.113.9", Forwarded="for=203.0.113.9",
              X_Forwarded_Host="evil.example", X_Real_IP="203.0.113.9", Proxy="http://evil.example")  # fmt: skip

    (one,) = asked(origins)
    assert (one["x-forwarded-proto"], one["x-forwarded-for"]) == ("https", "127.0.0.1")
    assert "203.0.113.9" not in str(one)
    assert "evil" not in str(one)


def test_a_query_of_a_megabyte_is_refused_and_asks_nobody(front, origins):
    assert front.refusal("/search/?q=" + "x" * 1_000_000) in {0, 414}
    assert asked(origins) == []


def test_one_process_that_hangs_up_costs_no_reader_an_answer(front, origins):
    origins[0].drops = True

    answers = [front.ask(f"/one/{place}/").status for place in range(10)]

    assert answers == [200] * 10


@pytest.mark.parametrize("path", ["/feedback/4716/", "/admin/", "/faq/"])
def test_a_form_is_never_sent_twice(front, origins, path):
    gone(origins)

    front.ask(path, method="POST", body=b"words")

    assert len(asked(origins)) == 1


def test_pictures_that_are_public_are_kept_and_others_are_not(front, origins):
    says(origins, Cache_Control="public, max-age=31536000, immutable", Content_Type="image/webp")
    public = {front.ask("/media/pictures/a.webp").body for _time in range(3)}
    says(origins, Cache_Control="private, no-store", Content_Type="image/webp")
    own = {front.ask("/media/pictures/b.webp", cookie="sessionid=abc").body for _time in range(3)}
    again = front.ask("/media/pictures/b.webp").body

    assert (len(public), len(own)) == (1, 3)
    assert again not in own


def test_who_never_ends_a_request_is_hung_up_on_and_holds_nobody_up(front, origins):
    """After ten seconds; here after one."""
    slow = front.reader()
    slow.connect()
    slow.sock.sendall(f"GET /slow/ HTTP/1.1\r\nHost: {HOST}\r\nX-Slow: ".encode())

    assert front.ask("/meanwhile/").status == 200
    with suppress(ConnectionResetError):
        assert slow.sock.recv(1) == b""
    slow.close()

    assert [one["path"] for one in asked(origins)] == ["/meanwhile/"]


def test_the_way_without_tls_leads_to_the_way_with_it(front, origins):
    connection = http.client.HTTPConnection("127.0.0.1", front.plain_port, timeout=10)
    connection.request("GET", "/faq/?answers=1", headers={"Host": HOST})
    answer = connection.getresponse()
    answer.read()
    connection.close()

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{HOST}/faq/?answers=1")


def test_readings_that_no_process_saw_are_lines_of_a_day_and_a_path(front, origins):
    front.ask("/read/")  # a process sees and counts this one
    gone(origins)
    for _time in range(2):
        front.ask("/read/")
    front.ask("/read/", user_agent="A searching bot")
    front.ask("/read/", referer=f"https://{HOST}/admin/faq/question/")
    front.ask("/read/", purpose="prefetch")
    front.ask("/read/", method="HEAD")

    written = (front.folder / "log" / "clinic-guide-readings.log").read_text()
    lines = [web_log.parsed(line) for line in written.splitlines()]

    assert [(line.path, line.times) for line in lines if line.path == "/read/"] == [("/read/", 1)] * 2
