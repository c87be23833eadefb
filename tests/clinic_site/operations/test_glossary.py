"""The glossary as content files: it comes before the texts that mark its words, and round trips change no letter."""

import pytest

from clinic_site.glossary.models import Term
from clinic_site.operations.exporting import export
from clinic_site.operations.faults import NotLoaded
from clinic_site.operations.loading import load
from faq.models import Question
from tests import builders
from tests.clinic_site.glossary.shelf import PLAIN, PLURAL, term
from tests.clinic_site.operations import folders
from tests.clinic_site.operations.folders import QUESTION
from tests.clinic_site.operations.test_exporting import contents

TERM = "glossary/trigger-point.md"
TEXT = f"""---
term: trigger point
plain: {PLAIN}
forms:
- '{PLURAL}'
- 'TrP: sore spot'
source: Quintner2015
---
A spot that hurts when it is pressed.
"""


@pytest.fixture
def root(staff, tmp_path):
    files = folders.FILES | {TERM: TEXT}
    return folders.folder(tmp_path / "content", files)


def refused(root) -> str:
    before = folders.everything()
    with pytest.raises(NotLoaded) as refusal:
        load(root)
    assert folders.everything() == before
    return str(refusal.value).replace(f"{root}/", "")


def test_a_file_becomes_a_term_that_nobody_typed(root):
    load(root)

    row = Term.objects.get()
    assert (row.key, row.term, row.plain, row.source) == ("trigger-point", "trigger point", PLAIN, "Quintner2015")
    assert [form.words for form in row.all_forms()] == ["trigger point", "trigger points", "TrP"]
    assert (row.explanation, row.changed_by) == ("A spot that hurts when it is pressed.", None)


def test_a_text_of_the_same_folder_may_mark_it(root):
    folders.change(root, QUESTION, "Some plain words.", "Two [[trigger points]].")

    load(root)

    assert Question.objects.get().body == "Two [[trigger points]]."


def test_a_mark_that_no_term_answers_is_a_fault_with_its_line(root):
    folders.change(root, QUESTION, "Some plain words.", "Some words.\nA [[fascia]].")

    assert f"{QUESTION}:10: There is no term “fascia” in the glossary." in refused(root)


def test_a_round_trip_changes_no_letter(root, tmp_path):
    load(root)
    before = folders.everything()

    export(tmp_path / "out")
    counts = load(tmp_path / "out")

    assert contents(tmp_path / "out") == contents(root)
    assert folders.everything() == before
    assert counts == {"same": len(folders.FILES) + 1}


def test_forms_typed_in_the_admin_are_written_as_a_list(staff, tmp_path):
    term(forms=f"{PLURAL}\r\n\r\n  TrP: sore spot ", source="Quintner2015")

    export(tmp_path / "out")

    assert contents(tmp_path / "out")[TERM].decode() == TEXT.replace(
        "A spot that hurts when it is pressed.", "What trigger point means."
    )


def test_a_term_edited_since_is_never_overwritten(root):
    load(root)
    Term.objects.update(plain="typed in the admin")
    folders.change(root, TERM, "A spot that hurts", "A place that hurts")

    assert "glossary/trigger-point was edited in the admin since it was loaded" in refused(root)


@pytest.mark.parametrize("line", ["knot", "'trigger points: knots'", "'Trigger Point: knot'"])
def test_words_that_another_file_has_are_a_fault_at_their_line(root, line):
    words = f"term: {line}" if line == "knot" else f"term: lump\nforms:\n- 'a lump: lump'\n- {line}"
    folders.write(root, "glossary/knot.md", f"---\nplain: lump\n{words}\n---\nA lump.\n")
    if line == "knot":
        folders.change(root, TERM, "TrP: sore spot", "Knot: sore spot")

    found = refused(root)

    place = "3" if line == "knot" else "6"
    assert f"glossary/knot.md:{place}: The term “trigger-point” has the words" in found


def test_words_that_the_site_has_are_a_fault(root):
    term("knot", term="TrP")

    assert f"{TERM}:6: The term “knot” has the words “TrP” already" in refused(root)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("plain: tight", "plane: tight", "Did you mean “plain”?"),
        ("- 'TrP: sore spot'", "- 'TrP'", "Write each line as “words: plain words”"),
        (f"plain: {PLAIN}", f"plain: {'x' * 121}", "plain:"),
        ("A spot that hurts when it is pressed.\n", "", "explanation"),
        ("forms:\n- 'trigger points", "forms: 'trigger points", "Write a list"),
    ],
)
def test_what_does_not_fit_is_a_fault(root, old, new, said):
    text = TEXT.replace(old, new)
    if new.startswith("forms: '"):
        text = text.replace("- 'TrP: sore spot'\n", "")
    folders.write(root, TERM, text)

    assert said in refused(root)


def test_the_signed_export_has_the_words_that_were_signed_and_no_others(clinic, tmp_path):
    term()
    term("fascia")
    term("joint")
    builders.published(builders.article(clinic["editor"], body="## [[joint]]\n\nTwo [[trigger points]].\n"), clinic)
    Term.objects.filter(key="trigger-point").update(plain="words nobody signed")

    export(tmp_path / "signed", only_signed=True)

    files = contents(tmp_path / "signed")
    assert sorted(name for name in files if name.startswith("glossary/")) == ["glossary/joint.md", TERM]
    assert f"plain: {PLAIN}\n" in files[TERM].decode()
