"""What programs get of a clinic with a hostile line in every field: feeds, documents, tables, letters, PDFs."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import date

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from articles.models import Article
from clinic_site.letters import sending
from clinic_site.letters.models import Letter, write
from clinic_site.review import reminders
from faq.models import Question
from tests import builders
from tests.clinic_site.handouts import printed
from tests.clinic_site.review.days import clock, looked_after
from tests.hostile.everywhere import hostile_clinic, hostile_pages
from tests.hostile.inert import live_parts
from tests.hostile.payloads import LINES

__all__ = ["clock"]
ATOM = "{http://www.w3.org/2005/Atom}"
# A spreadsheet would run these; the last ones hide what they begin with.
FORMULAS = ['=HYPERLINK("http://evil.example","x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", " =1+1", "\u3000＝1+1"]
A_HEADER = "Words\r\nBcc: evil@evil.example\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>"
SCRIPTS = ("/giving.js", "/sw.js")


@pytest.fixture(params=[LINES[0], LINES[2], LINES[6], LINES[9]])
def line(request, db) -> str:
    return request.param


@pytest.fixture
def clients(line) -> dict[str, Client]:
    found = hostile_clinic(line)
    hostile_pages(found, line)
    return found


def got(address: str, kind: str) -> bytes:
    """Of the kind it says it is, which no browser may guess anew."""
    answer = Client().get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"].partition(";")[0] == kind
    assert answer["X-Content-Type-Options"] == "nosniff"
    return answer.content


def assert_is_safe_to_show(found: dict) -> None:
    """Whatever is HTML in a document; the rest is text for whoever shows it."""
    for name, value in found.items():
        if name == "html":
            assert live_parts(value.replace(settings.SITE_ADDRESS, "")) == []
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                assert_is_safe_to_show(inner)


def test_whatever_programs_read_is_whole_and_holds_the_words_as_they_were_typed(clients, line):
    number = Question.objects.get().number_id

    feed = ET.fromstring(got("/feeds/articles.xml", "application/atom+xml"))  # noqa: S314
    assert feed.find(f"{ATOM}entry/{ATOM}title").text == line
    assert feed.find(f"{ATOM}entry/{ATOM}summary").get("type") in {None, "text", "html"}
    assert [link.get("href").startswith("http://") for link in feed.iter(f"{ATOM}link")] == [True] * 3
    ET.fromstring(got("/sitemap.xml", "application/xml"))  # noqa: S314
    pages = json.loads(got("/api/pages.json", "application/json"))["pages"]
    assert {one["title"] for one in pages} >= {line}
    page = json.loads(got(f"/api/pages/{number}.json", "application/json"))
    assert page["title"] == page["short_answer"] == line
    assert_is_safe_to_show(page)
    assert json.loads(got("/manifest.webmanifest", "application/manifest+json"))["name"].startswith(line)
    assert b"\n" + line.encode() not in got("/.well-known/security.txt", "text/plain")
    for address in SCRIPTS:
        assert line.encode() not in got(address, "text/javascript")


@pytest.mark.pdf
def test_a_pdf_runs_nothing_and_leads_nowhere_else(clients):
    pages = [Question.objects.get(), Article.objects.get()]
    made = got(f"/print/{'-'.join(page.number_id for page in pages)}.pdf", "application/pdf")

    reader = printed.opened(made)

    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(reader.trailer["/Root"])
    assert "/JavaScript" not in reader.trailer["/Root"].get("/Names", {})
    actions = [note.get_object().get("/A", {}) for page in reader.pages for note in page.get("/Annots", [])]
    assert {action["/S"] for action in actions if action} <= {"/URI", "/GoTo"}
    leads = [str(action["/URI"]) for action in actions if action and action["/S"] == "/URI"]
    assert [to for to in leads if not to.startswith((settings.SITE_ADDRESS, "https://doi.org/10.1234/", "tel:"))] == []


def rows_of(client: Client, address: str, **asked) -> list[list[str]]:
    answer = client.post(address, asked) if asked else client.get(address)
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Content-Disposition"].startswith("attachment")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_a_table_is_a_formula(clinic, formula):
    clinic["editor"].name = formula
    clinic["editor"].save()
    page = builders.question(clinic["editor"], "may-i-swim", question=formula, short_answer=formula)
    builders.published(page, clinic, note=formula)
    owner = Client()
    owner.force_login(clinic["owner"])

    tables = [
        rows_of(owner, "/admin/record/?export=csv"),
        rows_of(owner, "/admin/faq/question/", action="bulk_export", _selected_action=page.pk),
    ]

    for rows in tables:
        cells = [cell for row in rows for cell in row]
        assert "'" + formula in cells
        assert [cell for cell in cells if cell.strip().startswith(tuple("=+-@＝"))] == []


@pytest.mark.parametrize("typed", [*LINES, A_HEADER])
def test_a_letter_is_plain_text_under_the_headers_we_wrote(clinic, clock, typed):
    owner = clinic["owner"]
    looked_after(builders.article(clinic["editor"], title=typed[:65]), clinic)
    clock(date(2028, 2, 3))
    reminders.write_due()
    write(owner, about="a hostile matter", subject=typed, text=typed)
    clock(date(2028, 2, 4))

    assert sending.send_waiting() == Letter.objects.count() >= 2

    for message in mail.outbox:
        sent = message.message()
        assert sent.get_content_type() == "text/plain"
        assert message.recipients() in ([owner.email], [clinic["editor"].email])
        assert sent["Bcc"] is None
        assert "\n" not in message.subject
