"""Handouts: several pages at one address. What is typed there is shown in the number box and nowhere else."""

from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content import listing, registry, showing
from clinic_site.content.reading import Link, cards_of, frame_of, read_shared
from clinic_site.content.revision import State
from clinic_site.content.shared import Shared
from clinic_site.content.tombstone import tombstone_of
from clinic_site.counts.batch import count, count_together
from clinic_site.counts.readers import count_reader
from clinic_site.handouts import days
from clinic_site.handouts.around import around
from clinic_site.handouts.bundle import PAGES, Bundle, look_up
from clinic_site.handouts.models import Handout, HandoutRevision
from clinic_site.handouts.named import farewell
from clinic_site.numbers import qr
from clinic_site.numbers.several import Several, read
from clinic_site.redirects.models import number_at

# In characters: so much of what was typed is shown again.
LONGEST_SHOWN = 60
LONGEST_PATH = 256


def number_box(request) -> HttpResponse:
    """Numbers lead to their handout; without script as well. With words among them it is shown right here, because
    what a person typed may stand in a query, which no log keeps, and never in a path."""
    typed = request.GET.get("numbers", "").strip()
    several = read(typed)
    if is_whole(several):
        return unkept(HttpResponseRedirect(reverse("bundle", args=[several.address])))
    response = answer(request, several, days.Asked(), typed) if several.numbers else ask(request, typed)
    response["Referrer-Policy"] = "no-referrer"
    return response


def bundle(request, typed: str) -> HttpResponse:
    numbers, _slash, day = typed.strip("/").partition("/")
    several, asked = read(numbers), days.asked(day[:LONGEST_SHOWN])
    page = None if several.numbers or day else of_name(request, numbers)
    if page:
        return page
    one_way = "/".join(filter(None, (several.address, end_of(day, asked))))
    # What is no day was typed by somebody: it goes into no address that we make.
    if is_whole(several) and (asked.day or not day) and request.path != f"{reverse('handouts')}{one_way}":
        return unkept(HttpResponseRedirect(reverse("bundle", args=[one_way])))
    return answer(request, several, asked, numbers)


def named(request, slug: str) -> HttpResponse:
    """A named handout; words that name none are answered like any others that were typed here."""
    return of_name(request, slug) or bundle(request, slug)


def of_name(request, slug: str) -> HttpResponse | None:
    """What the address of a named handout says now; none where it never was one."""
    revisions = HandoutRevision.objects.filter(page__slug=slug).select_related("page")
    revision = revisions.published().first()
    if revision is None:
        withdrawn = revisions.filter(state=State.WITHDRAWN).order_by("-revision").first()
        moved = None if withdrawn else moved_to(request, Handout.path_of(slug))
        return showing.gone(request, withdrawn) if withdrawn else moved
    if request.path != revision.page.path:
        return HttpResponsePermanentRedirect(revision.page.path)
    common = read_shared()
    context, frame = revision.page.put_together(revision, common, [Link(_("Home"), "/"), Link(_("Handouts"), "/h/")])
    if not context["bundle"].items:
        return nothing_left(request, context["bundle"], common, revision.page.number_id)
    count_reader(request.META, count, revision.page.number_id, revision.revision)
    return showing.public(request, "handouts/handout.html", frame, canonical=revision.page.path, **context)


def moved_to(request, path: str) -> HttpResponse | None:
    number = number_at(path) if len(path) < LONGEST_PATH else None
    now = registry.current_path(number) if number else None
    if now == path:
        return showing.gone(request, tombstone_of(number))
    return HttpResponsePermanentRedirect(now) if now else None


def answer(request, several: Several, asked: days.Asked, typed: str) -> HttpResponse:
    common = read_shared()
    found = look_up(several, common, asked.day)
    if not found.items:
        return nothing_left(request, found, common) if found.retired else ask(request, typed)
    if len(several.numbers) == 1 and found.items[0].kind == Handout.kind:
        return unkept(HttpResponseRedirect(found.items[0].url))
    for item in found.items:
        count_reader(request.META, count, item.number, item.revision)
    if could_be_named(found):
        count_reader(request.META, count_together, found.address)
    return shown(request, found, asked, common)


def could_be_named(found: Bundle) -> bool:
    """Whether all that the address asks for can stand in a named handout."""
    is_whole = not (found.unknown or found.beyond or found.retired)
    return is_whole and len(found.items) > 1 and all(item.kind in PAGES for item in found.items)


def shown(request, found: Bundle, asked: days.Asked, common: Shared) -> HttpResponse:
    parts = around(found.items, common, asked_for=found.gone)
    where = f"H/{found.address}/{days.written(timezone.localdate())}"
    response = showing.public(
        request,
        "handouts/bundle.html",
        parts.frame,
        bundle=found,
        around=parts,
        asked=asked,
        code=qr.svg(qr.coded_address(where)),
        short_address=qr.short_address(where),
        paper=reverse("paper", args=[found.address]),
    )
    return unkept(response)


def ask(request, typed: str) -> HttpResponse:
    """The box for numbers, with what no page has still in it."""
    common = read_shared()
    frame = frame_of(common, has_content=listing.anything_public())
    response = showing.public(
        request,
        "handouts/number_box.html",
        frame,
        status=404 if typed else 200,
        typed=" ".join(typed[:LONGEST_SHOWN].split()),
        is_wrong=bool(typed),
        cards=cards_of(common),
    )
    return unkept(response)


def nothing_left(request, found: Bundle, common: Shared, own: str = "") -> HttpResponse:
    """`own` is the number of the named handout that it was."""
    frame = frame_of(common, numbers=(own, *found.gone))
    return unkept(showing.public(request, "handouts/gone.html", frame, status=410, **farewell(found)))


def is_whole(several: Several) -> bool:
    """Whether the one way to write the numbers says all that was asked for."""
    return bool(several.numbers) and not several.wrong and not several.beyond


def end_of(typed: str, asked: days.Asked) -> str:
    return days.written(asked.day) if asked.day else typed[:LONGEST_SHOWN].strip()


def unkept(response: HttpResponse) -> HttpResponse:
    """What depends on the day is asked for anew each time."""
    response["Cache-Control"] = "no-store"
    return response
