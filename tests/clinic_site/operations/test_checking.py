"""Every kind of fault: it is named with its file and line, nothing is loaded, and all are reported at once."""

from pathlib import Path

import pytest

from clinic_site.content import desk, publishing
from clinic_site.operations.faults import NotLoaded
from clinic_site.operations.loading import load
from tests import builders
from tests.clinic_site.operations import folders
from tests.clinic_site.operations.folders import ARTICLE, DISCLAIMER, IMAGE, QUESTION, REFERENCE, TOPIC

LONG = "x" * 2001
TALL = "word " * 20_001


def refused(root: Path) -> list[str]:
    """The faults of the folder, without its path; and the database is as it was."""
    before = folders.everything()

    with pytest.raises(NotLoaded) as refusal:
        load(root)

    assert folders.everything() == before
    return [str(fault).removeprefix(f"{root}/") for fault in refusal.value.faults]


@pytest.fixture
def root(staff, tmp_path) -> Path:
    return folders.folder(tmp_path / "content")


def test_the_folder_without_a_fault_loads(root):
    assert load(root)["new"] == len(folders.FILES)


CHANGES = [
    (ARTICLE, "lede:", "led:", 4, "no key “led” in articles. Did you mean “lede”? The keys are: number"),
    (ARTICLE, "lede: Most people are sore for a day.\n", "", 1, "The key “lede” is missing"),
    (QUESTION, "question: Does it hurt?", "question:", 3, "The key “question” is missing"),
    (ARTICLE, "number: '1007'\n", "", 1, "Write number: '0013', the next free one"),
    (ARTICLE, "number: '1007'", "number: '1008'", 2, "1008 is not a page number: its last digit does not fit"),
    (ARTICLE, "number: '1007'", "number: soreness", 2, "is not a page number. Write four digits"),
    (ARTICLE, "number: '1007'", "number:\n- '1007'", 2, "Write number: '0013'"),
    (ARTICLE, "risk: normal", "risk: huge", 14, "risk: Value 'huge' is not a valid choice"),
    (ARTICLE, "risk: normal", "risk:\n- high", 14, "risk: Write one value on the line of the key"),
    (ARTICLE, "topics:\n- after-treatment", "topics: after-treatment", 5, "topics: Write a list"),
    (ARTICLE, "- after-treatment", "- after-treatmnt", 6, "no topic “after-treatmnt”"),
    (ARTICLE, "- describes-treatment", "- describes-needles", 13, "no flag “describes-needles”"),
    (ARTICLE, "- '2008'", "- '2019'", 8, "No other page or topic has the number 2019"),
    (ARTICLE, "- '2008'", "- '1007'", 8, "No other page or topic has the number 1007"),
    (ARTICLE, "(page:2008)", "(page:2019)", 18, "The link to page 2019 leads nowhere"),
    (ARTICLE, "(page:2008)", "(http:x)", 18, "A link can go to|Link by number"),
    (ARTICLE, "@Brady2014", "@Brady2015", 18, "no reference “Brady2015”"),
    (ARTICLE, "About a day", "![](image:no-such)\n\nAbout a day", 18, "no picture “no-such”"),
    (ARTICLE, "About a day", "{{fone}}", 18, "no value “fone”"),
    (ARTICLE, "risk: normal", "risk: normal\ninterval_months: often", 15, "interval_months: “often” value must be"),
    (ARTICLE, "risk: normal", "risk: normal\ninterval_months: '99'", 15, "interval_months: Ensure this value is less"),
    (ARTICLE, "title: Soreness", "title: " + "x" * 70, 3, "title: Ensure this value has at most 65 characters"),
    (QUESTION, "short_answer: It", "short_answer: " + "x" * 500, 4, "short_answer: It has 5"),
    (QUESTION, "Some plain words.", TALL, 9, "longer than 100 kB"),
    (QUESTION, "Some plain words.\n", "", 8, "There is no text"),
    (QUESTION, "question: Does it hurt?", "question: &a Does it hurt?", 3, "single quotes"),
    (QUESTION, "risk: normal", "risk: normal\nrisk: high", 8, "stands here a second time"),
    (REFERENCE, "year: '2014'", "year: soon", 5, "year: “soon” value must be"),
    (REFERENCE, "year: '2014'", "year: '2014'\ndoi: 11.1/x", 6, "doi: A DOI starts with 10."),
    (REFERENCE, "study: survey", "study: guess", 7, "study: Value 'guess' is not a valid choice"),
    (REFERENCE, "'2026-11-20'", "'2026-11-31'", 8, "checked_on: "),
    (REFERENCE, "Nobody had", LONG, 10, "finding: "),
    (TOPIC, "kind: moment", "kind: month", 4, "kind: Value 'month' is not a valid choice"),
    (TOPIC, "What to expect.", "x" * 161, 7, "summary: Ensure this value has at most 160 characters"),
    (TOPIC, "What to expect.\n", "", 6, "summary: "),
    (DISCLAIMER, "mentions-pregnancy", "mentions-cats", 5, "applies_value: Write one of these: describes-chest-area"),
    (DISCLAIMER, "applies_to: flag", "applies_to: placed", 5, "applies_value: Take it out"),
    (DISCLAIMER, "position: before", "position: above", 6, "position: Value 'above' is not a valid choice"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "says"), CHANGES, ids=lambda value: str(value)[:30])
def test_a_fault_is_named_with_its_file_and_line(root, name, old, new, line, says):
    folders.change(root, name, old, new)

    found = refused(root)

    assert [
        fault
        for fault in found
        if fault.startswith(f"{name}:{line}: ") and any(part in fault for part in says.split("|"))
    ], found


def test_all_faults_are_reported_at_once(root):
    folders.change(root, ARTICLE, "lede:", "led:")
    folders.change(root, ARTICLE, "@Brady2014", "@Brady2015")
    folders.change(root, QUESTION, "number: '2008'", "number: '2007'")
    folders.change(root, REFERENCE, "year: '2014'", "year: soon")
    folders.change(root, TOPIC, "kind: moment", "kind: month")
    folders.change(root, DISCLAIMER, "position: before", "position: above")

    found = refused(root)

    assert {fault.split(":")[0] for fault in found} == {ARTICLE, QUESTION, REFERENCE, TOPIC, DISCLAIMER}
    assert found == sorted(found, key=lambda fault: (fault.split(":")[0], int(fault.split(":")[1])))


def test_broken_utf_8_is_a_fault_and_the_other_files_are_still_looked_at(root):
    folders.write(root, QUESTION, b"---\nquestion: caf\xe9\n---\n")
    folders.change(root, REFERENCE, "year: '2014'", "year: soon")

    found = refused(root)

    assert f"{QUESTION}:2: This is not UTF-8." in " ".join(found)
    assert f"{REFERENCE}:5: year:" in " ".join(found)


def test_a_number_in_two_files_is_a_fault_in_both(root):
    folders.change(root, QUESTION, "'2008'", "'1007'")

    found = refused(root)

    assert f"{ARTICLE}:2: Number 1007 stands in {root}/{QUESTION} as well." in " ".join(found)
    assert f"{QUESTION}:2: Number 1007 stands in {root}/{ARTICLE} as well." in " ".join(found)


def test_a_number_of_another_kind_of_page_is_a_fault(root, staff):
    builders.question(staff["editor"], slug="other", number="1007")

    assert f"{ARTICLE}:2: Number 1007 belongs to questions/other.md." in " ".join(refused(root))


def test_a_number_that_was_given_to_a_discarded_page_is_a_fault(root, staff):
    desk.discard(builders.article(staff["editor"], slug="gone", number="1007"), by=staff["editor"])

    assert f"{ARTICLE}:2: Number 1007 was given before" in " ".join(refused(root))


def test_an_address_of_another_page_is_a_fault(root, staff):
    builders.article(staff["editor"], slug="soreness")

    assert f"{ARTICLE}:1: Another page has the address “soreness”." in " ".join(refused(root))


def test_an_address_that_was_printed_for_another_page_is_a_fault(clinic, tmp_path):
    page = builders.article(clinic["editor"], slug="soreness")
    builders.published(page, clinic)
    publishing.move(page, by=clinic["publisher"], slug="aching")
    files = {ARTICLE: "---\nnumber: '1007'\ntitle: Aching\nlede: It aches.\n---\nSome plain words.\n"}
    root = folders.folder(tmp_path / "content", files)

    assert f"{ARTICLE}:1: The address “soreness” was printed for page {page.number_id}." in " ".join(refused(root))


def test_an_address_that_the_site_keeps_for_itself_is_a_fault(root, monkeypatch):
    monkeypatch.setattr("articles.models.Article.reserved_slugs", frozenset({"soreness"}))

    assert f"{ARTICLE}:1: The address “soreness” is kept for the site itself." in " ".join(refused(root))


def test_a_file_of_another_name_than_its_page_is_a_fault(root):
    load(root)
    (root / ARTICLE).rename(root / "articles" / "aching.md")

    found = refused(root)

    assert "articles/aching.md:1: Page 1007 has the address “soreness”. Name the file soreness.md" in " ".join(found)
    assert "move the page in the admin" in " ".join(found)


@pytest.mark.parametrize("name", ["articles/Soreness.md", "articles/sore_ness.md", "topics/-.md", f"faq/{'x' * 9}.md"])
def test_a_name_that_is_no_address_is_a_fault(root, name):
    folders.write(root, name, folders.FILES[TOPIC if "topics" in name else ARTICLE])

    assert [fault for fault in refused(root) if fault.startswith((f"{name}:1: ", "faq:1: "))]


def test_a_folder_or_file_of_no_kind_is_a_fault(root):
    folders.write(root, "pages/one.md", folders.FILES[ARTICLE])
    folders.write(root, "articles/one.txt", "words")
    folders.write(root, "notes.txt", "words")

    found = " ".join(refused(root))

    assert "pages:1: This belongs to no kind of content. The folders are: references, glossary, images, topics" in found
    assert "articles/one.txt:1: Only files that end in .md belong in this folder." in found
    assert "notes.txt:1: This belongs to no kind of content." in found


def test_hidden_files_and_the_list_of_an_export_are_left_alone(root):
    folders.write(root, ".DS_Store", b"\0")
    folders.write(root, "articles/.soreness.md.swp", b"\0")
    folders.write(root, "exported.txt", "")

    assert load(root)["new"] == len(folders.FILES)


@pytest.mark.parametrize("files", [None, {}])
def test_a_folder_without_content_is_refused(db, tmp_path, files):
    root = tmp_path / "nothing"
    if files is not None:
        root.mkdir()

    with pytest.raises(NotLoaded, match="no such folder|no content files"):
        load(root)


IMAGE_FAULTS = [
    ("alt_choice: informative\nalt: Two chairs.\n", None, 1, "The picture is missing"),
    ("alt_choice: informative\n", b"GIF89a", 1, "Say what the picture shows"),
    ("alt_choice: decoration\nshows_needle: maybe\n", b"GIF89a", 3, "shows_needle: Write 'yes' or 'no'"),
    ("alt_choice: informative\nalt: Two chairs.\nkey: x\n", b"GIF89a", 4, "no key “key” in images"),
]


@pytest.mark.parametrize(("head", "content", "line", "says"), IMAGE_FAULTS)
def test_a_fault_of_a_picture_is_named(root, head, content, line, says):
    folders.write(root, IMAGE, f"---\n{head}---\n")
    if content:
        folders.write(root, "images/waiting-room.png", content)

    found = refused(root)

    assert [fault for fault in found if fault.startswith(f"{IMAGE}:{line}: ") and says in fault], found


def test_a_file_that_is_no_picture_is_a_fault_of_that_file(root):
    folders.write(root, IMAGE, "---\nalt_choice: decoration\n---\n")
    folders.write(root, "images/waiting-room.png", b"GIF89a")

    assert "images/waiting-room.png:1: This file is a GIF." in " ".join(refused(root))


def test_a_picture_without_words_is_a_fault(root):
    folders.write(root, "images/waiting-room.png", b"any")

    assert "images/waiting-room.png:1: The picture has no words. Write waiting-room.md" in " ".join(refused(root))


def test_text_below_the_keys_of_a_picture_is_a_fault(root):
    folders.write(root, IMAGE, "---\nalt_choice: decoration\n---\nWords.\n")

    assert f"{IMAGE}:4: Text below the keys has no place here." in " ".join(refused(root))
