"""Answers with a public page: the last look before it leaves, and what an address says when its page is gone."""

import logging
import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.loader import render_to_string

from clinic_site.content import compose, fallback, registry
from clinic_site.content.page import Page
from clinic_site.content.parts import Parts
from clinic_site.content.reading import Frame, Link, cards_of, frame_of, put_together, read_shared
from clinic_site.content.revision import State
from clinic_site.content.shared import Shared
from clinic_site.counts.batch import count
from clinic_site.counts.readers import count_reader
from clinic_site.generation.models import number_now

log = logging.getLogger("clinic_site.faults")
MAIN = re.compile(r"<main\b[^>]*>")
SHOWN = re.compile(r'data-part="([a-z0-9-]+)"')


def public(request: HttpRequest, template: str, frame: Frame, status: int = 200, **context) -> HttpResponse:
    return HttpResponse(whole(template, frame, **context), status=status)


def whole(template: str, frame: Frame, common: Shared | None = None, **context) -> str:
    """Renders a public page. A disclaimer it requires or a notice about it that it doesn't show is put in and reported:
    it never goes bare."""
    html = render_to_string(template, {"frame": frame, **context}, request=None)
    missing = [key for key in frame.required if key not in set(SHOWN.findall(html))]
    if missing:
        log.error("%s left out the disclaimers %s; the built-in texts were put in", template, ", ".join(missing))
        built_in = _built_in(missing, common or read_shared())
        html = html.replace("</main>", f"{built_in}</main>") if "</main>" in html else html + built_in
    return with_notices(html, template, frame)


def with_notices(html: str, template: str, frame: Frame) -> str:
    """What a template left out of what has to be read first is put first, and reported."""
    missing = [part for part in frame.first if part.key not in set(SHOWN.findall(html))]
    if not missing:
        return html
    log.error("%s left out the notices %s; they were put in", template, ", ".join(part.key for part in missing))
    put_in = render_to_string("components/notices.html", {"notices": missing})
    found = MAIN.search(html)
    return html[: found.end()] + put_in + html[found.end() :] if found else put_in + html


def _built_in(keys, common: Shared) -> str:
    found = Parts()
    for key in keys:
        fallback.add(found, key)
    parts = compose.filled(found, common)
    return render_to_string(
        "components/built_in.html", {"parts": [*parts.before, *parts.footer], "cards": list(parts.cards.values())}
    )


def page(request: HttpRequest, model: type[Page], slug: str, template: str, trail: list[Link] = ()) -> HttpResponse:
    """The signed copy that is public at this address, or what the address says now."""
    revisions = model.revision_class.objects
    numbered = revisions.published().select_related("page").annotate(generation=number_now())
    # One at most, as the database holds: putting them in order would take longer than finding it.
    revision = next(iter(numbered.filter(page__slug=slug).order_by()[:1]), None)
    if revision is None:
        return gone(request, revisions.filter(page__slug=slug, state=State.WITHDRAWN).order_by("-revision").first())
    context, frame = put_together(revision, read_shared(generation=revision.generation), trail)
    count_reader(request.META, count, revision.page.number_id, revision.revision)
    return public(request, template, frame, canonical=revision.page.path, **context)


def gone(request: HttpRequest, withdrawn) -> HttpResponse:
    """301 to the successor, or 410 with the day, the reason and what to read now."""
    if withdrawn is None:
        raise Http404
    located = registry.locate_or_follow(withdrawn.read_instead)
    if withdrawn.successor and withdrawn.successor in located:
        return HttpResponsePermanentRedirect(located[withdrawn.successor].path)
    common = read_shared()
    frame = frame_of(common, numbers=(withdrawn.page_number,))
    return public(request, "410.html", frame, status=410, **farewell(withdrawn, common, located))


def farewell(withdrawn, common: Shared, located: dict[str, registry.Located]) -> dict:
    """What the page that says it is gone is made of."""
    retired = {
        "title": compose.fill_text(withdrawn.heading, common.profile),
        "on": withdrawn.withdrawn_at,
        "reason": withdrawn.get_withdrawal_display(),
        "read": [
            Link(compose.fill_text(located[number].title, common.profile), located[number].path)
            for number in withdrawn.read_instead
            if number in located
        ],
    }
    return {"retired": retired, "cards": cards_of(common)}
