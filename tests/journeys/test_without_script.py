import pytest

from tests.journeys.addresses import PUBLIC
from tests.journeys.browsing import PHONE
from tests.journeys.staff import add_picture, press, send, sign_in, write_question

pytestmark = pytest.mark.browser
NO_SCRIPT = {"java_script_enabled": False}
# What the script adds: buttons to copy, share and print.
TAKE_AWAY = "document.querySelectorAll('button.quiet').forEach(part => part.remove())"


def test_staff_write_check_and_publish_without_script(visitor):
    editor, reviewer, publisher, reader = (visitor(**NO_SCRIPT) for _person in range(4))
    for person, role in ((editor, "editor"), (reviewer, "reviewer"), (publisher, "publisher")):
        sign_in(person, role)

    add_picture(editor, "resting.jpg", "A person resting")
    screens = write_question(editor, "may-i-rest", body="Yes.\n\n![](image:person-resting)\n")
    # What needs script to do anything is not there.
    assert not editor.page.locator(".tools").is_visible()
    editor.page.get_by_role("link", name="Preview of the saved text").click()
    assert editor.page.get_by_role("img", name="A person resting").count() == 1
    send(editor, screens)
    press(reviewer, screens, "approve", "Approve")
    press(publisher, screens, "publish", "Publish")

    assert reader.page.goto("/faq/may-i-rest/").status == 200
    assert reader.page.get_by_role("img", name="A person resting").count() == 1


@pytest.mark.parametrize("address", PUBLIC.values(), ids=PUBLIC)
def test_a_page_reads_the_same_without_script(visitor, address):
    with_script, without = visitor(**PHONE), visitor(**PHONE, **NO_SCRIPT)

    with_script.page.goto(address)
    without.page.goto(address)
    with_script.page.evaluate(TAKE_AWAY)

    assert without.page.inner_text("body").split() == with_script.page.inner_text("body").split()


def test_folds_open_by_themselves(visitor):
    reader = visitor(**PHONE, **NO_SCRIPT)
    reader.page.goto("/faq/")
    fold = reader.page.locator("details").first
    assert not fold.locator("p").first.is_visible()

    fold.locator("summary").click()

    assert fold.locator("p").first.is_visible()


def test_all_answers_open_by_a_link(visitor):
    reader = visitor(**PHONE, **NO_SCRIPT)
    reader.page.goto("/faq/")

    reader.page.get_by_role("link", name="Show all the answers").click()

    assert reader.page.locator("details:not([open])").count() == 0
    assert reader.page.locator("details[open]").count() > 20
