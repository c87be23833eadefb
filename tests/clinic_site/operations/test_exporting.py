from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from clinic_site.content import desk, publishing, withdrawing
from clinic_site.images.models import Image
from clinic_site.operations import pictures
from clinic_site.operations.exporting import NotExported, export
from clinic_site.operations.loading import load
from faq.models import Question
from tests import builders
from tests.clinic_site.images.pictures import jpeg
from tests.clinic_site.operations import folders
from tests.clinic_site.operations.folders import ARTICLE, IMAGE, QUESTION
from tests.clinic_site.review.recalls import recalled


def contents(root: Path) -> dict[str, bytes]:
    """What lies in the folder, without the list that the export keeps there."""
    files = {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
    files.pop("exported.txt", None)
    return files


@pytest.fixture
def loaded(staff, tmp_path):
    root = folders.folder(tmp_path / "content")
    load(root)
    return root


def test_the_starter_content_comes_back_byte_for_byte(starter_site, tmp_path):
    starter = settings.BASE_DIR / "starter"

    export(tmp_path / "once")
    export(tmp_path / "twice")

    assert contents(tmp_path / "once") == contents(starter)
    assert contents(tmp_path / "twice") == contents(tmp_path / "once")


def test_an_export_over_an_export_changes_nothing(loaded, tmp_path):
    export(tmp_path / "out")
    before = contents(tmp_path / "out")

    export(tmp_path / "out")

    assert contents(tmp_path / "out") == before == contents(loaded)


def test_an_exported_folder_loads_without_a_change(loaded, tmp_path):
    export(tmp_path / "out")
    before = folders.everything()

    load(tmp_path / "out")

    assert folders.everything() == before


def test_every_field_of_a_desk_is_in_its_file(staff, tmp_path):
    builders.shown_topic(staff["owner"], staff["reviewer"])
    words = {"short_answer": 'Two\nlines & "quotes".\t.', "list_title": "'Odd: really?'", "body": "Dŵr\r\n\r\n- 1\r\n"}
    words |= {"language": "cy", "interval_months": 7}
    page = builders.question(staff["editor"], slug="odd", **words)
    export(tmp_path / "out")
    odd = contents(tmp_path / "out")["questions/odd.md"]
    plain = {"short_answer": "Yes.", "list_title": "", "body": "Words.", "language": "en-GB", "interval_months": 24}
    desk.save(page, by=staff["editor"], base_edit=1, **plain)
    export(tmp_path / "again")

    folders.write(tmp_path / "again", "questions/odd.md", odd)
    load(tmp_path / "again")

    page = Question.objects.get()
    assert page.short_answer == 'Two\nlines & "quotes".\t.'
    assert (page.list_title, page.language, page.interval_months) == ("'Odd: really?'", "cy", 7)
    assert page.body == "Dŵr\n\n- 1"


def test_a_desk_edited_after_the_export_is_not_overwritten_by_it(loaded, staff, tmp_path):
    export(tmp_path / "out")
    page = Question.objects.get()
    desk.save(page, by=staff["editor"], base_edit=page.edit, body="Typed in the admin.")
    folders.change(tmp_path / "out", QUESTION, "Some plain words.", "Typed in the file.")

    with pytest.raises(Exception, match="was edited in the admin"):
        load(tmp_path / "out")


def test_an_edited_desk_can_be_exported_changed_and_loaded(loaded, staff, tmp_path):
    page = Question.objects.get()
    desk.save(page, by=staff["editor"], base_edit=page.edit, body="Typed in the admin.")

    export(tmp_path / "out")
    folders.change(tmp_path / "out", QUESTION, "Typed in the admin.", "Typed in the admin, and better.")
    load(tmp_path / "out")

    assert Question.objects.get().body == "Typed in the admin, and better."


def test_a_folder_of_somebody_else_is_left_alone(loaded, tmp_path):
    folders.write(tmp_path / "mine", "letter.txt", "Dear all,")

    with pytest.raises(CommandError, match="was not written by an export. Name a new or an empty folder"):
        call_command("export_content", tmp_path / "mine")

    assert contents(tmp_path / "mine") == {"letter.txt": b"Dear all,"}


def test_a_file_that_was_changed_in_the_exported_folder_is_left_alone(loaded, tmp_path):
    export(tmp_path / "out")
    folders.change(tmp_path / "out", ARTICLE, "About a day", "About two days")

    with pytest.raises(NotExported, match=f"Changed in .* since the export, or not written by it: {ARTICLE}"):
        export(tmp_path / "out")

    assert b"About two days" in contents(tmp_path / "out")[ARTICLE]


def test_a_page_that_is_gone_loses_its_file_and_other_files_stay(loaded, staff, tmp_path):
    export(tmp_path / "out")
    folders.write(tmp_path / "out", "README.md", "Ours.")
    desk.discard(Question.objects.get(), by=staff["editor"])

    export(tmp_path / "out")

    assert QUESTION not in contents(tmp_path / "out")
    assert contents(tmp_path / "out")["README.md"] == b"Ours."


def test_a_list_that_names_files_elsewhere_removes_none_of_them(loaded, tmp_path):
    kept = folders.write(tmp_path, "kept.txt", "")
    folders.write(tmp_path / "out", "exported.txt", f"{'0' * 64}  ../kept.txt\n{'0' * 64}  {kept}\n{'0' * 64}  x\n")

    export(tmp_path / "out")

    assert kept.exists()


def test_pictures_come_with_their_words_and_their_widest_file(loaded, tmp_path):
    folders.write(loaded, IMAGE, "---\nalt_choice: decoration\nshows_needle: 'yes'\n---\n")
    folders.write(loaded, "images/waiting-room.jpg", jpeg((1000, 500)))
    load(loaded)

    export(tmp_path / "out")

    written = contents(tmp_path / "out")
    assert written[IMAGE] == b"---\nalt_choice: decoration\nshows_needle: 'yes'\n---\n"
    assert written["images/waiting-room.webp"] == pictures.stored_bytes(Image.objects.get())
    before = folders.everything()
    load(tmp_path / "out")
    assert folders.everything() == before


def test_a_picture_whose_file_is_gone_stops_the_export(loaded, tmp_path):
    folders.write(loaded, IMAGE, "---\nalt_choice: decoration\n---\n")
    folders.write(loaded, "images/waiting-room.jpg", jpeg())
    load(loaded)
    for path in (settings.MEDIA_ROOT / "pictures").iterdir():
        path.unlink()

    with pytest.raises(NotExported, match="is gone. Restore it from a backup"):
        export(tmp_path / "out")

    assert not (tmp_path / "out").exists()


@pytest.fixture
def public(clinic, tmp_path):
    """Two public questions, one of them withdrawn, with a change on a desk that nobody has checked."""
    kept, gone = (builders.question(clinic["editor"], slug=slug, number=number) for slug, number in SLUGS.items())
    builders.published(kept, clinic)
    revision = builders.published(gone, clinic)
    publishing.move(kept, by=clinic["publisher"], slug="kept-here")
    withdrawing.withdraw(revision, by=clinic["publisher"], reason="mistake", read_instead=[kept.number_id])
    desk.save(Question.objects.get(pk=kept.pk), by=clinic["editor"], base_edit=1, body="Not checked.")
    call_command("export_content", tmp_path / "signed", "--signed")
    return contents(tmp_path / "signed")


SLUGS = {"kept": "2008", "gone": "2019"}


def test_a_signed_export_holds_what_readers_see_and_no_draft(public):
    assert [name for name in public if name.startswith("questions/")] == ["questions/kept-here.md"]
    assert b"Some plain words." in public["questions/kept-here.md"]
    assert not any(b"Not checked." in content for content in public.values())


def test_a_signed_export_tells_of_standing_recalls(public, clinic, tmp_path):
    row = recalled(Question.objects.get(slug="kept-here"), clinic)

    call_command("export_content", tmp_path / "signed", "--signed")

    assert public["recalls.txt"] == b"number\tfirst\tlast\twhat\tdo\theading\tstands_from\tstands_until\n"
    told = contents(tmp_path / "signed")["recalls.txt"].decode().splitlines()[1:]
    assert told == [f"2008\t1\t1\tcare\task\t\t{row.stands_from}\t{row.stands_until}"]


def test_a_signed_export_tells_of_old_addresses_and_withdrawn_pages(public):
    assert public["redirects.txt"] == b"path\tnumber\n/faq/kept/\t2008\n"
    names, values = (line.decode().split("\t") for line in public["tombstones.txt"].splitlines())
    assert names == ["number", "kind", "slug", "title", "state", "reason", "at", "successor", "read_instead"]
    assert values[:6] == ["2019", "question", "gone", "Question gone?", "withdrawn", "mistake"]
    assert values[7:] == ["", "2008"]
