"""Read-only documents for other systems, such as a patient record that opens a page by its number.

docs/linking.md tells how to use them, openapi.json what is in them; a test holds each answer to that file.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path

from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from clinic_site.content import listing, registry
from clinic_site.content.reading import frame_of, read_shared
from clinic_site.content.revision import State
from clinic_site.numbers.damm import is_valid
from clinic_site.numbers.models import Number
from clinic_site.views import documents

READ = ("GET", "HEAD")
KINDS = frozenset({"article", "question"})
COLUMNS = listing.COLUMNS | {"revision": lambda model: F("revision")}
DESCRIPTION = Path(__file__).with_name("openapi.json").read_bytes()
# A withdrawn text may be shown from a cache for this long at most: as long as a chosen time may be late on a site whose
# clock works. Nightly readers lose nothing by it, and a screen that many open at once costs one answer.
KEPT = "public, max-age=300"


def answer(document: dict, status: int = 200) -> HttpResponse:
    return JsonResponse(document, status=status, json_dumps_params={"ensure_ascii": False})


def missing() -> HttpResponse:
    """Says the same about a number that was never given out and one whose page was never public."""
    message = _("No public page has this number. Look at each digit, or find the page in /api/pages.json.")
    return answer(documents.problem(404, message), 404)


def refusal() -> HttpResponse:
    response = answer(documents.problem(405, _("This can only be read: ask with GET or HEAD.")), 405)
    response["Allow"] = ", ".join(READ)
    return response


def for_other_systems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answers GET and HEAD only, and with 304 to those who have the answer already.

    The mark that tells is made of the answer itself. The site's generation and the day would do until a backup is
    restored or a release writes the documents otherwise: then an old mark would hide a page that was withdrawn.
    """

    @csrf_exempt  # nothing can be done here; without a token the refusal has to be 405 all the same
    @wraps(view)
    def answered(request: HttpRequest, **place: str) -> HttpResponse:
        response = view(request, **place) if request.method in READ else refusal()
        response["Cache-Control"] = KEPT if response.status_code in {200, 410} else "no-store"
        if response["Cache-Control"] == KEPT:
            set_response_etag(response)
            response = get_conditional_response(request, etag=response["ETag"], response=response)
        # Anybody's script may read what anybody may read: no answer depends on a cookie or on who asks.
        response["Access-Control-Allow-Origin"] = "*"
        # The pages themselves are what a search engine should show.
        response["X-Robots-Tag"] = "noindex"
        return response

    return answered


@for_other_systems
def pages(request: HttpRequest, number: str = "") -> HttpResponse:
    """In the order of their numbers, those after this one; a large guide is told in several documents."""
    if number and not Number.objects.filter(digits=number).exists():
        return missing()
    common = read_shared()
    rows = registry.next_rows(COLUMNS, number, listing.IN_A_DOCUMENT + 1, KINDS)
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    shown = found[: listing.IN_A_DOCUMENT]
    revisions = [row.pop("revision") for row in shown]
    told = listing.with_notices(listing.filled(shown, common.profile), common)
    return answer(
        {
            "version": documents.VERSION,
            "disclaimers": [documents.disclaimer(part) for part in frame_of(common).footer],
            "pages": [documents.listed(*row) for row in zip(told, revisions, strict=True)],
            "next": documents.absolute(reverse("api_after", args=[shown[-1]["number"]]))
            if found[len(shown) :]
            else None,
        }
    )


@for_other_systems
def page(request: HttpRequest, number: str) -> HttpResponse:
    """Three queries: where every number leads, the signed copy, what all pages share."""
    rows = [
        registry.Located(*row) for row in registry.public_rows(registry.LOCATION, (State.PUBLISHED, State.WITHDRAWN))
    ]
    public = {row.number: row for row in rows if row.is_public}
    found = public.get(number) or next((row for row in rows if row.number == number), None)
    if found is None or found.kind not in KINDS or not is_valid(number):
        return missing()
    revisions = registry.page_type(found.kind).revision_class.objects.filter(page__number_id=number, state=found.state)
    revision = revisions.select_related("page").order_by("-revision").first()
    if revision is None:  # taken away between two of the queries
        return missing()
    if found.is_public:
        return answer(documents.page(revision, public, read_shared()))
    instead = revision.read_instead
    located = public if set(instead) <= set(public) else registry.locate_or_follow(instead)
    return answer(documents.withdrawn(revision, located, read_shared()), 410)


@for_other_systems
def description(request: HttpRequest) -> HttpResponse:
    return HttpResponse(DESCRIPTION, content_type="application/json")
