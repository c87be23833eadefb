"""The clinician's list: choose a page and its code is on the screen. No log-in, no field about a patient."""

from datetime import timedelta

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content import showing
from clinic_site.content.picks import Pick, picks
from clinic_site.content.reading import frame_of, read_shared
from clinic_site.content.shared import Shared
from clinic_site.content.topic import TopicKind
from clinic_site.counts.models import by_page
from clinic_site.search.term_log import heard
from clinic_site.views import search
from clinic_site.views.home import most_asked
from clinic_site.views.scripts import giving_integrity

MOST_USED = 8
# With fewer there is nothing to tell from.
ENOUGH_USED = 4
USED_WITHIN = timedelta(days=28)


def picker(request) -> HttpResponse:
    asked = search.readable(request.GET.get("q", ""))
    slug, is_bundling = request.GET.get("topic", "")[:100], bool(request.GET.get("bundle"))
    common = read_shared()
    listed = [pick for pick in picks(common) if not pick.too_late]
    moments = [topic for topic in common.topics.values() if topic.kind == TopicKind.MOMENT]
    topics = [topic for topic in moments if in_topic(listed, topic.slug)]
    topic = next((topic for topic in topics if topic.slug == slug), None)
    found = answers(asked, common, listed, is_told=bool(request.GET.get("tell"))) if asked else {}
    response = showing.public(
        request,
        "pick.html",
        frame_of(common, has_content=bool(listed)),
        script_digest=giving_integrity(),
        asked=asked,
        topics=topics,
        topic=topic,
        is_bundling=is_bundling,
        groups=[] if asked else groups(listed, topic, common),
        **found,
    )
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "same-origin" if not asked else "no-referrer"
    return response


def in_topic(listed: list[Pick], slug: str) -> list[Pick]:
    return [pick for pick in listed if slug in pick.topics]


def safety_last(listed: list[Pick]) -> list[Pick]:
    return sorted(listed, key=lambda pick: pick.is_safety)


def answers(asked: str, common: Shared, listed: list[Pick], *, is_told: bool) -> dict:
    """The pages for these words. Only the wish to tell the editors is noted, as a search that found nothing is."""
    known = {pick.number: pick for pick in listed}
    found = search.find(asked, common)
    opens = known.get(found.opens.number) if found.opens else None
    rows = safety_last([known[number] for number in found.numbers if number in known])
    rows = [opens, *(row for row in rows if row != opens)] if opens else rows
    if is_told and not rows:
        heard(asked, 0)
    return {
        "rows": rows,
        "nearest": [known[number] for number in found.nearest if number in known],
        "other_number": found.opens.number if found.opens and not opens else "",
        "is_told": is_told,
    }


def groups(listed: list[Pick], topic, common: Shared) -> list[dict]:
    """What stands on the page before anything is typed: heading and rows, the pages about harm last."""
    if topic:
        return [{"heading": topic.title, "rows": safety_last(in_topic(listed, topic.slug))}]
    today = timezone.localdate()
    known = {pick.number: pick for pick in listed if not pick.is_safety}
    used = [known[number] for number, _count in by_page(today - USED_WITHIN, today).most_common() if number in known]
    first, heading = used[:MOST_USED], _("Read most in the last 28 days")
    if len(first) < ENOUGH_USED:
        questions = [pick for pick in known.values() if pick.kind == "question"]
        first, heading = most_asked(questions, common), _("Questions people ask most")
    safety = [pick for pick in listed if pick.is_safety]
    made = [{"heading": heading, "rows": first}, {"heading": _("When something may be wrong"), "rows": safety}]
    return [group for group in made if group["rows"]]
