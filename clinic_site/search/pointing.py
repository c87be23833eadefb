"""How staff lead a search to a page that answers it."""

from django.db import transaction
from django.utils import timezone

from clinic_site.search.indexed import Indexed
from clinic_site.search.vocabulary import BestAnswer, asked_for


@transaction.atomic
def point(words: str, number: str, *, by) -> BestAnswer:
    """This page stands first for these words from now on, whatever stood there before. Raises ValidationError for words
    that say nothing."""
    asked = asked_for(words)
    same = (row for row in BestAnswer.objects.all() if asked_for(row.words) == asked)
    row = next(same, None) or BestAnswer(words=words)
    row.number, row.changed_by, row.changed_at = number, by, timezone.now()
    row.full_clean()
    row.save()
    return row


def led() -> frozenset[tuple[str, ...]]:
    """The searches that staff led to a page which is public, as `asked_for` tells them apart. One query."""
    rows = BestAnswer.objects.filter(number__in=Indexed.objects.values("number"))
    return frozenset(asked_for(words) for words in rows.values_list("words", flat=True))
