"""Chooses the signed disclaimers that go with a page, by the attachment rule that was signed with their words."""

from datetime import datetime

from django.db.models import F

from clinic_site.content import past
from clinic_site.content.parts import Facts, Part, Parts
from clinic_site.content.shared import as_rows
from clinic_site.disclaimers.models import Disclaimer, DisclaimerRevision, Look, Position, Rule

SLOT = "disclaimers"


def public_rows(at: datetime | None = None):
    return as_rows(
        SLOT,
        past.public_revisions(DisclaimerRevision, at).order_by(),
        key=past.slug(at),
        title=F("title"),
        html=F("html"),
        short_form=F("short_form"),
        applies_to=F("applies_to"),
        applies_value=F("applies_value"),
        position=F("position"),
        look=F("look"),
    )


def applies(row: dict, facts: Facts) -> bool:
    """A required key goes with the page whatever its rule says, so that no narrower rule can take it away."""
    if facts.kind == Disclaimer.kind:
        return row["applies_to"] == Rule.EVERYWHERE
    if row["key"] in facts.required:
        return True
    return {
        Rule.EVERYWHERE: True,
        Rule.KIND: row["applies_value"] == facts.kind,
        Rule.TOPIC: row["applies_value"] in facts.topics,
        Rule.FLAG: row["applies_value"] in facts.flags,
        Rule.PLACED: False,
    }[row["applies_to"]]


def provide(facts: Facts, rows: list[dict]) -> Parts:
    found = Parts()
    for row in sorted(rows, key=lambda row: row["key"]):
        part = Part(
            row["key"], row["title"], row["html"], row["short_form"], row["look"], Disclaimer.path_of(row["key"])
        )
        if row["look"] in {Look.EMERGENCY, Look.SAME_DAY}:
            # Every card is at hand, for the mark in a text and for pages that show cards of their own.
            found.cards[row["key"]] = part
        elif applies(row, facts):
            {Position.BEFORE: found.before, Position.FOOTER: found.footer}.get(row["position"], found.after).append(
                part
            )
    return found
