"""SHA-256 over canonical JSON. A chain of digests shows a change; it does not prevent one."""

import hashlib
import json
from datetime import UTC, date, datetime


def plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


def digest_of(signed: dict) -> str:
    text = json.dumps(signed, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=plain)
    return hashlib.sha256(text.encode()).hexdigest()


def wording_digest(wording: dict) -> str:
    return digest_of({"scheme": 1, "wording": wording})


def revision_digest(revision) -> str:
    return digest_of(
        {
            "scheme": 1,
            "number": revision.page.number_id,
            "revision": revision.revision,
            "wording": revision.wording(),
            "html": revision.html,
            "headings": revision.headings,
            "printed": revision.printed,
            "cards": revision.cards,
            "links": revision.links,
            "pictures": revision.pictures,
            "terms": revision.terms,
            "findings": revision.findings,
            "renderer": revision.renderer,
            "kind": revision.kind,
            "note": revision.note,
            "desk_edit": revision.desk_edit,
            "contributors": revision.contributors,
            "carried_from": revision.carried_from,
            "submitter": revision.submitted_by_id,
            "at": revision.submitted_at,
            "previous_digest": revision.previous_digest,
        }
    )
