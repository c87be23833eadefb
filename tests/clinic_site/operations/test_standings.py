"""How a source stands travels in content files: it loads through the verb that staff use, and comes back as it was."""

from datetime import date

import pytest
from django.core.management import call_command

from clinic_site.content import evidence
from clinic_site.content.event import Event
from clinic_site.operations.exporting import export
from clinic_site.operations.faults import NotLoaded
from clinic_site.operations.loading import load
from clinic_site.references.models import Reference, ReferenceStatus
from clinic_site.references.status import standing_of
from tests import builders
from tests.clinic_site.operations import folders
from tests.clinic_site.operations.folders import REFERENCE
from tests.clinic_site.operations.test_exporting import contents

NEWER = "references/Newer2024.md"
CHECKED = "checked_on: '2026-11-20'\n"
NOTE = "standing_note: Notice in the journal\n"
RETRACTED = f"standing: retracted\nstanding_on: '2026-03-03'\n{NOTE}"
SUPERSEDED = f"standing: superseded\nsuperseded_by: Newer2024\nstanding_on: '2026-03-03'\n{NOTE}"
CURRENT = "standing: current\nstanding_on: '2026-04-04'\nstanding_note: It was another paper\n"


@pytest.fixture
def root(staff, tmp_path):
    root = folders.folder(tmp_path / "content")
    folders.write(root, NEWER, folders.FILES[REFERENCE].replace("Adverse events", "Newer events"))
    return root


def says(root, lines: str, instead_of: str = "") -> None:
    folders.change(root, REFERENCE, CHECKED + instead_of, CHECKED + lines)


def line_of(root, start: str) -> int:
    lines = (root / REFERENCE).read_text().splitlines()
    return next(place for place, line in enumerate(lines, start=1) if line.startswith(start))


def faults(root) -> list[str]:
    with pytest.raises(NotLoaded) as refusal:
        load(root)
    return [f"{fault.line}: {fault.message}" for fault in refusal.value.faults]


def test_a_standing_is_kept_as_one_row_with_one_event(root, staff):
    says(root, SUPERSEDED)

    load(root)

    row = ReferenceStatus.objects.get()
    assert (row.reference.key, row.standing, row.instead.key) == ("Brady2014", "superseded", "Newer2024")
    assert (row.note, row.said_on, row.made_by) == ("Notice in the journal", date(2026, 3, 3), staff["owner"])
    event = Event.objects.get(verb="evidence")
    assert event.data == {
        "key": "Brady2014", "standing": "superseded", "instead": "Newer2024", "said_on": "2026-03-03",
    }  # fmt: skip


@pytest.mark.parametrize("lines", [RETRACTED, SUPERSEDED, CURRENT])
def test_loading_it_twice_writes_nothing_new(root, lines):
    says(root, lines)
    load(root)
    before = folders.everything()

    counts = load(root)

    assert counts == {"same": len(folders.FILES) + 1}
    assert folders.everything() == before


@pytest.mark.parametrize("lines", [RETRACTED, SUPERSEDED, CURRENT])
def test_it_comes_back_byte_for_byte(root, tmp_path, lines):
    says(root, lines)
    load(root)

    export(tmp_path / "out")

    assert contents(tmp_path / "out") == contents(root)


def test_what_staff_said_is_exported_and_nothing_new_to_the_site(root, staff, tmp_path):
    load(root)
    source, newer = Reference.objects.get(key="Brady2014"), Reference.objects.get(key="Newer2024")
    row = evidence.mark(source, by=staff["editor"], standing="superseded", note="A review", instead=newer)

    export(tmp_path / "out")

    text = contents(tmp_path / "out")[REFERENCE].decode()
    day = f"standing_on: '{row.said_on.isoformat()}'"
    assert f"standing: superseded\nsuperseded_by: Newer2024\n{day}\nstanding_note: A review\n" in text
    assert load(tmp_path / "out") == {"same": len(folders.FILES) + 1}


def test_readers_see_a_loaded_warning_from_the_load_on_and_not_before(root):
    says(root, RETRACTED)

    load(root)

    row = ReferenceStatus.objects.get()
    assert row.in_force_at.date() > row.said_on


def test_a_retraction_makes_the_pages_that_cite_it_due(clinic, tmp_path):
    root = folders.folder(tmp_path / "content", {REFERENCE: folders.FILES[REFERENCE]})
    load(root)
    page = builders.published(builders.article(clinic["editor"], body="It can ache [@Brady2014].\n"), clinic).page
    says(root, RETRACTED)

    load(root, by=clinic["editor"])

    assert [event.number_id for event in Event.objects.filter(verb="review")] == [page.number_id]


def test_only_somebody_else_takes_a_warning_back(root, staff, capsys):
    says(root, RETRACTED)
    load(root)
    says(root, CURRENT, instead_of=RETRACTED)

    assert faults(root) == [f"{line_of(root, 'standing:')}: You gave this warning. Ask a colleague to take it back."]
    assert standing_of(["Brady2014"])
    call_command("load_content", root, by=staff["editor"].email)
    assert standing_of(["Brady2014"]) == {}


def test_lines_that_are_gone_take_nothing_back(root):
    says(root, RETRACTED)
    load(root)
    says(root, "", instead_of=RETRACTED)

    [said] = faults(root)

    assert said.startswith("1: The site says how this source stands, and the file no longer does.")
    assert "Write standing: retracted, standing_on: '2026-03-03' and standing_note" in said
    assert standing_of(["Brady2014"])


def test_what_staff_said_since_the_load_is_never_overwritten(root, staff):
    load(root)
    evidence.mark(Reference.objects.get(key="Brady2014"), by=staff["editor"], standing="retracted", note="A notice")
    says(root, CURRENT)

    assert any("was edited in the admin since it was loaded" in said for said in faults(root))


@pytest.mark.parametrize(
    ("lines", "at", "said"),
    [
        (
            f"standing: doubtful\nstanding_on: '2026-03-03'\n{NOTE}",
            "standing:",
            "“doubtful” is no standing. Write current,",
        ),
        (f"standing: retracted\n{NOTE}", "standing:", "standing needs a day. Write standing_on:"),
        ("standing: retracted\nstanding_on: '2026-03-03'\n", "standing:", "Write standing_note: and where"),
        (f"standing: retracted\nstanding_on: soon\n{NOTE}", "standing_on:", "standing_on: “soon” value has an invalid"),
        (f"standing: retracted\nstanding_on: '2999-03-03'\n{NOTE}", "standing_on:", "This day has not come yet."),
        (RETRACTED.replace("Notice", "N" * 300), "standing_note:", "It has 315 characters; the most is 300."),
        (f"{RETRACTED}superseded_by: Newer2024\n", "superseded_by:", "belongs to standing: superseded."),
        (SUPERSEDED.replace("superseded_by: Newer2024\n", ""), "standing:", "Write superseded_by: and its key."),
        (SUPERSEDED.replace("Newer2024", "Nobody1999"), "superseded_by:", "There is no other source “Nobody1999”."),
        (SUPERSEDED.replace("Newer2024", "Brady2014"), "superseded_by:", "There is no other source “Brady2014”."),
        (NOTE, "standing_note:", "standing_note says nothing without a standing."),
        (RETRACTED.replace("'2026-03-03'", "\n- '2026-03-03'"), "standing_on:", "standing_on: Write it on one line."),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_what_to_do(root, lines, at, said):
    says(root, lines)
    before = folders.everything()

    [found] = faults(root)

    assert found.startswith(f"{line_of(root, at)}: ")
    assert said in found
    assert folders.everything() == before


def test_it_needs_a_person_who_says_so(db, tmp_path):
    root = folders.folder(tmp_path / "content", {REFERENCE: folders.FILES[REFERENCE]})
    says(root, RETRACTED)

    [said] = faults(root)

    assert "how a source stands need a person who says so" in said
    assert not Reference.objects.exists()


def test_a_signed_export_tells_how_the_sources_stand_that_pages_print(clinic, tmp_path):
    source, newer = builders.reference(), builders.reference("Newer2024")
    builders.published(builders.article(clinic["editor"], body="It can ache [@Brady2014].\n"), clinic)
    evidence.mark(source, by=clinic["editor"], standing="superseded", note="A review", instead=newer)

    export(tmp_path / "before", only_signed=True)
    builders.published(builders.question(clinic["editor"], body="It can ache [@Newer2024].\n"), clinic)
    export(tmp_path / "after", only_signed=True)

    assert b"superseded" not in contents(tmp_path / "before")[REFERENCE]
    assert b"superseded_by: Newer2024" in contents(tmp_path / "after")[REFERENCE]
