"""The screen a clinician turns to a patient: a code, a number and an address. The patient's phone does the rest."""

import json
import re
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_site.content import showing
from clinic_site.content.listing import how_many
from clinic_site.content.reading import Link, frame_of, read_shared
from clinic_site.content.registry import page_types
from clinic_site.content.shared import Shared
from clinic_site.handouts.bundle import KINDS, Bundle, Retired, look_up
from clinic_site.handouts.item import Item
from clinic_site.numbers import qr, several
from clinic_site.numbers.damm import is_valid, normalise
from clinic_site.views import giving
from clinic_site.views.scripts import giving_integrity

# In characters, of what was typed: so much is shown again.
LONGEST_SHOWN = 40


@dataclass(frozen=True)
class Given:
    """`items` in the order of the numbers; `late` are public but nobody checked them for 90 days past their date."""

    items: list[Item]
    late: list[Item]
    retired: list[Retired]
    unknown: int
    beyond: int
    asked_for: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Bundle) -> "Given":
        retired = [
            Retired(page.title, page.on, [Link(one.title, address_of(one.number)) for one in page.read])
            for page in found.retired
        ]
        items = [item for item in found.items if not item.too_late]
        late = [item for item in found.items if item.too_late]
        asked_for = (*(item.number for item in found.items), *found.gone)
        return cls(items, late, retired, found.unknown, found.beyond, asked_for)

    @property
    def numbers(self) -> str:
        return "-".join(item.number for item in self.items)

    @property
    def overdue(self) -> list[Item]:
        return [item for item in self.items if item.overdue]


@dataclass(frozen=True)
class Screen:
    """`where` is what stands behind the site's address; `printed` what stands behind that of the print view."""

    title: str
    where: str
    printed: str

    @property
    def code(self) -> str:
        return qr.svg(qr.coded_address(self.where))

    @property
    def short_address(self) -> str:
        return qr.short_address(self.where)

    def message(self, common: Shared) -> str:
        profile = common.profile
        return giving.message(profile.clinic_name, self.title, qr.address(self.where), profile.phone)


@dataclass(frozen=True)
class Blank(Screen):
    title: str = ""
    where: str = ""
    printed: str = ""

    @property
    def code(self) -> str:
        return qr.blank()


def show(request, typed: str) -> HttpResponse:
    """One number or up to five; another way to write them leads to the usual one."""
    digits = normalise(typed)
    if is_valid(digits):
        return one(request, digits) if typed == digits else HttpResponseRedirect(address_of(digits))
    numbers = several.read(typed)
    if not numbers.numbers:
        return not_found(request, typed)
    if typed != numbers.address and not numbers.wrong and not numbers.beyond:
        return HttpResponseRedirect(address_of(numbers.address))
    return together(request, numbers, typed)


def chosen(request) -> HttpResponse:
    """Where the boxes of the picker lead without a script. Only page numbers go into the address."""
    typed = "-".join(request.GET.getlist("n"))[: several.LONGEST]
    numbers = "-".join(digits for digits in re.findall(r"[0-9]+", typed) if is_valid(digits))
    return HttpResponseRedirect(address_of(numbers) if numbers else f"{reverse('picker')}?bundle=1")


def address_of(numbers: str) -> str:
    return reverse("show", args=[numbers])


def one(request, number: str) -> HttpResponse:
    common = read_shared()
    every_kind = frozenset(model.kind for model in page_types())
    given = Given.of(look_up(several.read(number), common, kinds=every_kind))
    if given.items and given.numbers != number:
        return HttpResponseRedirect(address_of(given.numbers))
    topic = next((topic for topic in common.topics.values() if topic.number == number), None)
    if topic and leads_somewhere(topic.slug, common):
        return screen(request, common, given, Screen(topic.title, number, number))
    if given.unknown:
        return not_found(request, number)
    return screen(request, common, given, Screen(given.items[0].title, number, number) if given.items else None)


def leads_somewhere(slug: str, common: Shared) -> bool:
    return any(slug in topics for topics in how_many(common, KINDS))


def together(request, numbers: several.Several, typed: str) -> HttpResponse:
    common = read_shared()
    given = Given.of(look_up(numbers, common))
    if not (given.items or given.late or given.retired):
        return not_found(request, typed)
    made = None
    if len(given.items) == 1:
        made = Screen(given.items[0].title, given.numbers, given.numbers)
    elif given.items:
        where = f"h/{given.numbers}/{timezone.localdate():%Y%m%d}"
        title = ngettext("%(count)d page for you", "%(count)d pages for you", len(given.items))
        made = Screen(title % {"count": len(given.items)}, where, given.numbers)
    return screen(request, common, given, made)


def screen(request, common: Shared, given: Given, made: Screen | None) -> HttpResponse:
    """With no code where there is nothing to give. It depends on the day, so nothing keeps it."""
    response = showing.public(
        request,
        "show.html",
        frame_of(common, numbers=given.asked_for),
        status=200 if made or given.late else 410,
        script_digest=giving_integrity(),
        screen=made,
        message=made.message(common) if made else "",
        given=given,
        heading=made.title if made else _("Don't give this out"),
        unknown=0 if is_topic(given, made) else given.unknown,
        beyond=given.beyond,
    )
    response["Cache-Control"] = "no-store"
    return response


def kept(request) -> HttpResponse:
    """The same screen with nothing in it: a device keeps it, and without a connection draws there what it knows."""
    common = read_shared()
    profile = common.profile
    response = showing.public(
        request,
        "show.html",
        frame_of(common),
        script_digest=giving_integrity(),
        screen=Blank(),
        given=Given([], [], [], 0, 0),
        heading=_("Show"),
        messages=json.dumps(giving.patterns(profile.clinic_name, profile.phone)),
        is_kept=True,
    )
    response["Cache-Control"] = "no-store"
    return response


def not_found(request, typed: str) -> HttpResponse:
    """With what was typed in the box that looks for words and numbers, and the way back to the list."""
    context = {"typed": typed[:LONGEST_SHOWN]}
    response = showing.public(request, "show_wrong.html", frame_of(read_shared()), status=404, **context)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def is_topic(given: Given, made: Screen | None) -> bool:
    return made is not None and not given.items
