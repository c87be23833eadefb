"""The example that docs/linking.md gives a record system, run as it is printed there."""

import re
from pathlib import Path

from tests import builders

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "linking.md"


def test_the_printed_example_fetches_once_and_offers_what_was_checked(transactional_db, live_server):
    printed = re.search(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[1]
    example: dict = {}
    exec(printed, example)  # noqa: S102
    staff = builders.clinic()
    page = builders.article(staff["editor"])
    builders.published(page, staff)

    pages, mark = example["fetched"](f"{live_server.url}/api/pages.json", "")
    again = example["fetched"](f"{live_server.url}/api/pages.json", mark)

    assert example["buttons"](pages) == [("Title of soreness", f"http://127.0.0.1:8000/{page.number_id}")]
    assert again == (None, mark)
