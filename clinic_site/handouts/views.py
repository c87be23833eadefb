"""Handouts: several pages at one address. What is typed there is shown in the number box and nowhere else."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from clinic_site.content import listing, showing
from clinic_site.content.reading import cards_of, frame_of, read_shared
from clinic_site.content.shared import Shared
from clinic_site.counts.batch import count
from clinic_site.counts.readers import is_reader
from clinic_site.handouts import days
from clinic_site.handouts.around import around
from clinic_site.handouts.bundle import Bundle, look_up
from clinic_site.numbers import qr
from clinic_site.numbers.several import Several, read

# In characters: so much of what was typed is shown again.
LONGEST_SHOWN = 60


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
    one_way = "/".join(filter(None, (several.address, end_of(day, asked))))
    if is_whole(several) and request.path != f"{reverse('handouts')}{one_way}":
        return unkept(HttpResponseRedirect(reverse("bundle", args=[one_way])))
    return answer(request, several, asked, numbers)


def answer(request, several: Several, asked: days.Asked, typed: str) -> HttpResponse:
    common = read_shared()
    found = look_up(several, common, asked.day)
    if not found.items:
        return nothing_left(request, found, common) if found.retired else ask(request, typed)
    if is_reader(request.META):
        for item in found.items:
            count(item.number, item.revision)
    return shown(request, found, asked, common)


def shown(request, found: Bundle, asked: days.Asked, common: Shared) -> HttpResponse:
    parts = around(found.items, common)
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


def nothing_left(request, found: Bundle, common: Shared) -> HttpResponse:
    context = {"retired": found.retired, "unknown": found.unknown}
    return unkept(showing.public(request, "handouts/gone.html", frame_of(common), status=410, **context))


def is_whole(several: Several) -> bool:
    """Whether the one way to write the numbers says all that was asked for."""
    return bool(several.numbers) and not several.wrong and not several.beyond


def end_of(typed: str, asked: days.Asked) -> str:
    return days.written(asked.day) if asked.day else typed[:LONGEST_SHOWN].strip()


def unkept(response: HttpResponse) -> HttpResponse:
    """What depends on the day is asked for anew each time."""
    response["Cache-Control"] = "no-store"
    return response
