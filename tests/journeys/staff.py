"""What staff do in the browser, step by step, through the real screens."""

import re

from tests.clinic_site.images.pictures import jpeg
from tests.journeys.browsing import Visitor

QUESTION = {
    "question": "May I swim after treatment?",
    "short_answer": "Yes, from the next day. Stay out of the water while a mark is still open.",
    "body": "## In the pool\n\nMost people swim the next day.\n",
}


def sign_in(visitor: Visitor, role: str) -> None:
    """By hand once for each role of a site, later with the session that gave."""
    sessions = visitor.site.sessions
    if role not in sessions:
        visitor.page.goto("/admin/")
        sign_in_by_hand(visitor, role)
    visitor.context.add_cookies(sessions[role])


def sign_in_by_hand(visitor: Visitor, role: str) -> None:
    """On the screen that asks who this is; goes where it leads."""
    page = visitor.page
    page.get_by_label("E-mail address").fill(f"{role}@clinic.example")
    page.get_by_label("Password").fill(visitor.site.passwords[role])
    with page.expect_navigation(url="**/admin/**"):
        page.get_by_role("button", name="Sign in").click()
    visitor.site.sessions[role] = visitor.context.cookies()


def said(visitor: Visitor) -> str:
    return " ".join(visitor.page.locator(".messagelist").all_inner_texts())


def screens_of(visitor: Visitor, slug: str, kind: str = "faq/question") -> str:
    """Where the staff screens of a page are."""
    found = visitor.context.request.get(f"/admin/{kind}/?q={slug}").text()
    return re.search(rf'href="(/admin/{kind}/\d+/)change/', found)[1]


def open_page(visitor: Visitor, slug: str = "does-it-hurt", role: str = "editor") -> None:
    """Signs in and opens the edit screen, without what an earlier test typed there and did not save."""
    sign_in(visitor, role)
    screens = screens_of(visitor, slug)
    token = next(cookie["value"] for cookie in visitor.context.cookies() if cookie["name"] == "csrftoken")
    visitor.context.request.post(screens + "throw-away/", headers={"X-CSRFToken": token}, max_redirects=0)
    visitor.page.goto(screens + "change/")


def change(visitor: Visitor, screens: str, **fields: str) -> None:
    visitor.page.goto(screens + "change/")
    fill(visitor.page, fields)
    visitor.page.get_by_role("button", name="Save draft").click()
    visitor.page.locator(".messagelist .success").wait_for()


def fill(page, fields: dict[str, str]) -> None:
    """Opens the folded group that a field stands in, as a person would."""
    for name, value in fields.items():
        field = page.locator(f"[name={name}]")
        if not field.is_visible():
            page.locator("details", has=field).locator("> summary").click()
        field.fill(value)


def write_question(visitor: Visitor, slug: str, **fields: str) -> str:
    """Fills the empty form and saves; answers with the address of the page's staff screens."""
    page = visitor.page
    page.goto("/admin/faq/question/add/")
    fill(page, QUESTION | {"slug": slug} | fields)
    page.get_by_label("Main topic").select_option("after-treatment")
    page.get_by_role("button", name="Save draft").click()
    page.wait_for_url(re.compile(r"/admin/faq/question/\d+/change/"))
    return page.url.removesuffix("change/")


def send(visitor: Visitor, screens: str, note: str = "A first text.", kind: str = "clinical") -> None:
    page = visitor.page
    page.goto(screens + "change/")
    page.get_by_label("What changed and why").fill(note)
    if page.locator("[name=kind]").count():
        page.locator(f"[name=kind][value={kind}]").check()
    page.locator("button[name=_send]").click()
    page.locator(".messagelist .success").get_by_text("Sent.").wait_for()


def waiting_for_a_check(chromium, site, note: str, **fields: str) -> str:
    """An editor changes an answer that is public and sends it; where the staff screens of its page are."""
    editor = Visitor(chromium, site)
    sign_in(editor, "editor")
    screens = screens_of(editor, "does-it-hurt")
    change(editor, screens, **fields)
    send(editor, screens, note=note)
    editor.context.close()
    return screens


def press(visitor: Visitor, screens: str, verb: str, button: str) -> None:
    """A step that asks for nothing but the ticks of a review."""
    visitor.page.goto(f"{screens}{verb}/")
    for tick in visitor.page.locator(".ticks input").all():
        tick.check()
    visitor.page.get_by_role("button", name=button, exact=True).click()
    visitor.page.wait_for_url("**/change/")


def withdraw(visitor: Visitor, screens: str, reason: str, read_instead: str) -> None:
    page = visitor.page
    page.goto(screens + "withdraw/")
    page.get_by_label("Tell them it is gone").check()
    page.get_by_label("More pages to read now").fill(read_instead)
    page.locator(f"[name=reason][value={reason}]").check()
    page.get_by_role("button", name="Retire", exact=True).click()
    page.wait_for_url("**/change/")


def move(visitor: Visitor, screens: str, slug: str) -> None:
    visitor.page.goto(screens + "move/")
    visitor.page.get_by_label("New address").fill(slug)
    visitor.page.get_by_role("button", name="Change the address").click()
    visitor.page.wait_for_url("**/change/")


def add_picture(visitor: Visitor, name: str, alt: str, needle: bool = False) -> None:
    page = visitor.page
    page.goto("/admin/images/image/add/")
    page.get_by_label("picture file").set_input_files(
        {"name": name, "mimeType": "image/jpeg", "buffer": jpeg((640, 320))}
    )
    page.get_by_label("It gives information").check()
    page.get_by_label("What the picture shows").fill(alt)
    page.get_by_label("Shows a needle").set_checked(needle)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/admin/images/image/")
