"""The code of a number as a picture of its own. It never changes, as a number never does, so caches may keep it."""

from django.http import HttpResponse

from clinic_site.content import registry
from clinic_site.numbers import qr
from clinic_site.numbers.damm import is_valid, normalise
from clinic_site.views.numbers import wrong_number


def code(request, typed: str) -> HttpResponse:
    """For every number that was ever public: what is on paper stays alive when its page is gone."""
    digits = normalise(typed)
    if not is_valid(digits) or registry.current_path(digits) is None:
        return wrong_number(request, typed)
    response = HttpResponse(qr.svg(qr.coded_address(digits)), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response
