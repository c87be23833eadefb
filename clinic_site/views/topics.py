from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from clinic_site.content import listing, showing
from clinic_site.content.lists import line
from clinic_site.content.reading import Link, frame_of, read_shared
from clinic_site.content.topic import TopicKind


def index(request) -> HttpResponse:
    common = read_shared()
    topics = listing.topics_of(common, listing.READABLE)
    titles = {
        TopicKind.MOMENT: _("Where are you up to?"),
        TopicKind.BODY_AREA: _("Parts of the body"),
        TopicKind.CONDITION: _("Conditions and questions"),
    }
    groups = [
        {"kind": kind, "title": title, "topics": [topic for topic in topics if topic.kind == kind]}
        for kind, title in titles.items()
    ]
    groups = [group for group in groups if group["topics"]]
    frame = frame_of(common, has_content=bool(groups))
    return showing.public(request, "topics/index.html", frame, groups=groups, canonical="/topics/")


def topic(request, slug: str, after: str = "") -> HttpResponse:
    """A topic with one page leads straight to it; one without any is no page yet."""
    common = read_shared()
    shown = common.topics.get(slug)
    if shown is None:
        raise Http404
    pages, rest = listing.portion(common, listing.READABLE, after, topics__contains=line(slug))
    if after and not pages:
        return HttpResponseRedirect(shown.url)
    if not pages:
        raise Http404
    if len(pages) == 1 and not after:
        return HttpResponseRedirect(pages[0].url)
    same_kind = [found for found in listing.topics_of(common, listing.READABLE) if found.kind == shown.kind]
    following = same_kind[same_kind.index(shown) + 1 :] if shown.kind == TopicKind.MOMENT else []
    return showing.public(
        request,
        "topics/topic.html",
        frame_of(common),
        topic=shown,
        articles=[row for row in pages if row.kind == "article"],
        questions=[row for row in pages if row.kind == "question"],
        handouts=[row for row in pages if row.kind == "handout"],
        next=Link(following[0].title, following[0].url) if following else None,
        rest=rest,
        canonical=f"{shown.url}after/{after}/" if after else shown.url,
    )
