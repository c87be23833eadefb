"""The command against a server of its own on loopback; nothing here leaves the machine."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command

from clinic_site.content.outside import OutsideLink, failing
from clinic_site.operations import outside_links
from tests import builders


@dataclass
class Host:
    """`answers` are status and Location by path; everything else is 200. `asked` are method, path and headers."""

    address: str = ""
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    asked: list[tuple[str, str, dict]] = field(default_factory=list)


@pytest.fixture
def host() -> Iterator[Host]:
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self):
            host.asked.append((self.command, self.path, dict(self.headers)))
            status, onward = host.answers.get(f"{self.command} {self.path}") or host.answers.get(self.path, (200, ""))
            self.send_response(status)
            self.send_header("Set-Cookie", "visitor=1")
            if onward:
                self.send_header("Location", onward)
            self.end_headers()

        do_GET = do_HEAD

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield host
    server.shutdown()
    thread.join()
    server.server_close()


def check_links(**options) -> None:
    call_command("check_links", allow_private=True, pause=0, **options)


def link_to(*addresses: str) -> str:
    return "\n\n".join(f"See [a study]({address})." for address in addresses)


def test_links_of_desks_and_of_published_texts_are_asked_and_remembered(clinic, host, capsys):
    host.answers["/gone"] = (404, "")
    page = builders.article(clinic["editor"], number="1007", body=link_to(f"{host.address}/gone"))
    builders.article(clinic["editor"], slug="heat", number="1010", body=link_to(f"{host.address}/works?a=1&b=2"))

    check_links()

    told = capsys.readouterr().out
    assert list(failing((f"{host.address}/gone", f"{host.address}/works?a=1&b=2"))) == [f"{host.address}/gone"]
    assert "404 Not Found" in told
    assert f"on {page.number_id}" in told
    assert "Links to other sites: 2. Not answering: 1." in told


def test_a_link_that_left_the_desk_is_still_asked_while_it_is_published(clinic, host):
    page = builders.article(clinic["editor"], number="1007", body=link_to(f"{host.address}/old"))
    builders.published(page, clinic)
    page.refresh_from_db()
    type(page).objects.filter(pk=page.pk).update(body="Plain words.")

    check_links()

    assert OutsideLink.objects.get().address == f"{host.address}/old"


def test_the_first_good_answer_ends_a_failure(clinic, host):
    builders.article(clinic["editor"], number="1007", body=link_to(f"{host.address}/a"))
    host.answers["/a"] = (500, "")
    check_links()
    since = OutsideLink.objects.get().failing_since
    check_links()
    kept = OutsideLink.objects.get().failing_since
    host.answers.clear()

    check_links()

    assert since is not None
    assert kept == since
    assert OutsideLink.objects.get().failing_since is None


def test_nothing_is_asked_when_no_page_links_elsewhere(clinic, capsys):
    call_command("check_links")

    assert "No page links to another site." in capsys.readouterr().out


def test_where_head_is_not_liked_get_is_asked_and_no_cookie_is_ever_sent(host):
    host.answers["HEAD /a"] = (405, "")

    answer = outside_links.ask(f"{host.address}/a", allow_private=True)

    assert answer.works
    assert [method for method, _path, _headers in host.asked] == ["HEAD", "GET"]
    assert not [headers for _method, _path, headers in host.asked if "Cookie" in headers]
    assert {headers["User-Agent"] for _method, _path, headers in host.asked} == {outside_links.AGENT}


def test_a_host_that_keeps_programs_out_still_has_the_page(host):
    host.answers["/a"] = (403, "")

    assert outside_links.ask(f"{host.address}/a", allow_private=True).works


def test_five_redirects_are_followed_and_no_more(host):
    host.answers |= {f"/{turn}": (302, f"/{turn + 1}") for turn in range(5)}
    host.answers["/round"] = (301, "/round")

    assert outside_links.ask(f"{host.address}/0", allow_private=True).works
    assert outside_links.ask(f"{host.address}/round", allow_private=True).words == "it sends on more than 5 times"


@pytest.mark.parametrize("onward", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://user@127.0.0.1/", "http://["])
def test_a_redirect_to_what_is_never_asked_is_refused(host, onward):
    host.answers["/a"] = (302, onward)

    assert not outside_links.ask(f"{host.address}/a", allow_private=True).works


def test_an_address_in_a_private_network_is_not_asked(host):
    answer = outside_links.ask(f"{host.address}/a")

    assert (answer.works, answer.words, host.asked) == (False, "it leads into a private network", [])


def test_a_name_that_leads_into_a_private_network_is_not_asked(host):
    address = host.address.replace("127.0.0.1", "localhost")

    assert outside_links.ask(address).words == "it leads into a private network"
    assert host.asked == []


@pytest.mark.parametrize(
    "ip",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "224.0.0.1", "100.64.0.1", "::", "::1", "fe80::1%1"]
    + ["fd00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"],
)
def test_an_inner_address_is_known_in_every_dress(ip):
    assert not outside_links.is_public(ip)


@pytest.mark.parametrize("ip", ["93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34"])
def test_the_open_internet_is_public(ip):
    assert outside_links.is_public(ip)


def test_one_host_is_given_time_between_two_questions(host):
    rests: list[float] = []
    other = host.address.replace("127.0.0.1", "127.0.0.2")

    addresses = [f"{host.address}/a", f"{host.address}/b", f"{other}/c"]
    list(outside_links.asked(addresses, allow_private=True, pause=60, wait=rests.append))

    assert len(rests) == 1
    assert 0 < rests[0] <= 60


def test_silence_of_all_hosts_is_taken_as_our_own_fault():
    silent = [outside_links.Answer(f"https://{name}.example/", False, "no answer", heard=False) for name in "abc"]

    assert outside_links.is_our_fault(silent)
    assert not outside_links.is_our_fault([*silent, outside_links.Answer("https://d.example/", False, "404")])
    assert not outside_links.is_our_fault(silent[:2])
