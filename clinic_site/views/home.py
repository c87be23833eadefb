from itertools import zip_longest

from django.http import HttpResponse, HttpResponseRedirect

from clinic_site.content import listing, registry, showing
from clinic_site.content.reading import cards_of, frame_of, read_shared
from clinic_site.numbers.damm import is_valid, normalise

MOST_ASKED = 6


def across_topics(questions: list[listing.Row], common) -> list[listing.Row]:
    """One of each topic in turn, so that no single topic fills the start page."""
    turns = zip_longest(*(group.pages for group in listing.by_topic(questions, common)))
    return [row for turn in turns for row in turn if row]


def most_asked(questions: list[listing.Row], common) -> list[listing.Row]:
    return across_topics(questions, common)[:MOST_ASKED]


def home(request) -> HttpResponse:
    typed = request.GET.get("number", "").strip()[:40]
    digits = normalise(typed)
    path = registry.current_path(digits) if is_valid(digits) else None
    if path:
        return HttpResponseRedirect(path)
    common = read_shared()
    questions, _rest = listing.portion(common, frozenset({"question"}))
    tiles = [topic for topic in listing.topics_of(common, listing.READABLE) if topic.kind == "moment"]
    return showing.public(
        request,
        "home.html",
        frame_of(common, has_content=bool(listing.how_many(common, listing.READABLE))),
        status=404 if typed else 200,
        tiles=tiles,
        questions=most_asked(questions, common),
        wrong_number=typed,
        cards=cards_of(common),
        canonical="/",
    )
