"""What a device may keep of the picker and the show screen, and what it is told about them."""

import json
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from PIL import Image, ImageChops

from clinic_site.profile.models import amend
from clinic_site.views import offline, scripts
from tests.architecture.colours import themes
from tests.architecture.icons import ICONS, drawn
from tests.clinic_site.views.given import public

# In bytes, of everything that the picker, the show screen and the worker run.
MOST = 6_000
ICON_MOST = 10_000


def manifest(client) -> dict:
    return json.loads(client.get("/manifest.webmanifest").content)


def weight(client, address: str) -> int:
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert answer["Content-Encoding"] == "br"
    return len(answer.content)


@pytest.mark.parametrize("address", ["/sw.js", "/giving.js"])
def test_a_script_is_asked_for_each_time_and_sent_once(client, address):
    answer = client.get(address)

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cache-Control"] == "no-cache"
    assert not answer.cookies
    assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_worker_comes_from_the_root_and_asks_for_no_wider_scope(client):
    assert "Service-Worker-Allowed" not in client.get("/sw.js")
    assert client.head("/sw.js").status_code == 200


def test_all_scripts_of_a_clinician_weigh_at_most_six_kilobytes_as_they_are_sent(client):
    assert weight(client, "/giving.js") + weight(client, "/sw.js") <= MOST


def test_what_is_sent_is_the_scripts_without_comments_and_indentation(client):
    sent = client.get("/giving.js").content.decode()

    assert "//" not in sent.replace('split("//")', "")
    assert all(line.strip() == line for line in sent.splitlines())
    assert brotli.decompress(client.get("/giving.js", headers={"Accept-Encoding": "br"}).content).decode() == sent


def test_only_comments_and_indentation_are_taken_out():
    source = '// Why.\n"use strict";\n{\n  const where = "https://a/b"; // because\n  // And so.\n  go(where);\n}\n'

    assert scripts.bare(source) == '"use strict";{const where = "https://a/b";go(where);}\n'


def test_the_worker_may_fetch_what_it_keeps_and_nothing_else(client, db):
    policy = client.get("/sw.js")["Content-Security-Policy"]

    assert policy.startswith("default-src 'none'; ")
    assert "connect-src 'self'" in policy
    assert "script-src" not in policy


@pytest.mark.parametrize("address", ["/pick/", "/show/offline/"])
def test_the_policy_lets_a_worker_and_a_manifest_of_our_own_in(client, db, address):
    policy = client.get(address)["Content-Security-Policy"]

    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_the_files_that_are_kept_are_all_that_the_two_screens_load(clinic, client):
    page = public(clinic, "sore")

    for address in ("/pick/", f"/show/{page.number_id}/", "/show/offline/"):
        loaded = [part for part in client.get(address).content.decode().split('"') if part.endswith((".css", ".js"))]
        assert set(loaded) == {file for file in offline.kept_files() if not file.endswith(".svg")}


def test_what_is_kept_has_the_name_of_the_release_which_changes_with_each_file(client, monkeypatch, tmp_path):
    text = client.get("/sw.js").content.decode()
    before = offline.release()
    changed = tmp_path / "changed.css"
    changed.write_text("p { color: red; }")
    real = finders.find
    monkeypatch.setattr(finders, "find", lambda name: str(changed) if name == "css/giving.css" else real(name))

    assert f'RELEASE = "{before}"' in text
    assert offline.release.__wrapped__() != before


def test_another_style_of_the_pages_is_another_release(monkeypatch):
    before = offline.release.__wrapped__()
    monkeypatch.setattr(offline, "page_style", lambda: "p{color:red}")

    assert offline.release.__wrapped__() != before


def test_the_screen_that_is_kept_holds_no_page_and_is_kept_by_nobody_else(clinic, client):
    page = public(clinic, "sore", question="How sore?")

    answer = client.get("/show/offline/")
    text = answer.content.decode()

    assert answer["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in text
    assert page.number_id not in text
    assert '<path d=""/>' in text
    assert 'data-part="' in text


def test_the_manifest_names_the_clinic_and_opens_the_list(client, db, staff):
    amend(by=staff["owner"], clinic_name="Sea Clinic")

    found = manifest(client)

    assert found["name"] == "Sea Clinic: pages to show"
    assert found["short_name"] == "Sea Clinic"
    assert (found["start_url"], found["scope"], found["display"]) == ("/pick/", "/", "standalone")


def test_a_clinic_with_a_long_name_has_other_words_under_its_icon(client, db, staff):
    amend(by=staff["owner"], clinic_name="The Clinic of Saint Somewhere")

    assert manifest(client)["short_name"] == "Show a page"


def test_the_colours_of_the_start_screen_are_those_of_the_site(client, db):
    light, dark = themes()["light"], themes()["dark"]
    found, html = manifest(client), client.get("/pick/").content.decode()

    assert found["background_color"] == f"#{light['paper']}"
    assert found["theme_color"] == f"#{light['button']}"
    for theme, colours in (("light", light), ("dark", dark)):
        assert f'content="#{colours["paper"]}" media="(prefers-color-scheme: {theme})"' in html


def test_each_icon_is_there_as_large_as_told_and_small_to_fetch(client, db):
    for icon in manifest(client)["icons"]:
        path = Path(finders.find(icon["src"].removeprefix("/static/")))
        assert path.stat().st_size <= ICON_MOST
        if icon["type"] == "image/png":
            with Image.open(path) as picture:
                assert f"{picture.width}x{picture.height}" == icon["sizes"]


@pytest.mark.parametrize("name", ICONS)
def test_the_icons_are_the_mark_of_the_site(name):
    with Image.open(finders.find(f"icons/{name}")) as kept:
        difference = ImageChops.difference(kept.convert("RGBA"), drawn(*ICONS[name]))

    assert max(difference.getextrema(), key=lambda ends: ends[1])[1] <= 40


def test_an_icon_that_may_be_cut_to_a_shape_has_no_hole():
    with Image.open(finders.find("icons/app-maskable-512.png")) as icon:
        assert icon.convert("RGBA").getextrema()[3] == (255, 255)


def test_only_the_two_screens_can_be_put_on_a_home_screen(clinic, client):
    page = public(clinic, "sore")
    link = '<link rel="manifest" href="/manifest.webmanifest">'

    assert link in client.get("/pick/").content.decode()
    assert link in client.get(f"/show/{page.number_id}/").content.decode()
    for address in ("/", page.path, "/faq/", f"/h/{page.number_id}", f"/print/{page.number_id}"):
        text = client.get(address, follow=True).content.decode()
        assert "manifest" not in text
        assert "giving.js" not in text


def test_what_a_device_keeps_costs_at_most_two_queries(clinic, client, django_assert_num_queries):
    public(clinic, "sore")

    for address, most in (("/sw.js", 0), ("/giving.js", 0), ("/manifest.webmanifest", 1), ("/show/offline/", 1)):
        with django_assert_num_queries(most):
            client.get(address)
