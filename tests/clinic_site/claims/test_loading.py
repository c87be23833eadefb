from pathlib import Path

import pytest
from django.conf import settings

from clinic_site.claims.finding import found
from clinic_site.claims.loading import NotLoaded, dump, load, texts
from clinic_site.claims.models import Pack, Rule
from tests.builders import person
from tests.clinic_site.claims.packs import pack, rule

STARTER = settings.BASE_DIR / "starter" / "claims"
GENERAL = """key = "general"
title = "Everywhere"
needs_legal_review = true

[[rules]]
key = "cure"
term = "cure"
reason = "It promises."
suggestion = "Say less."
source = "A study"
review_by = 2027-11-20
"""

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "claims"
    place.mkdir()
    (place / "general.toml").write_text(GENERAL)
    return place


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "general.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def refusal(folder: Path) -> list[tuple[str, str]]:
    with pytest.raises(NotLoaded) as refused:
        load(folder)
    return refused.value.faults


def test_a_load_counts_what_was_new_changed_and_the_same(folder):
    assert load(folder) == {"new": 2}
    assert load(folder) == {"same": 2}
    change(folder, "Say less.", "Say more.")

    assert load(folder) == {"changed": 1, "same": 1}
    assert Rule.objects.get().suggestion == "Say more."


def test_the_starter_packs_come_back_byte_for_byte(tmp_path):
    load(STARTER)

    dump(tmp_path / "out")

    there = {path.name: path.read_bytes() for path in STARTER.iterdir()}
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == there


def test_every_starter_pack_waits_for_a_legal_review():
    load(STARTER)

    assert set(Pack.objects.values_list("needs_legal_review", flat=True)) == {True}
    empty = Pack.objects.filter(rules__isnull=True)
    assert empty
    assert all(pack.note.startswith("No rules have been written for this country yet") for pack in empty)


@pytest.mark.parametrize(
    "claim",
    [
        "It cures back pain", "We fix necks", "We guarantee results", "It is safe", "It is painless",
        "It has no side effects", "proven", "a detox", "It releases the toxins in muscles", "better than tablets",
        "Soreness is a good sign",
    ],
)  # fmt: skip
def test_the_starter_packs_find_the_usual_claims(claim: str):
    load(STARTER)

    assert len(found(claim, country="GB")) == 1


def test_what_staff_wrote_since_is_never_overwritten(folder):
    load(folder)
    Rule.objects.update(reason="Staff know better.")
    change(folder, "Say less.", "Say more.")
    change(folder, "Everywhere", "All countries")

    [(name, message)] = refusal(folder)

    assert name == "general.toml"
    assert message.startswith("cure was written or changed on the site since it was last loaded.")
    assert (Rule.objects.get().reason, Pack.objects.get().title) == ("Staff know better.", "Everywhere")


def test_a_rule_first_written_on_the_site_is_not_overwritten(folder):
    rule(pack(title="Everywhere"), reason="Staff wrote this.")

    assert len(refusal(folder)) == 1


def test_after_an_export_was_loaded_once_its_files_may_change(folder):
    load(folder)
    Rule.objects.update(reason="Staff know better.", allowed_after="not\r\n\r\nnever ")
    Pack.objects.update(note="One\r\ntwo")
    dump(folder)

    assert load(folder) == {"same": 2}
    change(folder, "Say less.", "Say more.")

    assert load(folder) == {"changed": 1, "same": 1}
    assert Rule.objects.get().allowed_after == "not\nnever"


def test_one_fault_keeps_everything_out(folder):
    (folder / "gb.toml").write_text(GENERAL.replace("general", "GB").replace('term = "cure"', 'pattern = "(x"'))
    change(folder, '"cure"\nterm', '"cures"\nterm')

    assert refusal(folder) == [("gb.toml", "cure: pattern: A closing bracket is missing: write (one|other).")]
    assert not Pack.objects.exists()


def test_all_faults_are_told_at_once(folder):
    (folder / "gb.toml").write_text('key = "IE"\n')
    (folder / "notes.md").write_text("Notes")
    (folder / "us.toml").write_text("=")

    assert [name for name, _message in refusal(folder)] == ["gb.toml", "notes.md", "us.toml"]


def test_a_key_stands_once_in_all_files(folder):
    (folder / "gb.toml").write_text(GENERAL.replace("general", "GB"))

    assert refusal(folder) == [("general.toml", "The rule cure stands in gb.toml already. Keep one.")]


def test_a_missing_folder_is_named(tmp_path):
    assert refusal(tmp_path / "none") == [(str(tmp_path / "none"), "There is no such folder. Check the name.")]


def test_a_rule_may_move_to_another_pack(folder):
    load(folder)
    head, rules = GENERAL.split("\n\n")
    (folder / "general.toml").write_text(head + "\n")
    (folder / "ie.toml").write_text(head.replace("general", "IE") + "\n\n" + rules)

    assert load(folder) == {"new": 1, "same": 1, "changed": 1}
    assert Rule.objects.get().pack.key == "IE"


def test_a_rule_that_no_file_names_stays(folder):
    load(folder)
    rule(Pack.objects.get(), "heal")

    load(folder)

    assert set(Rule.objects.values_list("key", flat=True)) == {"cure", "heal"}
    assert texts()["general.toml"].count("[[rules]]") == 2


def test_a_loaded_change_is_nobodys(folder):
    load(folder)
    Rule.objects.update(changed_by=person("owner"))
    change(folder, "Say less.", "Say more.")

    load(folder)

    assert Rule.objects.get().changed_by is None
