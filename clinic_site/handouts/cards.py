"""A clinic's own paper set, from the signed copies of this moment: cards, a wall sheet, a desk flip."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from clinic_site.content import listing, showing
from clinic_site.content.reading import frame_of, read_shared
from clinic_site.content.shared import Shared
from clinic_site.handouts import laid_out, sheets
from clinic_site.handouts.around import around
from clinic_site.handouts.bundle import KINDS
from clinic_site.handouts.printed_set import MOST, PrintedSet, look_up_set
from clinic_site.handouts.views import unkept
from clinic_site.numbers import qr

FORMS = {"cards": _("Cards, four on a sheet"), "wall": _("A wall sheet"), "flip": _("A desk flip, one on a sheet")}
TITLES = {"cards": _("Cards to print"), "wall": _("A wall sheet to print"), "flip": _("A desk flip to print")}


def cards(request) -> HttpResponse:
    form, typed = request.GET.get("form", ""), request.GET.get("set", "")
    form = form if form in FORMS else "cards"
    common = read_shared()
    found = look_up_set(typed, common)
    parts = around(found.items, common, asked_for=found.bundle.gone) if found.items else None
    laid_out.remember(request, form, found, common)
    html = showing.whole(
        "handouts/cards.html",
        parts.frame if parts else frame_of(common, numbers=found.bundle.gone),
        form=form,
        forms=FORMS,
        title=TITLES[form],
        most=MOST,
        host=qr.short_address(""),
        set=found,
        overdue=parts.overdue if parts else [],
        is_wrong=bool(typed and not found.items),
        topics=[] if typed else topics_to_print(common),
        **sheets_of(form, found, common),
    )
    response = unkept(HttpResponse(html, status=404 if typed and not found.items else 200))
    response["Referrer-Policy"] = "no-referrer"
    return response


def sheets_of(form: str, found: PrintedSet, common: Shared) -> dict:
    if form == "wall":
        return {"walls": sheets.walls(found.items, found.topic, common)}
    made = sheets.cards(found.items, common)
    return {"flips": made} if form == "flip" else {"sheets": sheets.parted(made, sheets.CARDS_ON_A_SHEET)}


def topics_to_print(common: Shared) -> list:
    return listing.topics_of(common, KINDS, at_least=1)
