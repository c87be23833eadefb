"""Invariants 11 to 13: values come from the profile, escaped; all HTML has passed the sanitiser; nothing is about the
visitor."""

import re

import pytest

from clinic_site.content import cutting, drafting
from clinic_site.content.cutting import frozen_parts
from clinic_site.content.fallback import add as add_built_in
from clinic_site.content.parts import Parts
from clinic_site.content.required import ALL
from clinic_site.markdown import Rendered
from clinic_site.markdown.sanitise import sanitise
from clinic_site.profile import models as profiles
from clinic_site.readiness.checks import PLACEHOLDERS
from tests import builders
from tests.clinic_site.content.lives import edited

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"
VALUES = "Words {{clinic_name}} {{address}} {{practitioner}} {{regulator}} {{when_closed}} {{opening_hours}}.\n"


def read(client, page) -> str:
    return client.get(page.path).content.decode()


def test_a_value_is_read_from_the_profile_that_is_in_force_now(clinic, client):
    page = builders.article(
        clinic["editor"], body="Call {{phone}} or {{emergency_number}}.\n", lede="Ask {{clinic_name}}."
    )
    revision = builders.published(page, clinic)
    assert '<a href="tel:01632960001">01632 960001</a>' in read(client, page)

    row = profiles.amend(by=clinic["owner"], phone="01632 960077", emergency_number="112", clinic_name="New Name")
    assert "01632 960001" in read(client, page)
    profiles.confirm(row, by=clinic["reviewer"])

    text = read(client, page)
    assert '<a href="tel:01632960077">01632 960077</a> or <a href="tel:112">112</a>' in text
    assert "Ask New Name." in text
    assert "960001" not in text
    assert "960001" not in revision.html


def test_the_frozen_html_holds_names_and_no_values(clinic):
    body = " ".join(f"{{{{{name}}}}}" for name in sorted(PLACEHOLDERS)) + "\n"
    revision = builders.published(builders.article(clinic["editor"], body=body), clinic)

    assert set(re.findall(r'<span data-fill="(\w+)"></span>', revision.html)) == PLACEHOLDERS
    assert not re.search(r"Example Clinic|999|960001", revision.html)


def test_every_value_is_escaped(clinic, client):
    hostile = dict.fromkeys(("clinic_name", "practitioner"), HOSTILE[:58])
    hostile |= dict.fromkeys(("address", "regulator", "opening_hours", "when_closed"), HOSTILE)
    profiles.confirm(profiles.amend(by=clinic["owner"], **hostile), by=clinic["reviewer"])
    page = builders.question(clinic["editor"], body=VALUES, short_answer="At {{clinic_name}}, {{address}}.")
    builders.published(page, clinic)

    for address in (page.path, "/", "/faq/?answers=1", "/feeds/articles.xml", "/sitemap.xml"):
        text = client.get(address).content.decode()

        assert "<script>alert" not in text, address
        assert "<img src=x" not in text, address


def test_a_hostile_heading_stays_words(clinic, client):
    page = builders.article(clinic["editor"], title=HOSTILE[:60], lede=HOSTILE)
    builders.published(page, clinic)

    for address in (page.path, "/articles/", "/", "/topics/", f"/{page.number_id}"):
        text = client.get(address, follow=True).content.decode()

        assert "<script>alert" not in text, address
        assert "<img src=x" not in text, address


def test_without_a_phone_the_page_still_says_whom_to_ask(clinic, client):
    profiles.confirm(profiles.amend(by=clinic["owner"], phone="", email=""), by=clinic["reviewer"])
    page = builders.article(clinic["editor"], body="Call {{phone}} or write to {{email}}.\n")
    builders.published(page, clinic)

    assert "Call the clinic or write to (we have no e-mail for patients)." in read(client, page)


def test_no_built_in_text_has_an_open_place(clinic):
    parts = Parts()
    for key in ALL:
        add_built_in(parts, key)

    assert not [part for part in (*parts.before, *parts.footer, *parts.cards.values()) if "{{" in part.html]


def test_all_signed_html_has_passed_the_one_sanitiser(clinic):
    body = f"## {HOSTILE}\n\n{HOSTILE}\n\n[x](javascript:alert(1)) <b onclick=x>b</b>\n\n| a |\n|---|\n| {HOSTILE} |\n"

    html = frozen_parts(drafting.rendered(body))["html"]

    assert sanitise(html) == html
    assert "<script" not in html
    assert "<img" not in html


def test_the_preview_is_the_page_that_publishing_makes(clinic, client):
    page = builders.article(clinic["editor"], body="## Part\n\nCall {{phone}}.\n\n::: emergency\n:::\n\nEnd.\n")
    client.force_login(clinic["editor"])
    body = client.post("/admin/markdown/preview/", {"content": page.body}).content.decode()
    whole = client.get(f"/admin/articles/article/{page.pk}/preview/").content.decode()

    builders.published(page, clinic)

    public = client.get(page.path).content.decode()
    assert body in public
    assert body in whole


def test_publishing_renders_through_the_same_function_as_the_preview(clinic, client, monkeypatch):
    marked = Rendered("<p>One renderer.</p>", (), (), (), (), (), (), ())
    monkeypatch.setattr("clinic_site.markdown.render", lambda source, library: marked)
    monkeypatch.setattr(drafting, "render", lambda source, library: marked)
    client.force_login(clinic["editor"])

    assert cutting.rendered is drafting.rendered
    assert drafting.preview_html("x") == marked.html
    assert client.post("/admin/markdown/preview/", {"content": "x"}).content.decode() == marked.html
    assert builders.published(builders.article(clinic["editor"]), clinic).html == marked.html


def test_a_visitor_who_is_signed_in_reads_the_same_page(clinic, client):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    anonymous = client.get(page.path)

    client.force_login(clinic["owner"])
    signed_in = client.get(page.path, HTTP_ACCEPT_LANGUAGE="cy", HTTP_USER_AGENT="Phone", HTTP_COOKIE="a=b")

    assert signed_in.content == anonymous.content
    assert not anonymous.cookies
    assert "Vary" not in anonymous or "Cookie" not in anonymous["Vary"]


@pytest.mark.parametrize("address", ["/", "/articles/", "/faq/", "/disclaimers/emergency/", "/unwell/", "/nowhere/"])
def test_a_public_page_loads_nothing_from_another_host(clinic, client, address: str):
    text = client.get(address).content.decode()

    assert not re.findall(
        r'<(?:link|script|img|iframe|source)[^>]+(?:src|href)="(?:https?:)?//(?!127\.0\.0\.1:8000)', text
    )
    (script,) = set(re.findall(r"<script[^>]*>", text))
    assert re.fullmatch(r'<script src="/static/js/guide\.js" integrity="sha256-[\w+/]{43}=" defer>', script)


def test_a_link_by_number_says_where_the_page_is_now_even_with_an_anchor(clinic, client):
    target = builders.article(clinic["editor"], "target", body="## First part\n\nWords.\n")
    builders.published(target, clinic)
    page = builders.question(clinic["editor"], body="Words.\n")
    page = edited(page, clinic["editor"], body=f"Read [how sore you may be](page:{target.number_id}#h-first-part).\n")
    builders.published(page, clinic)

    assert 'href="/articles/target/#h-first-part"' in read(client, page)
