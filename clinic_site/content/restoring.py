"""An earlier wording comes back to the desk. Readers see it only after it was sent, checked and published again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.content import desk, editing, kept, live, workflow
from clinic_site.content.digest import wording_digest
from clinic_site.content.fields import differing
from clinic_site.content.page import Page
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.revision import Kind
from clinic_site.content.screens import admin_url, page_or_404, revision_or_404
from clinic_site.content.steps import may

SENT = "_send"


def restore_screen(admin, request, object_id, number: int) -> HttpResponse:
    """GET shows what the desk would lose and gain; POST does it, with a tick where a text was never sent, and sends it
    off for a check when it was asked to."""
    page = page_or_404(admin, request, object_id)
    if not admin.has_change_permission(request, page):
        raise PermissionDenied(_("Your roles don't include changing pages. Ask an owner."))
    source, refusal, status = revision_or_404(page, number), None, 200
    unsigned = has_unsigned_words(page)
    if request.method == "POST":
        act = put_back if SENT in request.POST else restore
        try:
            act(admin, request, page, source, unsigned)
        except NotAllowed as refused:
            raise PermissionDenied(str(refused)) from refused
        except Refused as refused:
            refusal, status = refused, 409
        else:
            messages.success(request, DONE[act] % number)
            return HttpResponseRedirect(admin_url(page, "change"))
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Restore revision %(number)d") % {"number": number},
        "page": page,
        "opts": page._meta,
        "revision": source,
        "fields": differing(live.desk_revision(page), source, admin.wording),
        "unsigned": unsigned,
        "refusal": refusal,
        "sends": takes_a_small_fix_back(page, source) and may(page, request.user, "submit"),
        "edit": page.edit,
        "back": admin_url(page, "history"),
    }
    return TemplateResponse(request, "admin/content/history_restore.html", context, status=status)


def has_unsigned_words(page: Page) -> bool:
    """Whether the desk holds a wording that no revision has kept."""
    return not page.revisions.filter(wording_digest=wording_digest(page.wording())).exists()


@transaction.atomic
def restore(admin, request, page: Page, source, unsigned: bool) -> None:
    """Raises Refused when the desk moved since it was shown, or when its own text would go without a yes.

    A text that was never sent stays beside the desk, as if this person had typed it: one button brings it back.
    """
    if request.POST.get("seen") != str(page.edit):
        raise Refused(
            _("Someone saved this page while you were looking at it. Read the text below, then decide again.")
        )
    if page.wording() == source.wording():
        raise Refused(_("The desk has this wording already. There is nothing to do."))
    if unsigned and "replace" not in request.POST:
        raise Refused(_("The desk has a text that was never sent. Tick that it may be replaced."))
    if unsigned and editing.unsaved(admin, request, page):
        raise Refused(_("You typed something on this page and did not save it. Save it or throw it away first."))
    fields = as_typed(admin, request, page)
    try:
        saved = desk.save(page, by=request.user, base_edit=page.edit, authors=wrote(source), **source.wording())
    except ValidationError as fault:
        raise Refused(_("This wording no longer fits the form: ") + " ".join(fault.messages)) from fault
    if unsigned:
        who = {"by": request.user, "kind": admin.model.kind, "number": page.number_id}
        kept.keep(**who, base_edit=saved.edit, fields=fields)


def wrote(revision) -> set[int]:
    """Whose words come back unread: those of a text that somebody else signed once were read by a second person."""
    if revision.approved_by_id and not revision.single_signature:
        return set()
    return {revision.submitted_by_id, *revision.contributors} - {None}


@transaction.atomic
def put_back(admin, request, page: Page, source, unsigned: bool) -> None:
    """Takes back a small fix that is too old to undo: the wording before it goes to the desk and off for a check, as
    the small fix it is. Raises Refused, and changes nothing, when anything stands in the way."""
    if not takes_a_small_fix_back(page, source):
        raise Refused(
            _("This is no longer the text before a small fix that readers see. Look at the page, then decide.")
        )
    restore(admin, request, page, source, unsigned)
    note = _("Takes a small fix back: the wording of revision %(number)d again.") % {"number": source.revision}
    workflow.submit(page, by=request.user, note=note, kind=Kind.MINOR)


def takes_a_small_fix_back(page: Page, source) -> bool:
    public = page.revisions.published().first()
    return public is not None and public.kind == Kind.MINOR and public.replaces == source.revision


DONE = {
    restore: gettext_lazy("The wording of revision %d is on the desk. Readers don't see it yet."),
    put_back: gettext_lazy(
        "The wording of revision %d is sent for a check. Readers see it once a second person has approved it and it is"
        " published."
    ),
}


def as_typed(admin, request, page: Page) -> dict[str, list[str]]:
    """The desk as a browser would send it."""
    form = admin.get_form(request, page)(instance=page)
    values = {name: form[name].value() for name in form.fields if name != "base_edit"}
    return {
        name: [str(one) for one in value] if isinstance(value, list | tuple) else ["" if value is None else str(value)]
        for name, value in values.items()
    }
