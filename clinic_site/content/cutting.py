"""Cuts a revision: the one place where words become a numbered, digested, frozen copy."""

from dataclasses import asdict

from django.db.models import F
from django.utils import timezone

from clinic_site.content.desk import contributors
from clinic_site.content.digest import revision_digest, wording_digest
from clinic_site.content.drafting import RENDERER, rendered
from clinic_site.content.page import Page
from clinic_site.glossary.models import printed as explained
from clinic_site.markdown import Rendered
from clinic_site.readiness.registry import Finding
from clinic_site.references.models import printed

# What an undo or a recut carries over from the revision whose approval it carries.
CARRIED = (
    "submitted_by", "submitted_at", "approved_by", "approved_at", "approver_role", "approver_registration",
    "single_signature", "whole_page", "second_read_by", "second_read_at", "reviewed_on", "reviewer_role",
    "confirmed_by", "confirmed_at", "kind", "desk_edit", "contributors", "findings",
)  # fmt: skip
COPIED = ("html", "headings", "printed", "cards", "links", "pictures", "terms", "renderer")


def frozen_parts(result: Rendered) -> dict:
    return {
        "html": result.html,
        "headings": [asdict(heading) for heading in result.headings],
        "printed": printed(result.citations),
        "cards": list(result.cards),
        "links": list(result.links),
        "pictures": list(result.images),
        "terms": explained(result.terms),
        "renderer": RENDERER,
    }


def cut(page: Page, *, by, note: str, kind: str, found: list[Finding]):
    """A submitted revision of the desk as it is now. The page row must be locked by the caller."""
    revision = page.revision_class(
        page=page,
        **page.wording(),
        **frozen_parts(rendered(page.body)),
        findings=[finding.as_dict() for finding in found],
        kind=kind,
        note=note,
        desk_edit=page.edit,
        contributors=contributors(page),
        submitted_by=by,
        submitted_at=timezone.now(),
    )
    return number_and_sign(page, revision)


def cut_again(page: Page, source, *, note: str, state: str, **changes):
    """A new revision with the source's wording and its approval. The page row must be locked by the caller."""
    carried = {name: getattr(source, name) for name in (*CARRIED, *COPIED)} | changes
    revision = page.revision_class(
        page=page, **source.wording(), **carried, note=note, state=state, carried_from=source.revision
    )
    return number_and_sign(page, revision)


def number_and_sign(page: Page, revision):
    newest = page.revisions.order_by("-revision").values_list("digest", flat=True).first()
    revision.revision = page.last_revision + 1
    revision.previous_digest = newest or ""
    revision.wording_digest = wording_digest(revision.wording())
    revision.digest = revision_digest(revision)
    revision.save(force_insert=True)
    type(page).objects.filter(pk=page.pk).update(last_revision=F("last_revision") + 1)
    page.last_revision = revision.revision
    return revision
