"""No room on the disk while staff save and upload: nobody is told that something was kept which was not, and it goes on
by itself when there is room."""

import os
import resource
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from tests.clinic_site.images.pictures import jpeg
from tests.clinic_site.operations.backups import does
from tests.deploy.clerk import at_work
from tests.faults.server import Editor, Server, filled, served
from tests.journeys import serving

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
EDGE = "a-line-between-parts"


def processes_of(server: Server) -> list[int]:
    """All of its group."""
    pids = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    return [pid for pid in pids if group_of(pid) == server.process.pid]


def group_of(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return None


@contextmanager
def no_room(server: Server):
    """Every write of a file fails, as on a full disk."""
    pids = processes_of(server)
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    yield
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, UNLIMITED)


def upload(editor: Editor) -> tuple[int, str]:
    """As the library's form sends it."""
    path = "/admin/images/image/add/"
    _status, body, headers = editor.server.ask("GET", path, Cookie=f"sessionid={editor.key}")
    token = headers["set-cookie"].partition("csrftoken=")[2].partition(";")[0]
    forms = BeautifulSoup(body, "html.parser").find_all("form", method="post")
    fields = filled(max(forms, key=lambda one: len(str(one)))) | {"alt_choice": ["decoration"]}
    parts = [f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
             for name, values in fields.items() for value in values]  # fmt: skip
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="chairs.jpg"\r\n'
    parts.append(head.encode() + b"Content-Type: image/jpeg\r\n\r\n" + jpeg() + b"\r\n" + f"--{EDGE}--\r\n".encode())
    status, said, _headers = editor.server.ask(
        "POST", path, b"".join(parts), Cookie=f"sessionid={editor.key}; csrftoken={token}",
        Referer=editor.server.address, Content_Type=f"multipart/form-data; boundary={EDGE}",
    )  # fmt: skip
    return status, said.decode()


def pictures(folder: Path) -> list[str]:
    """By row and by file."""
    shown = "from clinic_site.images.models import Image; print(*Image.objects.values_list('key', flat=True))"
    rows = does(folder, "shell", "--no-imports", "-c", shown).split()
    return [*rows, *(path.suffix for path in (folder / "media").rglob("*") if path.is_file())]


def test_nothing_is_acknowledged_that_was_not_kept_and_it_goes_on_without_a_restart(tmp_path):
    words = "Words that find no room at first & then do."
    with serving.empty(tmp_path / "site") as folder, at_work(serving.environment(folder)) as clerk:
        clerk.does("begin")
        page = clerk.does("draft", words="Words at first.")["pk"]
        key = clerk.does("session")["key"]
        with served(folder) as server:
            editor = Editor(server, key, f"/admin/faq/question/{page}/change/")
            editor.look()
            with no_room(server):
                status, said = editor.save(words)
                uploaded, answer = upload(editor)
                readers = server.ask("GET", "/faq/does-it-hurt/")[0]
            kept = editor.look(), pictures(folder)
            form = BeautifulSoup(said, "html.parser").find("form")
            again = editor.send(form["action"], urlencode(filled(form), doseq=True))
            afterwards = editor.look(), upload(editor)[0], pictures(folder)

    assert status == 503
    assert "Not saved. Please try again" in said
    assert uploaded in (200, 503)
    assert "could not be stored" in answer or "Not saved" in answer
    assert readers == 200
    assert kept == ("Words at first.", [])
    assert again[0] == 302
    assert afterwards[:2] == (words, 302)
    assert len(afterwards[2]) > 1
