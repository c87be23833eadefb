"""The face of this app: what a text claims that a clinic of this country should not."""

from functools import lru_cache

from clinic_site.claims.matching import Book, ClaimRule, Match
from clinic_site.claims.models import Pack, Rule


def found(text: str, *, country: str) -> list[Match]:
    """Every match of an active rule. The text is what readers see, without markup; places count its characters."""
    return book_for(country).found_in(text)


def rules_for(country: str) -> tuple[ClaimRule, ...]:
    """The general rules and those of the country, in one query. A country without a pack has the general ones.

    The country is a key (GB) or a name that a pack knows (United Kingdom), in capitals or not.
    """
    rules = Rule.objects.filter(is_active=True).order_by("pk")
    rows = list(rules.values_list("pack__key", "pack__country", *ClaimRule._fields))
    wanted = {pack for pack in {row[:2] for row in rows} if Pack(key=pack[0], country=pack[1]).is_for(country)}
    return tuple(ClaimRule(*row[2:]) for row in rows if row[:2] in wanted)


def book_for(country: str) -> Book:
    """The rules are read each time, and made ready anew only when one of them differs."""
    return _book(rules_for(country))


@lru_cache(maxsize=2)
def _book(rules: tuple[ClaimRule, ...]) -> Book:
    return Book(rules)
