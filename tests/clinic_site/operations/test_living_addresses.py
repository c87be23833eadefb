"""What is printed opens something for ever: after renames, merges and withdrawals, and on a site that was set up anew
from a signed export."""

from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from clinic_site.content import publishing, remembered
from clinic_site.content.tombstone import Tombstone
from clinic_site.operations import demonstration
from clinic_site.operations.exporting import export
from clinic_site.operations.faults import NotLoaded
from clinic_site.operations.loading import load
from tests import builders
from tests.clinic_site.handouts.pages import asked, merged, retired
from tests.clinic_site.operations import folders
from tests.clinic_site.operations.test_exporting import contents

WHY = "The information on it was out of date."


@dataclass
class Printed:
    """Every address that could be on paper, and what became of the pages."""

    addresses: list[str]
    gone: str
    moved: str
    merged: str
    kept: str


def life_of_pages(staff: dict) -> Printed:
    kept, moved, into, gone, other = (
        asked(staff, name) for name in ("kept", "moved", "merged", "gone", "other")
    )  # fmt: skip
    handout = builders.handout(staff["editor"], "for-today", items=[kept.number_id, moved.number_id])
    farewell = builders.handout(staff["editor"], "farewell", items=[kept.number_id, other.number_id])
    for page in (handout, farewell):
        builders.published(page, staff)
    pages = (kept, moved, into, gone, handout, farewell)
    printed = Printed(printed_of(pages), gone.number_id, moved.number_id, into.number_id, kept.number_id)
    printed.addresses += [page.path for page in pages]
    publishing.move(moved, by=staff["publisher"], slug="moved-on")
    publishing.move(handout, by=staff["publisher"], slug="for-tonight")
    merged(into, staff, kept)
    retired(gone, staff, kept)
    retired(farewell, staff, kept)
    return printed


def printed_of(pages) -> list[str]:
    numbers = [page.number_id for page in pages]
    day = f"{timezone.localdate():%Y%m%d}"
    pairs = [f"{one}-{other}" for one in numbers[:4] for other in numbers[:4] if one != other]
    forms = ["/{0}", "/{0}/qr.svg", "/show/{0}/", "/print/{0}", "/print/{0}?size=large"]
    several = ["/h/{0}", "/h/{0}/" + day, "/H/{0}/" + day, "/show/{0}/", "/print/{0}"]
    return [
        *(form.format(number) for form in forms for number in numbers),
        *(form.format(pair) for form in several for pair in pairs),
        *(f"/h/{number}" for number in numbers[:4]),
    ]


def dead(client, addresses: list[str]) -> list[str]:
    """Those that don't end at a page, or at one that says since when and why it is gone."""
    found = []
    for address in addresses:
        response = client.get(address, follow=True)
        is_gone = response.status_code == 410 and "retired" in response.content.decode()
        if not (is_gone or response.status_code == 200) or any(
            status not in {301, 302} for _url, status in response.redirect_chain
        ):
            found.append(f"{response.status_code} {address} {response.redirect_chain}")
    return found


def set_up_anew(root) -> dict:
    """An empty site that loads the export, whose people then check and publish what it holds."""
    staff = builders.everyone()
    builders.profile(staff["owner"])
    load(root, by=staff["owner"])
    demonstration.publish_everything(staff)
    return staff


@pytest.fixture
def restored(db, tmp_path):
    """What was printed by a site that is no more, and the folder from which this one was set up."""
    with transaction.atomic():
        printed = life_of_pages(builders.clinic())
        export(tmp_path / "signed", only_signed=True)
        transaction.set_rollback(True)
    cache.clear()
    remembered.forget()
    set_up_anew(tmp_path / "signed")
    return printed


def test_every_printed_address_lives_through_renames_merges_and_withdrawals(clinic, client):
    printed = life_of_pages(clinic)

    assert len(printed.addresses) > 90
    assert dead(client, printed.addresses) == []


def test_every_printed_address_lives_on_a_site_set_up_anew_from_a_signed_export(restored, client):
    assert dead(client, restored.addresses) == []


def test_they_lead_where_they_led_before(restored, client):
    assert client.get(f"/{restored.moved}", follow=True).redirect_chain[-1][0] == "/faq/moved-on/"
    assert client.get("/faq/moved/", follow=True).redirect_chain == [("/faq/moved-on/", 301)]
    assert client.get("/faq/merged/", follow=True).redirect_chain == [("/faq/kept/", 301)]
    assert client.get(f"/{restored.merged}", follow=True).redirect_chain == [("/faq/kept/", 302)]
    assert client.get("/h/for-today/", follow=True).redirect_chain == [("/h/for-tonight/", 301)]


@pytest.mark.parametrize("address", ["/{0}", "/faq/gone/", "/print/{0}", "/h/farewell/"])
def test_what_is_gone_says_why_and_what_to_read(restored, client, address):
    response = client.get(address.format(restored.gone), follow=True)

    text = response.content.decode()
    assert response.status_code == 410
    assert WHY in text
    assert '<a href="/faq/kept/">' in text


def test_in_a_handout_what_is_gone_is_told_and_the_rest_is_there(restored, client):
    text = client.get(f"/h/{restored.gone}-{restored.kept}", follow=True).content.decode()

    assert "Question gone?" in text
    assert f'id="item-{restored.kept}"' in text


def test_a_number_and_an_address_of_a_page_that_is_gone_are_given_to_no_other(restored, tmp_path):
    staff_page = folders.FILES[folders.QUESTION]
    taken = {
        "questions/new-one.md": staff_page.replace("2008", restored.gone),
        "questions/gone.md": staff_page,
    }

    for name, text in taken.items():
        root = folders.folder(tmp_path / name, {name: text, folders.TOPIC: folders.FILES[folders.TOPIC]})
        with pytest.raises(NotLoaded, match="given before|was printed for page"):
            load(root)


def test_a_second_signed_export_says_the_same_of_what_is_gone(restored, tmp_path):
    first = contents(tmp_path / "signed")
    export(tmp_path / "again", only_signed=True)

    again = contents(tmp_path / "again")
    assert again["tombstones.txt"] == first["tombstones.txt"]
    assert set(first["redirects.txt"].splitlines()) <= set(again["redirects.txt"].splitlines())


def test_a_site_keeps_its_own_record_of_a_page_that_is_gone(clinic, tmp_path, client):
    printed = life_of_pages(clinic)
    export(tmp_path / "signed", only_signed=True)

    load(tmp_path / "signed", by=clinic["owner"])

    assert not Tombstone.objects.exists()
    assert dead(client, printed.addresses) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("tombstones.txt", "2020\tquestion\tx\tX?\twithdrawn\tmistake\t2026-01-05T09:00:00+00:00\t\t"),
        ("tombstones.txt", "2019\tpoem\tx\tX?\twithdrawn\tmistake\t2026-01-05T09:00:00+00:00\t\t"),
        ("tombstones.txt", "2019\tquestion\tx\tX?\twithdrawn\tmistake\tyesterday\t\t"),
        ("tombstones.txt", "2019\tquestion\tx\tX?\twithdrawn\tbored\t2026-01-05T09:00:00+00:00\t\t"),
        ("redirects.txt", "/faq/old/\t2019"),
    ],
)
def test_a_line_that_says_nothing_true_is_refused_with_its_place(staff, tmp_path, name, line):
    heads = {"tombstones.txt": "number\tkind\tslug\ttitle\tstate\treason\tat\tsuccessor\tread_instead"}
    root = folders.folder(tmp_path / "content")
    folders.write(root, name, heads.get(name, "path\tnumber") + f"\n{line}\n")

    with pytest.raises(NotLoaded) as refused:
        load(root)

    assert str(refused.value).startswith(f"{root / name}:2: ")
    assert not Tombstone.objects.exists()
