"""Which pages use a word of the glossary: desks that mark it, and signed copies that explain it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import CharField, F, Value
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from clinic_site.content import registry
from clinic_site.content.page import Page
from clinic_site.content.revision import State
from clinic_site.glossary.admin import TermAdmin
from clinic_site.glossary.models import Term, forms
from clinic_site.glossary.words import folded

MARKED = re.compile(r"\[\[([^\[\]\n]{1,80})\]\]")


@dataclass
class Use:
    """A page that has to do with a term. `public` is the revision that readers see with it; `url` is for staff."""

    kind: str
    page_id: int
    number: str
    title: str
    is_on_desk: bool = False
    public: int | None = None
    url: str = ""

    @property
    def in_words(self) -> str:
        if self.public and self.is_on_desk:
            return _("on the desk, and readers see it in revision %(number)d") % {"number": self.public}
        if self.public:
            return _("readers see it in revision %(number)d; the desk no longer has it") % {"number": self.public}
        return _("on the desk, not yet public") if self.is_on_desk else _("in signed copies that are not public")


def uses_of(term: Term) -> list[Use]:
    """Every page whose desk marks the term or one of its forms, or that was signed with it, in two queries."""
    words = {folded(form.words) for form in term.all_forms()}
    found: dict[str, Use] = {}
    for kind, pk, number, title, body in _desks():
        if words & marked_in(body):
            found[number] = Use(kind, pk, number, title, is_on_desk=True)
    for kind, pk, number, title, body, revision, state, rows in _signed():
        if term.key in {row["key"] for row in rows} or words & marked_in(body):
            use = found.setdefault(number, Use(kind, pk, number, title))
            use.public = revision if state == State.PUBLISHED else use.public
    return [found[number] for number in sorted(found)]


def pages_using() -> dict[str, set[str]]:
    """Key -> numbers of the pages that use the term, on the desk or in any revision, in three queries."""
    keys, found = {folded(form.words): form.key for form in forms()}, {}
    for _type, _pk, number, _title, body in _desks():
        for words in marked_in(body) & set(keys):
            found.setdefault(keys[words], set()).add(number)
    for _type, _pk, number, _title, body, _revision, _state, rows in _signed():
        marked = {keys[words] for words in marked_in(body) & set(keys)}
        for key in marked | {row["key"] for row in rows}:
            found.setdefault(key, set()).add(number)
    return found


def marked_in(text: str) -> set[str]:
    return {folded(words) for words in MARKED.findall(text)}


def panel(term: Term, request) -> str:
    uses = uses_of(term)
    for use in uses:
        model = registry.page_type(use.kind)
        app, name = model._meta.app_label, model._meta.model_name
        may_see = request.user.has_perm(f"{app}.view_{name}")
        use.url = reverse(f"admin:{app}_{name}_change", args=[use.page_id]) if may_see else ""
    return render_to_string("admin/glossary/uses.html", {"uses": uses})


def connect() -> None:
    """Tells the screens of the glossary, which know no pages, where to ask."""
    TermAdmin.panels = [panel]
    TermAdmin.pages_using = staticmethod(pages_using)


def _kind(model: type[Page]) -> Value:
    return Value(model.kind, output_field=CharField())


def _desks() -> Iterable[tuple]:
    """Kind, id, number, heading and text of every desk with a mark, in one query."""
    first, *others = (
        model.objects.filter(body__contains="[[")
        .order_by()
        .annotate(use_kind=_kind(model), use_page=F("pk"), use_number=F("number_id"), use_title=F(model.heading_field))
        .values_list("use_kind", "use_page", "use_number", "use_title", "body")
        for model in registry.page_types()
    )
    return first.union(*others, all=True) if others else first


def _signed() -> Iterable[tuple]:
    columns = {
        "kind": _kind,
        "page": lambda model: F("page_id"),
        "number": lambda model: F("page__number_id"),
        "title": lambda model: F(model.heading_field),
        "body": lambda model: F("body"),
        "revision": lambda model: F("revision"),
        "state": lambda model: F("state"),
        "terms": lambda model: F("terms"),
    }
    return registry.public_rows(columns, states=tuple(State.values), body__contains="[[")
