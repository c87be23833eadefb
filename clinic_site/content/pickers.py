"""The lists from which the editor puts marks into a text: whole pages without script, a dialog with it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic_site.content import pick_finds, samples
from clinic_site.content.pick_forms import PictureForm
from clinic_site.glossary.models import Term
from clinic_site.images.models import Image
from clinic_site.references.models import Reference

LONGEST_QUERY = 200


@dataclass(frozen=True)
class Picker:
    title: str
    about: str
    asks: str
    find: Callable[[str, str], list]
    model: type[Model] | None = None
    new: str = ""


PICKERS = {
    "sources": Picker(
        _("Choose a source"),
        _("Every number and every claim needs one. Say what it supports, so that the second person can check it."),
        _("Words, DOI, PMID or key"),
        pick_finds.sources,
        Reference,
        _("New source"),
    ),
    "terms": Picker(
        _("Choose a medical word"),
        _("Readers get the plain words first, then the medical word, once a page."),
        _("Words, plain or medical"),
        pick_finds.terms,
        Term,
        _("New medical word"),
    ),
    "pages": Picker(
        _("Link to a page"),
        _("The link goes by number, so it follows the page wherever it moves."),
        _("Words of the title, number or address"),
        pick_finds.pages,
    ),
    "items": Picker(
        _("Choose pages for a handout"),
        _("Public articles and questions. They are read in the order in which you put them."),
        _("Words of the title, or a number"),
        pick_finds.items,
    ),
    "pictures": Picker(
        _("Choose a picture"),
        _("It goes onto a line of its own. You can also add a new picture below."),
        _("Name or words"),
        pick_finds.pictures,
        Image,
        _("New picture"),
    ),
    "cards": Picker(
        _("Choose a box or a drawing"),
        _("Each is shown as readers get it."),
        _("Words, or “help” for the cards that say when to get help"),
        samples.shown,
    ),
}


def _pick(request: HttpRequest, what: str) -> HttpResponse:
    picker = PICKERS.get(what)
    if picker is None:
        raise Http404(gettext("There is no such list."))
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    # The lists name drafts and pictures that nobody has published.
    if not request.user.has_perm("images.view_image"):
        raise PermissionDenied
    if request.method == "POST":
        return _added(request, what, picker)
    return _shown(request, what, picker, _new_form(request, picker) if _may_add(request, picker) else None)


pick = admin.site.admin_view(_pick)


def _may_add(request: HttpRequest, picker: Picker) -> bool:
    return picker.model is not None and admin.site.get_model_admin(picker.model).has_add_permission(request)


def _new_form(request: HttpRequest, picker: Picker, *data):
    """The form, the checks and the record of the library's own staff screen; only a picture's form is shorter."""
    if picker.model is Image:
        return PictureForm(*data, auto_id="pick_%s")
    return admin.site.get_model_admin(picker.model).get_form(request)(*data, auto_id="pick_%s")


def _added(request: HttpRequest, what: str, picker: Picker) -> HttpResponse:
    if not _may_add(request, picker):
        raise PermissionDenied(gettext("You may not add to this list. Ask an owner of this site to let you."))
    data = request.POST.copy()
    if picker.model is Term and not data.get("key"):
        data["key"] = slugify(data.get("term", ""))
    form = _new_form(request, picker, data, request.FILES)
    row = _saved(request, picker, form) if form.is_valid() else None
    if row is None:
        return _shown(request, what, picker, form)
    return HttpResponseRedirect(f"{reverse('pick', args=[what])}?{urlencode({'chosen': row.key})}")


def _saved(request: HttpRequest, picker: Picker, form) -> Model | None:
    keeper = admin.site.get_model_admin(picker.model)
    if picker.model is Image:
        row = form.keep(request.user)
    else:
        row = form.save(commit=False)
        keeper.save_model(request, row, form, change=False)
    if row is not None:
        keeper.log_addition(request, row, [{"added": {}}])
    return row


def _shown(request: HttpRequest, what: str, picker: Picker, form) -> HttpResponse:
    chosen = request.GET.get("chosen", "")
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = picker.find(query, chosen)
    context = {
        **admin.site.each_context(request),
        "title": picker.title,
        "picker": picker,
        "what": what,
        "query": query,
        "chosen": chosen if found else "",
        "found": found[: pick_finds.MOST],
        "more": len(found) > pick_finds.MOST,
        "form": form,
        "here": reverse("pick", args=[what]),
    }
    status = 400 if form is not None and form.is_bound else 200
    return TemplateResponse(request, f"admin/content/pick/{what}.html", context, status=status)
