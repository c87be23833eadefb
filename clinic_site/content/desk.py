"""Saving the desk: the words staff work on. Nothing here reaches a reader."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from clinic_site.content.event import Verb, record
from clinic_site.content.page import DeskEdit, Page
from clinic_site.content.refused import NotAllowed, Refused, StaleDesk
from clinic_site.content.registry import page_types
from clinic_site.numbers.models import take
from clinic_site.redirects.models import number_at

PAGE_FIELDS = ("owner", "deputy", "interval_months")


def refuse_taken_slug(model: type[Page], slug: str, number: str | None) -> None:
    """An address that was ever public belongs to its page for ever."""
    model._meta.get_field("slug").run_validators(slug)  # before PostgreSQL is asked about a NUL
    owner = number_at(model.path_of(slug))
    if owner and owner != number:
        raise Refused(
            _("The address “%(slug)s” was printed for page %(owner)s. Choose another.") % {"slug": slug, "owner": owner}
        )
    if model.objects.filter(slug=slug).exclude(number_id=number).exists():
        raise Refused(_("Another page has the address “%(slug)s”. Choose another.") % {"slug": slug})
    refusal = model.refuse_slug(slug)
    if refusal:
        raise Refused(refusal)


def free_slug(model: type[Page], wanted: str) -> str:
    """The address itself, or with the first number behind it that nobody had."""
    for place in range(1, 100):
        slug = wanted if place == 1 else f"{wanted}-{place}"
        try:
            refuse_taken_slug(model, slug, None)
        except Refused:
            continue
        return slug
    return wanted


@transaction.atomic
def create(model: type[Page], *, by, slug: str, number: str = "", **fields) -> Page:
    """A new page with a number of its own. `by` is None when content files are loaded."""
    if by is not None and not by.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}"):
        raise NotAllowed(_("Your roles don't include writing new pages. Ask an owner."))
    refuse_taken_slug(model, slug, None)
    page = model(number=take(number), slug=slug, edit=1, **fields)
    page.full_clean(exclude=["number"])
    page.save(force_insert=True)
    DeskEdit.objects.create(number_id=page.number_id, edit=1, by=by)
    return page


@transaction.atomic
def save(page: Page, *, by, base_edit: int, authors: Iterable[int] = (), **fields) -> Page:
    """Moves the desk to the fields given, if nobody moved it since `base_edit`; otherwise raises StaleDesk.

    `authors` wrote these words before, when somebody else brings them back. Wording and housekeeping only; the address
    moves through `workflow.move`. A change of housekeeping is an event.
    """
    model = type(page)
    if by is not None and not by.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
        raise NotAllowed(_("Your roles don't include changing pages. Ask an owner."))
    unknown = set(fields) - {*model.wording_fields(), *PAGE_FIELDS}
    if unknown:
        raise TypeError(f"not fields of the desk: {sorted(unknown)}")
    current = model.objects.select_for_update().get(pk=page.pk)
    if current.edit != base_edit:
        raise StaleDesk(
            _("Someone saved this page after you opened it. Nothing was overwritten: both texts are below."),
            current,
            fields,
        )
    before = housekeeping(current)
    for name, value in fields.items():
        setattr(current, name, value)
    current.edit += 1
    current.full_clean(exclude=["number", "slug"])
    current.save(update_fields=[*fields, "edit"])
    DeskEdit.objects.create(number_id=current.number_id, edit=current.edit, by=by, authors=sorted(authors))
    changed = {name: value for name, value in housekeeping(current).items() if value != before[name]}
    if changed:
        record(Verb.ASSIGN, by=by, number=current.number_id, **changed)
    return current


def housekeeping(page: Page) -> dict:
    """Who looks after the page and how often it is checked, in the words of the record."""
    people = {name: getattr(page, name) for name in ("owner", "deputy")}
    ids = {name: person and person.pk for name, person in people.items()}
    names = {f"{name}_name": person.name if person else "" for name, person in people.items()}
    return ids | names | {"interval_months": page.interval_months}


def contributors(page: Page) -> list[int]:
    """Who saved the desk since the text that is public now was cut from it, and who wrote what was brought back."""
    since = page.revisions.published().values_list("desk_edit", flat=True).first() or 0
    edits = DeskEdit.objects.filter(number_id=page.number_id, edit__gt=since, edit__lte=page.edit)
    found = {who for by, authors in edits.values_list("by_id", "authors") for who in (by, *authors)}
    return sorted(found - {None})


@transaction.atomic
def discard(page: Page, *, by) -> None:
    """Throws away a draft that was never sent for a check. Its number is never given again."""
    if not by.has_perm(f"{page._meta.app_label}.change_{page._meta.model_name}"):
        raise NotAllowed(_("Your roles don't include discarding drafts. Ask an owner."))
    page = type(page).objects.select_for_update().get(pk=page.pk)
    if page.last_revision:
        raise Refused(_("This page was sent for a check before, so it is kept. Withdraw it if it is public."))
    record(Verb.DISCARD, by=by, number=page.number_id, note=page.heading, slug=page.slug)
    type(page).objects.filter(pk=page.pk).delete()


def all_pages():
    return [page for model in page_types() for page in model.objects.select_related("number")]
