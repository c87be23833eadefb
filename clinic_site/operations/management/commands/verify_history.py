import json
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clinic_site.content import verifying
from clinic_site.content.event import Event
from clinic_site.content.registry import page_types
from clinic_site.review import recall_faults


class Command(BaseCommand):
    help = _("Recomputes every digest and chain, and says where the record was changed. Fails if anything was.")

    def add_arguments(self, parser):
        parser.add_argument(
            "--against",
            type=Path,
            metavar="FILE",
            help=_("heads that were written before, or a copy of /api/pages.json"),
        )
        parser.add_argument("--heads", type=Path, metavar="FILE", help=_("write the heads of all chains here"))
        parser.add_argument(
            "--rendering", action="store_true", help=_("list pages that today's renderer would show otherwise")
        )

    def handle(self, *, against: Path | None, heads: Path | None, rendering: bool, **options):
        earlier = read_heads(against) if against else None
        found = [*verifying.faults(), *recall_faults.faults()]
        found += verifying.faults_against(earlier) if earlier else []
        for line in found:
            self.stderr.write(line)
        for line in rendered_otherwise() if rendering else ():
            self.stdout.write(line)
        if found:
            said = _("Faults in the record: %(count)d. Restore a backup beside this site and compare.")
            raise CommandError(said % {"count": len(found)})
        if heads:
            heads.write_text(json.dumps(verifying.heads(), indent=1, sort_keys=True) + "\n", encoding="utf-8")
        self.stdout.write(whole())


def read_heads(path: Path) -> dict:
    try:
        earlier = as_heads(json.loads(path.read_text(encoding="utf-8")))
        heads = [(head["revision"], head["digest"]) for head in earlier["pages"].values()]
        last = earlier["last_event"]
        is_sound = all(isinstance(revision, int) for revision, _digest in heads)
        if last is not None:
            is_sound = is_sound and isinstance(last["sequence"], int) and isinstance(last["digest"], str)
        if not is_sound:
            raise ValueError(_("a revision or event has no number"))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        message = _(
            "%(file)s holds no heads (%(why)s). Name a file that verify_history --heads wrote, or a copy of "
            "/api/pages.json."
        )
        raise CommandError(message % {"file": path, "why": error}) from error
    return earlier


def as_heads(earlier: dict) -> dict:
    """The list for other systems tells the public revisions in a row of its own each, and no event."""
    if isinstance(earlier["pages"], list):
        return {"pages": {row["number"]: row for row in earlier["pages"]}, "last_event": None}
    return earlier


def rendered_otherwise() -> Iterator[str]:
    found = list(verifying.rendered_otherwise())
    for revision in found:
        values = {"page": revision.page.number_id, "revision": revision.revision, "title": revision.heading}
        yield _("%(page)s revision %(revision)d would look different: %(title)s") % values
    yield _("Pages that today's renderer would show otherwise: %(count)d.") % {"count": len(found)}


def whole() -> str:
    revisions = sum(model.revision_class.objects.count() for model in page_types())
    return _("The record is whole: %(revisions)d revisions and %(events)d events.") % {
        "revisions": revisions,
        "events": Event.objects.count(),
    }
