"""The same texts in a real browser, once without the site's policy, so that it can't hide what should not be there."""

import re

import pytest

from tests.clinic_site.content.forms import TICKS
from tests.hostile.desk import FIELDS, sound
from tests.hostile.inert import SCAN
from tests.hostile.payloads import LINES, TEXTS
from tests.journeys.browsing import RAN, Visitor
from tests.journeys.staff import sign_in

pytestmark = pytest.mark.browser

PREVIEWS = (
    "async ([texts, token]) => {"
    f"  const scan = {SCAN};"
    """
      const frame = document.body.appendChild(document.createElement('iframe'));
      const live = {};
      for (const text of texts) {
        const form = new FormData();
        form.append('content', text);
        const headers = {'X-CSRFToken': token};
        const answer = await fetch('/admin/markdown/preview/', {method: 'POST', body: form, headers});
        const html = await answer.text();
        if (!answer.headers.get('Content-Type').includes('html')) continue;
        await new Promise(done => { frame.onload = done; frame.srcdoc = html; });
        const found = scan(frame.contentDocument.body);
        if (found.length) live[text] = found;
        frame.contentDocument.addEventListener('click', event => event.preventDefault());
        frame.contentDocument.querySelectorAll('*').forEach(at => at.click && at.click());
      }
      return live;
    }"""
)
POKE = """() => {
  for (const name of ['click', 'submit']) document.addEventListener(name, event => event.preventDefault(), true);
  for (const at of document.querySelectorAll('main :not(button)'))
    for (const name of ['mouseover', 'focus', 'pointerenter', 'toggle', 'click']) at.dispatchEvent(new Event(name));
}"""
SEEN = re.compile(r'name="seen" value="([^"]*)"')
BASE = re.compile(r'name="base_edit" value="(\d+)"')
WHY = re.compile(r'name="(why-[^"]+)"')
PARSES = """async address => {
  const text = await (await fetch(address)).text();
  return new DOMParser().parseFromString(text, 'application/xml').querySelector('parsererror') === null;
}"""


def token_of(person: Visitor) -> str:
    return next(cookie["value"] for cookie in person.context.cookies() if cookie["name"] == "csrftoken")


def post(person: Visitor, address: str, **fields: str):
    headers = {"X-CSRFToken": token_of(person)}
    return person.context.request.post(address, form=fields, headers=headers, max_redirects=0)


def publish(staff: dict[str, Visitor], slug: str, note: str, **fields: str) -> str:
    """Answers with the staff screens of a page that is public now."""
    fields = FIELDS | {"slug": slug} | fields
    added = post(staff["editor"], "/admin/faq/question/add/", **fields, base_edit="0", _continue="1")
    assert added.status == 302, fields
    screens = added.headers["location"].removesuffix("change/")
    send(staff["editor"], screens, note, **fields)
    take(staff["reviewer"], f"{screens}approve/", **TICKS, note=note)
    take(staff["publisher"], f"{screens}publish/")
    return screens


def send(editor: Visitor, screens: str, note: str, **fields: str) -> None:
    """What is saved already, with a reason in each box that asks for one."""
    screen = editor.context.request.get(f"{screens}change/").text()
    reasons = dict.fromkeys(WHY.findall(screen), note)
    said = {"base_edit": BASE.search(screen)[1], "_send": "1", "note": note, "kind": "clinical"}
    answer = post(editor, f"{screens}change/", **fields | reasons | said)
    assert answer.status == 302, answer.text().partition("errornote")[2][:1000]


def take(person: Visitor, address: str, **said: str) -> None:
    """A step from its own screen, which says which text was seen there."""
    seen = SEEN.search(person.context.request.get(address).text())[1]
    answer = post(person, address, seen=seen, **said)
    assert answer.status == 302, answer.text().partition("errornote")[2][:1000]


def look_at(person: Visitor, addresses: list[str]) -> dict[str, list[str]]:
    """Opens each page, provokes its handlers, and answers with what is alive in it."""
    live = {}
    for address in addresses:
        answer = person.page.goto(address)
        assert answer.status == 200, address
        found = person.page.evaluate(f"({SCAN})(document)")
        for frame in person.page.locator("iframe.phone").all():
            found += frame.content_frame.locator("html").evaluate(SCAN)
        person.page.evaluate(POKE)
        if found:
            live[address] = found
    return live


@pytest.fixture(scope="module")
def staff(chromium, site):
    """Without the policy: what the sanitiser and the templates let through would run."""
    people = {}
    for role in ("owner", "editor", "reviewer", "publisher"):
        people[role] = Visitor(chromium, site, bypass_csp=True)
        sign_in(people[role], role)
    yield people
    for person in people.values():
        person.context.close()
        assert not person.faults, "\n".join(person.faults)


@pytest.fixture(scope="module")
def hostile_pages(staff) -> dict[str, str]:
    """Address of a public page -> its staff screens. Each has a second text on its desk, sent for a check."""
    pages = {}
    texts = sound(TEXTS)
    for start in range(0, len(texts), 60):
        body = "\n\n".join(texts[start : start + 60])
        pages[f"/faq/swim-{start}/"] = publish(staff, f"swim-{start}", "Texts", body=body)
        change(staff["editor"], pages[f"/faq/swim-{start}/"], body="\n\n".join(reversed(texts[start : start + 60])))
    for place, line in enumerate(LINES):
        fields = {"question": line, "list_title": line, "short_answer": line, "search_words": line}
        pages[f"/faq/line-{place}/"] = publish(staff, f"line-{place}", line, **fields)
        change(staff["editor"], pages[f"/faq/line-{place}/"], question=line + "?", short_answer=f"{line} {line}")
    return pages


def change(editor: Visitor, screens: str, **fields: str) -> None:
    fields, screen = FIELDS | fields, editor.context.request.get(f"{screens}change/").text()
    saved = post(editor, f"{screens}change/", **fields, base_edit=BASE.search(screen)[1], _continue="1")
    assert saved.status == 302, saved.text().partition("errornote")[2][:1000]
    send(editor, screens, "<script>alert(1)</script>", **fields)


def test_the_watch_itself_sees_what_runs(visitor):
    person = visitor(bypass_csp=True)

    person.page.goto("/")
    person.page.set_content("<a href='javascript:alert(1)'>x</a><img src='data:x' onerror=alert(1)>")
    person.page.wait_for_timeout(300)

    assert person.page.evaluate(f"({SCAN})(document.body)") == [
        "a href=javascript:alert(1)",
        "img src=data:x",
        "img onerror",
    ]
    assert any(RAN in fault for fault in person.faults)
    person.faults.clear()


def test_no_preview_is_alive_even_outside_its_frame(staff):
    page = staff["editor"].page
    page.goto("/admin/")

    assert page.evaluate(PREVIEWS, [TEXTS, token_of(staff["editor"])]) == {}


def test_the_preview_beside_the_text_is_not_alive(visitor):
    editor = visitor()
    sign_in(editor, "editor")
    editor.page.goto("/admin/faq/question/add/")

    for start in range(0, len(TEXTS), 60):
        texts = [*TEXTS[start : start + 60], f"The end of {start}."]
        editor.page.locator("#id_body").fill("\n\n".join(texts).replace("\x00", ""))
        preview = editor.page.frame_locator("#preview_frame")
        preview.get_by_text(f"The end of {start}.").wait_for(state="attached")
        assert preview.locator("body").evaluate(SCAN) == []


def test_no_page_that_readers_get_is_alive(visitor, hostile_pages):
    for options in ({}, {"bypass_csp": True}):
        reader = visitor(**options)
        lists = ["/", "/faq/", "/faq/?answers=1", "/topics/", "/topics/after-treatment/", "/evidence/", "/articles/"]

        assert look_at(reader, [*hostile_pages, *lists]) == {}


def test_what_programs_read_can_be_parsed(staff, hostile_pages):
    page = staff["editor"].page
    page.goto("/")

    assert page.evaluate(PARSES, "/feeds/articles.xml")
    assert page.evaluate(PARSES, "/sitemap.xml")


def test_no_screen_that_staff_get_is_alive(staff, hostile_pages):
    seen_by = {
        "editor": ("change/", "preview/", "history/", "revision/1/", "revision/2/"),
        "reviewer": ("approve/", "return/"),
    }

    for role, screens in seen_by.items():
        assert look_at(staff[role], [page + screen for page in hostile_pages.values() for screen in screens]) == {}
    assert look_at(staff["owner"], ["/admin/", "/admin/faq/question/?q=line", "/admin/content/event/"]) == {}
