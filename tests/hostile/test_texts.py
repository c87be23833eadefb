"""What staff type into the text of a page, through the editor's preview and through the form to readers."""

import pytest
from django.test import Client

from tests.architecture.at_rest import at_rest
from tests.hostile.desk import add_question, publish, save_question, send, sound, step
from tests.hostile.inert import live_parts
from tests.hostile.payloads import TEXTS

PREVIEW = "/admin/markdown/preview/"
ON_ONE_PAGE = 40


@pytest.fixture
def clients(clinic) -> dict[str, Client]:
    found = {}
    for role, person in clinic.items():
        found[role] = Client()
        found[role].force_login(person)
    return found


def test_there_are_payloads_enough():
    assert len(TEXTS) >= 300


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<b onclick=x>", ["b onclick"]),
        ("<base target=_blank href=//evil.example/>", ["<base>"]),
        ("<a href=' java\nscript:x'>", ["a href= java\nscript:x"]),
        ("<img src=//evil.example/x>", ["img src=//evil.example/x"]),
        ("<script>x</script>", ["<script>"]),
        ("<a href='https://a.example'>x</a><script src=/static/admin/editor.js></script>", []),
    ],
)
def test_the_watch_itself_sees(html, found):
    assert live_parts(html) == found


def test_nothing_in_a_preview_is_alive(clients):
    live = {}

    with at_rest():
        for text in TEXTS:
            answer = clients["editor"].post(PREVIEW, {"content": text})
            assert answer.status_code in {200, 400}, text
            if found := live_parts(answer.content.decode()):
                live[text] = found

    assert live == {}


def test_a_preview_is_for_staff_only(clients):
    answer = Client().post(PREVIEW, {"content": TEXTS[0]})

    assert answer.status_code == 403
    assert "Sign in again" in answer.json()["error"]


def test_nothing_in_the_draft_of_a_page_is_alive(clients):
    page = add_question(clients["editor"], "may-i-swim")
    live = {}

    with at_rest():
        for text in TEXTS:
            saved = save_question(clients["editor"], page, body=text)
            assert saved.status_code in {200, 302}, text
            answer = clients["editor"].get(f"/admin/faq/question/{page.pk}/preview/")
            assert answer.status_code == 200
            if found := live_parts(answer.content.decode()):
                live[text] = found

    assert live == {}


def test_nothing_on_the_screens_of_a_desk_is_alive(clients):
    page = add_question(clients["editor"], "may-i-swim")
    save_question(clients["editor"], page, body="\n\n".join(TEXTS).replace("\x00", ""))

    for screen in ("change", "submit", "history"):
        answer = clients["editor"].get(f"/admin/faq/question/{page.pk}/{screen}/")
        assert answer.status_code == 200
        assert live_parts(answer.content.decode()) == []


def test_what_is_refused_is_told_in_words(clients):
    page = add_question(clients["editor"], "may-i-swim", body="[x](javascript:alert(1))")

    answer = step(clients["editor"], page, "submit", note="x", kind="clinical")

    assert answer.status_code == 409
    assert live_parts(answer.content.decode()) == []
    assert not page.revisions.exists()


def test_nothing_that_readers_get_is_alive(clients):
    texts = sound(TEXTS)
    assert len(texts) > 150
    live = {}

    for start in range(0, len(texts), ON_ONE_PAGE):
        body = "\n\n".join(texts[start : start + ON_ONE_PAGE])
        page = add_question(clients["editor"], f"may-i-swim-{start}", body=body)
        publish(clients, page)
        answer = Client().get(page.path)
        assert answer.status_code == 200
        if found := live_parts(answer.content.decode()):
            live[start] = found

    assert live == {}


def test_the_difference_between_two_hostile_texts_is_not_alive(clients):
    texts = sound(TEXTS)
    page = add_question(clients["editor"], "may-i-swim", body="\n\n".join(texts[::2]))
    publish(clients, page, note="<script>alert(1)</script>")
    save_question(clients["editor"], page, body="\n\n".join(texts[1::2]), short_answer="<img src=x onerror=alert(1)>")
    assert send(clients["editor"], page, note="<script>alert(1)</script>").status_code == 302

    for role, screen in (
        ("reviewer", "approve"),
        ("reviewer", "return"),
        ("editor", "history"),
        ("editor", "revision/2"),
        ("editor", "revision/1/restore"),
        ("editor", "compare/?old=1&new=2&x="),
    ):
        answer = clients[role].get(f"/admin/faq/question/{page.pk}/{screen}/")
        assert answer.status_code == 200
        assert live_parts(answer.content.decode()) == []


def test_both_texts_of_a_refused_save_are_shown_and_not_alive(clients):
    page = add_question(clients["editor"], "may-i-swim")
    save_question(clients["editor"], page, body="\n\n".join(TEXTS[:100]).replace("\x00", ""))
    page.refresh_from_db()

    answer = save_question(clients["owner"], page, body="</textarea><script>alert(1)</script>", base_edit="1")

    assert answer.status_code == 200
    assert live_parts(answer.content.decode()) == []
    assert "alert(1)" in answer.content.decode()


def test_a_text_far_too_long_is_refused_in_words(clients):
    page = add_question(clients["editor"], "may-i-swim")

    preview = clients["editor"].post(PREVIEW, {"content": "x" * 2_000_000})
    saved = save_question(clients["editor"], page, body="x" * 2_000_000)

    assert preview.status_code == 400
    assert "too long" in preview.json()["error"]
    assert "longer than 100 kB" in saved.content.decode()
