"""What a page says otherwise since the day on a handout."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content.revision import Kind
from clinic_site.handouts.copies import Copies


def changes_since(day: date, copies: Copies) -> tuple[str, ...]:
    """The notes signed with each change of meaning, oldest first. A change made on that very day counts: the paper may
    be a few hours older. Nothing where every text that could be on the paper is the one that is public now."""
    before = [row for row in copies.rows if _day(row) < day]
    could_be_on_paper = before[-1:] + [row for row in copies.rows if _day(row) == day]
    if {row["wording_digest"] for row in could_be_on_paper} == {copies.public["wording_digest"]}:
        return ()
    return tuple(_told(row) for row in copies.rows if _day(row) >= day and _changes_the_meaning(row))


def changes_after(revision: int, copies: Copies) -> list[tuple[date, str]]:
    """Day and words of each change of meaning since that signed copy; none where the public text is still, or again,
    the same."""
    was = next((row["wording_digest"] for row in copies.rows if row["revision"] == revision), None)
    if was == copies.public["wording_digest"]:
        return []
    return [(_day(row), _told(row)) for row in copies.rows if row["revision"] > revision and _changes_the_meaning(row)]


def _day(row: dict) -> date:
    return timezone.localdate(row["published_at"])


def _changes_the_meaning(row: dict) -> bool:
    was_rendered_again = row["carried_from"] is not None and row["carried_from"] == row["replaces"]
    return row["change"] == Kind.CLINICAL and row["replaces"] is not None and not was_rendered_again


def _told(row: dict) -> str:
    day = date_format(_day(row), "j F Y")
    return _("Changed on %(day)s: %(note)s") % {"day": day, "note": row["note"]}
