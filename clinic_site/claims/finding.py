"""The face of this app: what a text claims that a clinic of this country should not."""

from clinic_site.claims.matching import Match, found_in
from clinic_site.claims.models import Rule


def found(text: str, *, country: str) -> list[Match]:
    """Every match of an active rule. The text is what readers see, without markup; places count its characters."""
    return found_in(text, rules_for(country))


def rules_for(country: str) -> list[Rule]:
    """The general rules and those of the country, in one query. A country without a pack has the general ones.

    The country is a key (GB) or a name that a pack knows (United Kingdom), in capitals or not.
    """
    rows = Rule.objects.filter(is_active=True).select_related("pack")
    return [rule for rule in rows if rule.pack.is_for(country)]
