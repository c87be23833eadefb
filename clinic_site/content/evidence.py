"""What becomes of pages when one of their sources no longer stands, and when somebody last searched for new ones."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content.event import Verb, record
from clinic_site.content.looking_after import bring_forward
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.registry import page_types
from clinic_site.content.topic import Topic
from clinic_site.content.topic_search import TopicSearch
from clinic_site.content.workflow import locked
from clinic_site.generation.models import move as move_generation
from clinic_site.references.models import Reference, ReferenceStatus, Standing
from clinic_site.references.status import statuses_in_force


@transaction.atomic
def mark(
    reference: Reference, *, by, standing: str, note: str, instead: Reference | None = None, said_on: date | None = None
) -> ReferenceStatus:
    """Says how a source stands from now on. A retraction stops what cites it from being published, tells readers in
    fixed words, and makes every public page that cites it due for a check today. To take a warning back, somebody
    else than the person who gave it has to. `said_on` is for what comes from another site: the day it was said there;
    readers see it from now on all the same."""
    if by is None or not by.is_active or not by.has_perm("references.change_reference"):
        raise NotAllowed(_("Your roles don't include the evidence library. Ask an editor."))
    if standing not in Standing.values:
        raise Refused(_("Choose how the source stands."))
    if not note.strip():
        raise Refused(_("Say where this was announced, so that a colleague can look it up."))
    if standing == Standing.SUPERSEDED and (instead is None or instead == reference):
        raise Refused(_("Name the newer source. Add it to the library first if it is not there."))
    if said_on and said_on > timezone.localdate():
        raise Refused(_("This day has not come yet. Enter the day on which it was said."))
    Reference.objects.select_for_update().get(pk=reference.pk)
    earlier = statuses_in_force().filter(reference=reference).first()
    if earlier or said_on is None:
        refuse_alone(earlier, standing, by)
    # Every page before the record, as all verbs do, so that no two of them wait for each other.
    due = [locked(page) for page in citing(reference.key)] if standing == Standing.RETRACTED else []
    row = ReferenceStatus.objects.create(
        reference=reference, standing=standing, note=note.strip(), made_by=by,
        instead=instead if standing == Standing.SUPERSEDED else None,
        said_on=said_on or timezone.localdate(),
    )  # fmt: skip
    told_elsewhere = {"said_on": said_on.isoformat()} if said_on else {}
    record(Verb.EVIDENCE, by=by, note=row.note, key=reference.key, standing=standing,
           instead=row.instead and row.instead.key, **told_elsewhere)  # fmt: skip
    for page in due:
        why = _("%(key)s was retracted.") % {"key": reference.key}
        bring_forward(page, by=by, day=timezone.localdate(), why=why)
    move_generation()
    return row


def refuse_alone(earlier: ReferenceStatus | None, standing: str, by) -> None:
    now = earlier.standing if earlier else Standing.CURRENT
    if now == standing == Standing.CURRENT:
        raise Refused(_("The library says already that it stands."))
    if takes_back(now, standing) and earlier.made_by == by:
        raise Refused(_("You gave this warning. Ask a colleague to take it back."))


def takes_back(now: str, standing: str) -> bool:
    """Whether readers would be warned of less than now: to say of a retracted source only that there is newer research
    takes its warning back as well."""
    rank = (Standing.CURRENT, Standing.SUPERSEDED, Standing.RETRACTED)
    return rank.index(standing) < rank.index(now)


def citing(key: str) -> list:
    """The public pages that print this source, in the order of their numbers."""
    found = []
    for model in page_types():
        rows = model.revision_class.objects.published().select_related("page")
        found += [row.page for row in rows if key in {source["key"] for source in row.printed}]
    return sorted(found, key=lambda page: page.number_id)


@transaction.atomic
def searched(topic: Topic, *, by, searched_on: date, where: str, found: str = "") -> TopicSearch:
    """Keeps that somebody looked for new studies on this topic."""
    if by is None or not by.is_active or not by.has_perm("references.change_reference"):
        raise NotAllowed(_("Your roles don't include the evidence library. Ask an editor."))
    if searched_on > timezone.localdate():
        raise Refused(_("This day has not come yet. Enter the day of the search."))
    if not where.strip():
        raise Refused(_("Say where you searched, such as PubMed."))
    row = TopicSearch.objects.create(
        topic=topic, searched_on=searched_on, where=where.strip(), found=found.strip(), by=by
    )
    record(Verb.SEARCHED, by=by, number=topic.number_id, note=row.found, searched_on=searched_on.isoformat(),
           where=row.where)  # fmt: skip
    move_generation()
    return row
