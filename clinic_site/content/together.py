"""Texts that link to each other and have a time: which of them can only go out together, and what has to go out first.

A text needs another page when a check would stop it without that page. Texts that need each other are one batch.
"""

from django.utils.translation import gettext as _

from clinic_site.content import registry, schedule
from clinic_site.content.facts import check, disclaimer_types
from clinic_site.content.revision import State
from clinic_site.content.schedule import Act, Scheduled
from clinic_site.content.topic import Topic
from clinic_site.content.workflow import signed_page
from clinic_site.readiness.registry import stops


def batches(row: Scheduled) -> list[list[Scheduled]]:
    """The due texts of the row's moment without which it can't go out, and last the batch that it belongs to, each in
    the order of their numbers. Empty when the row is no longer due."""
    due = {one.number_id: one for one in Scheduled.objects.due().filter(due_at=row.due_at, act=row.act)}
    if row.number_id not in due:
        return []
    if row.act != Act.PUBLISH:
        return [[row]]
    texts: dict = {}
    needs, ahead = {}, [row.number_id]
    while ahead:
        number = ahead.pop()
        if number not in needs:
            texts[number] = text_of(due[number])
            needs[number] = needed(texts[number], frozenset(due) - {number})
            ahead += needs[number]
    return [[due[number] for number in batch] for batch in in_order(needs)]


def text_of(row: Scheduled):
    page = registry.page_numbered(row.number_id)
    revision = page.revisions.get(revision=row.revision)
    revision.page = page
    return revision


def needed(revision, others: frozenset[str]) -> frozenset[str]:
    """Those of the other pages without which the text would be stopped, though nothing else about it changed."""
    near = others & numbers_near(revision)
    if not near or not stopped(revision):
        return frozenset()
    with_all = stopped(revision, near)
    return frozenset(number for number in near if stopped(revision, near - {number}) != with_all)


def numbers_near(revision) -> frozenset[str]:
    """The pages it links to, names as related, or has to carry the words of."""
    linked = {number.partition("#")[0] for number in (*revision.links, *revision.pages_named)}
    owed = revision.page.required_disclaimers(revision.wording(), tuple(revision.cards))
    for model in disclaimer_types():
        linked |= set(model.objects.filter(slug__in=owed).values_list("number_id", flat=True))
    return frozenset(linked - {revision.page.number_id})


def stopped(revision, alongside: frozenset[str] = frozenset()) -> set[tuple[str, str, str]]:
    found = stops(check(signed_page(revision), publishing=True, alongside=alongside))
    return {(finding.code, finding.place, finding.why) for finding in found}


def in_order(needs: dict[str, frozenset[str]]) -> list[list[str]]:
    """Numbers that need each other in one batch; whoever needs another batch comes after it."""
    reach = {number: {number} | direct for number, direct in needs.items()}
    for _round in needs:
        for number in reach:
            reach[number] = reach[number].union(*(reach[other] for other in reach[number]))
    found = {tuple(sorted(other for other in reach[number] if number in reach[other])) for number in reach}
    return [list(batch) for batch in sorted(found, key=lambda batch: (len(reach[batch[0]]), batch))]


def missing(row: Scheduled) -> list[str]:
    """Pages it links to that nobody could read when its time comes, as far as it can be told today."""
    near = numbers_near(text_of(row)) - schedule.public_by(row.due_at)
    topics = Topic.objects.filter(number_id__in=near, texts__in_force_at__isnull=False)
    return sorted(near - set(registry.locate(near)) - set(topics.values_list("number_id", flat=True)))


def company(row: Scheduled) -> list[str]:
    """Pages it links to whose texts have the very same time."""
    same = Scheduled.objects.open().filter(act=Act.PUBLISH, refused_at__isnull=True, due_at=row.due_at)
    return sorted(numbers_near(text_of(row)) & set(same.values_list("number_id", flat=True)))


def partners(revision) -> list:
    """Approved texts without a time that have to go out with this one: what it needs, and what those need."""
    found, ahead = {}, [revision]
    while ahead:
        one = ahead.pop()
        for number in needed(one, waiting_near(one)):
            if number not in found and number != revision.page.number_id:
                found[number] = approved(number)
                ahead.append(found[number])
    return [found[number] for number in sorted(found)]


def waiting_near(revision) -> frozenset[str]:
    timed = set(Scheduled.objects.open().values_list("number_id", flat=True))
    return frozenset(number for number in numbers_near(revision) if number not in timed and approved(number))


def approved(number: str):
    page = registry.page_numbered(number)
    revision = page and page.revisions.filter(state=State.APPROVED).first()
    if revision:
        revision.page = page
    return revision


def stopped_by(others: dict[str, str]) -> str:
    """What a text is told that nothing stops but its company: number and reason of each page that was stopped."""
    said = [_("page %(number)s, which was stopped: %(why)s") % {"number": number, "why": why}
            for number, why in others.items()]  # fmt: skip
    return _("It goes out only together with %(others)s") % {"others": "; ".join(said)}
