from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from clinic_site.content import publishing
from clinic_site.counts.models import CountedLog, Reading
from tests import builders, copies
from tests.clinic_site.content.lives import edited, withdrawn
from tests.clinic_site.review.days import clock  # noqa: F401 (a fixture)

PHONE = '"https://guide.example.org/faq/" "Mozilla/5.0 (iPhone) Safari/604.1"'
FIRST, SECOND, TODAY = date(2026, 11, 18), date(2026, 11, 19), date(2026, 11, 20)


@pytest.fixture
def page(db, clock):  # noqa: F811
    """Public since the first day at nine; a second text since the second day at nine; today is the third."""
    clock(FIRST)
    staff = copies.of(builders.clinic)
    page = builders.published(builders.question(staff["editor"]), staff).page
    clock(SECOND)
    page = builders.published(edited(page, staff["editor"]), staff).page
    page.staff = staff
    clock(TODAY)
    return page


def count(tmp_path, *lines: str, name: str = "access.log", **options) -> str:
    file, said = tmp_path / name, StringIO()
    file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", errors="surrogateescape")
    call_command("count_reads", str(file), stdout=said, **options)
    return said.getvalue()


def rows() -> list[tuple]:
    return sorted(Reading.objects.values_list("day", "number", "revision", "count", "counted_by"))


def hit(address: str, day: str = "19/Nov/2026", status: int = 200, method: str = "GET", rest: str = PHONE) -> str:
    return f'203.0.113.9 - - [{day}:10:00:00 +0000] "{method} {address} HTTP/1.1" {status} 5120 {rest}'.rstrip()


def test_a_line_is_a_day_and_a_path(page, tmp_path):
    said = count(tmp_path, f"2026-11-18 {page.path}", f"2026-11-19 {page.path}", f"2026-11-19 {page.path} 12")

    assert rows() == [(FIRST, page.number_id, 1, 1, "log"), (SECOND, page.number_id, 2, 13, "log")]
    assert said == "Readings counted: 14 on 2 days.\n"


def test_the_common_log_format_is_understood_with_and_without_the_browser(page, tmp_path):
    lines = [hit(page.path), hit(page.path, rest=""), hit(page.path, status=304), hit(f"{page.path}?from=card#top")]

    count(tmp_path, *lines)

    assert rows() == [(SECOND, page.number_id, 2, 4, "log")]


def test_only_readers_who_were_shown_the_page_count(page, tmp_path):
    robot = '"-" "Mozilla/5.0 (compatible; Googlebot/2.1)"'
    staff = '"https://guide.example.org/admin/faq/question/" "Mozilla/5.0"'
    lines = [
        hit(page.path, status=301),
        hit(page.path, status=404),
        hit(page.path, method="HEAD"),
        hit(page.path, method="POST"),
        hit(page.path, rest=robot),
        hit(page.path, rest=staff),
        hit("/search/?q=my+name+is+sarah"),
        hit(f"/{page.number_id}"),
    ]

    said = count(tmp_path, *lines)

    assert rows() == []
    assert "Lines left out: 8" in said


def test_nothing_of_a_visitor_is_kept(page, tmp_path):
    count(tmp_path, hit(f"{page.path}?q=sarah"), hit("/search/?q=my+name+is+sarah", rest='"-" "Secret Browser"'))

    kept = str(copies.rows_by_table())
    assert [word for word in ("203.0.113.9", "sarah", "Secret", "iPhone", "10:00:00 +0000") if word in kept] == []


def test_an_old_address_counts_for_the_page_that_had_it(page, tmp_path):
    old = page.path
    publishing.move(page, by=page.staff["publisher"], slug="is-it-sore")

    count(tmp_path, f"2026-11-19 {old} 2", "2026-11-19 /faq/is-it-sore/ 3")

    assert rows() == [(SECOND, page.number_id, 2, 5, "log")]


def test_a_page_counts_while_it_is_public_and_on_the_day_it_went(page, tmp_path, clock):  # noqa: F811
    instead = builders.published(builders.question(page.staff["editor"], "instead"), page.staff).page
    withdrawn(page.revisions.get(revision=2), page.staff, instead)
    clock(TODAY + timedelta(days=3))

    count(tmp_path, *(f"2026-11-{day} {page.path}" for day in (17, 18, 20, 21)))

    assert [(day, revision) for day, _number, revision, _count, _by in rows()] == [(FIRST, 1), (TODAY, 2)]


def test_the_same_file_is_refused(page, tmp_path):
    count(tmp_path, f"2026-11-18 {page.path}")

    with pytest.raises(CommandError, match="counted on 20 November 2026"):
        count(tmp_path, f"2026-11-18 {page.path}", name="renamed.log")

    assert [row[3] for row in rows()] == [1]


def test_a_log_that_grew_adds_only_its_new_days(page, tmp_path, clock):  # noqa: F811
    first, second = f"2026-11-18 {page.path}", f"2026-11-20 {page.path}"
    count(tmp_path, first, second)
    clock(TODAY + timedelta(days=1))

    said = count(tmp_path, first, second, second)

    assert [(row[0], row[3]) for row in rows()] == [(FIRST, 1), (TODAY, 2)]
    assert "Lines left out: 1" in said


def test_a_day_in_the_logs_of_two_servers_is_added_up(page, tmp_path):
    count(tmp_path, f"2026-11-18 {page.path} 3")

    count(tmp_path, f"2026-11-18 {page.path} 4", another_server=True)

    assert [row[3] for row in rows()] == [7]


@pytest.mark.parametrize(
    "line",
    ["", "not a log", "2026-13-45 /faq/", "\udcff\udcfe", "[" * 9_000, "a b " + "[01/Jan/2026:" * 500, '"' * 500],
)
def test_strange_lines_are_told_and_harm_nothing(page, tmp_path, line):
    said = count(tmp_path, line, f"2026-11-18 {page.path}")

    assert "Readings counted: 1 on 1 day." in said
    assert ("Lines not understood: 1." in said) == bool(line)


def test_a_file_that_counts_nothing_may_be_counted_again(page, tmp_path):
    count(tmp_path, f"2026-11-20 {page.path}")

    assert not CountedLog.objects.exists()


def test_a_missing_file_is_told_plainly(db, tmp_path):
    with pytest.raises(CommandError, match="can't be read: No such file"):
        call_command("count_reads", str(tmp_path / "nothing.log"))


def test_the_day_is_the_one_of_the_log(page, tmp_path):
    count(tmp_path, hit(page.path, day="18/Nov/2026"))

    assert rows()[0][0] == FIRST
    assert timezone.localdate() == TODAY
