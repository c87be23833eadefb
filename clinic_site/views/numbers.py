from django.http import HttpResponse, HttpResponseRedirect

from clinic_site.content import listing, registry, showing
from clinic_site.content.reading import cards_of, frame_of, read_shared
from clinic_site.numbers.damm import is_valid, normalise
from clinic_site.views.home import most_asked

# In characters, of what was typed: so much is shown again.
LONGEST = 40


def number(request, typed: str) -> HttpResponse:
    """Leads to where the page is now; a slip of one digit leads nowhere rather than to the wrong page."""
    digits = normalise(typed)
    path = registry.current_path(digits) if is_valid(digits) else None
    if path:
        response = HttpResponseRedirect(path)
        response["Cache-Control"] = "no-store"
        return response
    return wrong_number(request, typed)


def wrong_number(request, typed: str) -> HttpResponse:
    """Says that no page has it, and keeps it in the box."""
    common = read_shared()
    pages, _rest = listing.portion(common, frozenset({"article", "question"}))
    return showing.public(
        request,
        "wrong_number.html",
        frame_of(common, has_content=bool(pages)),
        status=404,
        typed=typed[:LONGEST],
        questions=most_asked([row for row in pages if row.kind == "question"], common),
        cards=cards_of(common),
    )
