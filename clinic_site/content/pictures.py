"""Where pictures of the library stand, and how one takes another's place: on desks, never in what was signed."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, F, Value
from django.utils.translation import gettext as _

from clinic_site.content import desk, registry
from clinic_site.content.columns import with_states
from clinic_site.content.page import Page
from clinic_site.content.refused import NotAllowed, Refused, StaleDesk
from clinic_site.content.revision import OPEN, State
from clinic_site.images.models import Image

NAMED = re.compile(r"(?<![\w-])image:([a-z0-9-]++)(?!\w)")


@dataclass
class Place:
    """A page that has to do with a picture: its desk names it, or a signed copy shows it.

    `edit` is that of a desk that names it, `described` the words its text gives the picture there; `public` and
    `waiting` are the revisions that show it to readers now or would once they are published.
    """

    kind: str
    page_id: int
    number: str
    title: str
    edit: int | None = None
    described: tuple[str, ...] = ()
    public: int | None = None
    waiting: int | None = None

    @property
    def model(self) -> type[Page]:
        return registry.page_type(self.kind)

    @property
    def is_earlier(self) -> bool:
        """Only copies that were replaced, returned or withdrawn show it."""
        return self.edit is None and self.public is None and self.waiting is None


def may(user, verb: str, model: type[Page]) -> bool:
    return user.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}")


def named_in(text: str) -> set[str]:
    return set(NAMED.findall(text))


def used_on() -> dict[str, set[str]]:
    """Key -> numbers of the pages whose desk names the picture, or that show it now or would once published."""
    found = defaultdict(set)
    for _kind, _pk, number, _title, _edit, body in _desks("image:"):
        for key in named_in(body):
            found[key].add(number)
    columns = {"number": lambda model: F("page__number_id"), "pictures": lambda model: F("pictures")}
    for number, keys in registry.public_rows(columns, states=(State.PUBLISHED, *OPEN)):
        for key in keys:
            found[key].add(number)
    return dict(found)


def places(image: Image) -> list[Place]:
    """Every page that names or has ever shown the picture, in the order of their numbers, in two queries."""
    found = {}
    for kind, pk, number, title, edit, body in _desks(f"image:{image.key}"):
        if image.key in named_in(body):
            found[number] = Place(kind, pk, number, title, edit=edit, described=described(body, image.key))
    for kind, pk, number, title, revision, state, keys in _signed(image):
        if image.key in keys:
            place = found.setdefault(number, Place(kind, pk, number, title))
            if state == State.PUBLISHED:
                place.public = revision
            elif state in OPEN:
                place.waiting = revision
    return [found[number] for number in sorted(found)]


def described(text: str, key: str) -> tuple[str, ...]:
    """The words in brackets that describe the picture for this place, instead of the library's own."""
    return tuple(filter(None, re.findall(rf"!\[([^\[\]]{{0,500}})\]\(image:{re.escape(key)}(?![\w-])", text)))


def _desks(named: str) -> Iterable[tuple]:
    """Kind, id, number, heading, edit and text of every desk whose text holds the words, in one query."""
    first, *others = (
        model.objects.filter(body__contains=named)
        .order_by()
        .annotate(col_kind=_kind(model), col_page=F("pk"), col_number=F("number_id"), col_title=F(model.heading_field))
        .annotate(col_edit=F("edit"), col_body=F("body"))
        .values_list("col_kind", "col_page", "col_number", "col_title", "col_edit", "col_body")
        for model in registry.page_types()
    )
    return first.union(*others, all=True) if others else first


def _signed(image: Image) -> Iterable[tuple]:
    columns = {
        "kind": _kind,
        "page": lambda model: F("page_id"),
        "number": lambda model: F("page__number_id"),
        "title": lambda model: F(model.heading_field),
        "revision": lambda model: F("revision"),
        "state": lambda model: F("state"),
        "pictures": lambda model: F("pictures"),
    }
    # Signed HTML holds the names of files, and these begin with the picture's digest.
    return registry.public_rows(columns, states=tuple(State.values), html__contains=image.digest)


def _kind(model: type[Page]) -> Value:
    return Value(model.kind, output_field=CharField())


@transaction.atomic
def replace(old: Image, new: Image, *, seen: dict[str, int], by) -> list[Page]:
    """Names the new picture on the desks of these pages: number -> the edit of the desk that was looked at.

    All of them or none. Signed copies keep the old picture, so readers see the new one when each page is next signed.
    Raises Refused when a desk was saved since, when nothing is chosen or nothing would change; NotAllowed.
    """
    if not seen:
        raise Refused(_("No page is ticked, so nothing was changed. Tick the pages that are to show the new picture."))
    if old.pk == new.pk:
        raise Refused(_("This is the same picture. Choose another one to take its place."))
    found = {page.number_id: page for page in _numbered(seen)}
    if not all(may(by, "change", type(page)) for page in found.values()):
        raise NotAllowed(_("Your roles don't include changing all of these pages. Ask an owner."))
    return [_replaced(found.get(number), number, old, new, seen[number], by) for number in sorted(seen)]


def _numbered(numbers: Iterable[str]) -> list[Page]:
    return [page for model in registry.page_types() for page in model.objects.filter(number_id__in=list(numbers))]


def _replaced(page: Page | None, number: str, old: Image, new: Image, edit: int, by) -> Page:
    if page is None or page.edit != edit or old.key not in named_in(page.body):
        raise _changed_meanwhile(page.heading if page else _("This page"), number)
    body = NAMED.sub(lambda found: f"image:{new.key}" if found[1] == old.key else found[0], page.body)
    try:
        return desk.save(page, by=by, base_edit=edit, body=body)
    except StaleDesk as stale:
        raise _changed_meanwhile(page.heading, number) from stale
    except ValidationError as fault:
        message = _("“%(title)s” (%(number)s) can't be saved as it is: %(fault)s Open it and mend that first.")
        raise Refused(message % {"title": page.heading, "number": number, "fault": " ".join(fault.messages)}) from fault


def _changed_meanwhile(title: str, number: str) -> Refused:
    message = _(
        "“%(title)s” (%(number)s) was saved by someone after this list was made. No page was changed and nothing is"
        " lost: the list below is up to date. Look at it, then send it again."
    )
    return Refused(message % {"title": title, "number": number})


def to_send(new: Image, numbers: Iterable[str]) -> list[Page]:
    """The pages among the numbers whose desk names the picture, with what is public and what waits."""
    found = []
    for model in registry.page_types():
        pages = with_states(model.objects.filter(number_id__in=list(numbers), body__contains=f"image:{new.key}"))
        found += [page for page in pages if new.key in named_in(page.body)]
    return sorted(found, key=lambda page: page.number_id)


def deletion_refused(image: Image) -> str:
    """Why the picture is kept. There is no picture that may be deleted: the model refuses all of them."""
    numbers = [place.number for place in places(image)]
    if numbers:
        message = _(
            "This picture is kept, because texts or signed copies of these pages name it: %(numbers)s."
            " To take it off pages, use “Replace everywhere”."
        )
        return message % {"numbers": ", ".join(numbers)}
    return _("Pictures are never deleted. No page names this one, so no reader sees it.")
