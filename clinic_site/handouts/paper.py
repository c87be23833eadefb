"""Pages for a printer: everything open, black on white, no way to go on but the code and the short address."""

import re

from django.db.models import F, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from clinic_site.content import listing, past, registry, shared, showing
from clinic_site.content.reading import Frame, cards_of, frame_of, read_shared
from clinic_site.content.reading import shown as composed
from clinic_site.content.shared import Shared, TopicShown
from clinic_site.content.tombstone import tombstone_of
from clinic_site.content.wording import Risk
from clinic_site.counts.batch import count
from clinic_site.counts.readers import count_reader
from clinic_site.handouts import days
from clinic_site.handouts.around import around
from clinic_site.handouts.bundle import KINDS, Bundle, look_up
from clinic_site.handouts.models import Handout
from clinic_site.handouts.pdf_making import is_possible
from clinic_site.handouts.printed_set import items_in
from clinic_site.handouts.views import LONGEST_SHOWN, ask, is_whole, nothing_left, unkept
from clinic_site.numbers import qr
from clinic_site.numbers.several import Several, read

LARGE = "large"
NEEDLE = re.compile(r'<details class="needle"><summary>.*?</summary>(.*?)</details>', re.DOTALL)
PICTURE = re.compile(r"<(svg|picture)\b.*?</\1>|<img\b[^>]*>", re.DOTALL)


def paper(request, typed: str) -> HttpResponse:
    several = read(typed)
    if is_whole(several) and typed != several.address:
        return unkept(HttpResponseRedirect(sized(request, several.address)))
    if is_whole(several) and len(several.numbers) == 1:
        return of_one(request, several)
    common = read_shared()
    found = look_up(several, common)
    if found.items:
        return of_several(request, found, common, where=f"H/{found.address}/{days.written(timezone.localdate())}")
    return nothing_left(request, found, common) if found.retired else ask(request, typed)


def of_one(request, several: Several) -> HttpResponse:
    number = several.address
    common = shared.read(more=[of_kind(number, kind) for kind in KINDS])
    topic = next((topic for topic in common.topics.values() if topic.number == number), None)
    if topic:
        return of_topic(request, topic, common)
    kind = next((kind for kind in KINDS if common.rows.get(slot(kind))), None)
    if kind:
        revisions = registry.page_type(kind).revision_class.objects.published().select_related("page")
        return of_page(request, revisions.get(page__number_id=number), common)
    return no_page(request, several, common)


def slot(kind: str) -> str:
    return f"numbered {kind}"


def of_kind(number: str, kind: str) -> QuerySet:
    """Whether the number is that of a public page of the kind, asked together with what all pages share: a named
    handout needs another query for its pages."""
    revisions = registry.page_type(kind).revision_class.objects.published().filter(page__number_id=number).order_by()
    return shared.as_rows(slot(kind), revisions, number=F("page__number_id"))


def of_page(request, revision, common: Shared) -> HttpResponse:
    count_reader(request.META, count, revision.page.number_id, revision.revision)
    if isinstance(revision.page, Handout):
        context, frame = revision.page.put_together(revision, common)
        if context["bundle"].items:
            template = "handouts/paper_handout.html"
            return answer(request, template, frame, context["page"].number, back=revision.page.path, **context)
        return nothing_left(request, context["bundle"], common, revision.page.number_id)
    # On paper the emergency card of every page comes first, as it does on screen where the risk is high.
    revision.risk = Risk.HIGH
    page, frame = composed(revision, common, located={})
    cards = [] if page.danger else [card for card in cards_of(common) if card.key == "emergency"]
    return answer(request, "handouts/paper_page.html", frame, page.number, page=page, cards=cards, back=page.path)


def of_topic(request, topic: TopicShown, common: Shared) -> HttpResponse:
    items = items_in(topic, common)
    if not items:
        return no_page(request, read(topic.number), common)
    found = Bundle(tuple(items), (), 0, 0)
    return of_several(request, found, common, where=topic.number, topic=topic, back=topic.url)


def of_several(request, found: Bundle, common: Shared, where: str, back: str = "", **context) -> HttpResponse:
    parts = around(found.items, common, asked_for=found.gone)
    for item in found.items:
        count_reader(request.META, count, item.number, item.revision)
    back = back or reverse("bundle", args=[found.address])
    numbers = " ".join(item.number for item in found.items)
    context |= {"bundle": found, "around": parts, "back": back, "numbers": numbers, "box": qr.short_address("h/")}
    return answer(request, "handouts/paper_bundle.html", parts.frame, where, **context)


def answer(request, template: str, frame: Frame, where: str, **context) -> HttpResponse:
    html = showing.whole(
        template,
        frame,
        is_large=request.GET.get("size") == LARGE,
        code=qr.svg(qr.coded_address(where)),
        short_address=qr.short_address(where),
        here=reverse("paper", args=[request.resolver_match.kwargs["typed"]]),
        pdf=reverse("pdf", args=[request.resolver_match.kwargs["typed"]]) if is_possible() else "",
        **context,
    )
    return unkept(HttpResponse(unfolded(html)))


def unfolded(html: str) -> str:
    """Of a fold with a needle only the words: no picture of a needle is ever on paper."""
    return NEEDLE.sub(lambda fold: f'<div class="needle">{PICTURE.sub("", fold[1])}</div>', html)


def no_page(request, several: Several, common: Shared) -> HttpResponse:
    """Answers like the page itself: a merged one leads on, a retired one says so, a wrong number can be mended."""
    found = look_up(several, common)
    if found.items:
        return unkept(HttpResponseRedirect(sized(request, found.address)))
    number = several.address
    page = registry.page_numbered(number)
    withdrawn = past.withdrawn_revision(page) if page else tombstone_of(number)
    if withdrawn:
        return showing.gone(request, withdrawn)
    path = registry.current_path(number)
    if path and page:
        return unkept(HttpResponseRedirect(path))
    frame = frame_of(common, has_content=listing.anything_public())
    context = {"typed": number[:LONGEST_SHOWN], "cards": cards_of(common)}
    return showing.public(request, "wrong_number.html", frame, status=404, **context)


def sized(request, numbers: str) -> str:
    """The address of their paper or PDF, in the print that was asked for."""
    address = reverse(request.resolver_match.view_name, args=[numbers])
    return f"{address}?size={LARGE}" if request.GET.get("size") == LARGE else address
