from django.http import HttpResponse, HttpResponseRedirect

from clinic_site.content import listing, registry, showing
from clinic_site.content.reading import cards_of, frame_of, read_shared
from clinic_site.numbers.damm import is_valid, normalise


def number(request, typed: str) -> HttpResponse:
    """Leads to where the page is now; a slip of one digit leads nowhere rather than to the wrong page."""
    digits = normalise(typed)
    path = registry.current_path(digits) if is_valid(digits) else None
    if path:
        response = HttpResponseRedirect(path)
        response["Cache-Control"] = "no-store"
        return response
    common = read_shared()
    frame = frame_of(common, has_content=listing.anything_public())
    return showing.public(request, "wrong_number.html", frame, status=404, typed=typed, cards=cards_of(common))
