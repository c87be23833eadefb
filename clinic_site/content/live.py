"""While somebody writes: the page as publishing would make it from the form as it is now, with what the checks say."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_site.content import compare, reading
from clinic_site.content.cutting import frozen_parts
from clinic_site.content.drafting import rendered
from clinic_site.content.facts import checked, draft_of
from clinic_site.content.page import Page
from clinic_site.content.preview_styles import style_links
from clinic_site.content.reading_help import help_for
from clinic_site.content.revision import Kind
from clinic_site.images.storage import for_staff
from clinic_site.markdown import MAX_BYTES, Rendered
from clinic_site.readiness.registry import LOOK, NOTE, STOP, Finding, unexplained

# Each may have a box for a reason, and a form may have a thousand fields.
MOST_SHOWN = 100
LOOKS = ("phone", "wide", "dark", "print")


def typed_page(page: Page, form: forms.ModelForm, names: tuple[str, ...], data) -> Page:
    """The desk with the fields as they stand in the browser, valid or not; nothing of it is stored."""
    typed = type(page)(**{field.attname: getattr(page, field.attname) for field in page._meta.concrete_fields})
    for name in names:
        field = form.fields.get(name)
        if field is None:
            continue
        value = field.widget.value_from_datadict(data, {}, name)
        if isinstance(value, str):
            # A browser ends its lines in its own way, which is no change of the text.
            value = value.replace("\r\n", "\n")
        try:
            setattr(typed, name, field.clean(value))
        except ValidationError:
            # PostgreSQL can't even be asked about a NUL.
            setattr(typed, name, field.to_python(value.replace("\x00", "") if isinstance(value, str) else value))
    return typed


def desk_revision(page: Page, result: Rendered | None = None):
    """The desk as it would be signed now; nothing of it is stored."""
    return page.revision_class(
        page=page, **page.wording(), **frozen_parts(result or rendered(page.body)), revision=page.last_revision + 1,
        note="", kind=Kind.CLINICAL, submitted_at=timezone.now(),
    )  # fmt: skip


def composed(page: Page, result: Rendered, template: str, look: str) -> str:
    common = reading.read_shared()
    context, frame = reading.put_together(desk_revision(page, result), common)
    context |= {"frame": frame, "is_draft": True, "draft_styles": style_links(look)}
    return for_staff(render_to_string(template, context))


def looked_at(page: Page, result: Rendered | None = None) -> list[Finding]:
    return checked(draft_of(page, result))


def shown(found: list[Finding]) -> dict:
    """What the screen lists of them, in their order: what has no reason yet before what has one."""
    if len(found) <= MOST_SHOWN:
        return {"findings": found, "more_findings": 0}
    first = sorted(range(len(found)), key=lambda place: bool(found[place].reason))[:MOST_SHOWN]
    return {"findings": [found[place] for place in sorted(first)], "more_findings": len(found) - MOST_SHOWN}


def totals(found: list[Finding]) -> str:
    """The one line that is spoken: what stands in the way, and what waits for a reason."""
    stopping = sum(1 for one in found if one.level == STOP and not (one.can_override and one.reason))
    looks = sum(1 for one in unexplained(found) if one.level == LOOK)
    notes = sum(1 for one in found if one.level == NOTE)
    parts = [
        ngettext("%d problem stops this text", "%d problems stop this text", stopping) % stopping,
        ngettext("%d place to look at", "%d places to look at", looks) % looks,
        ngettext("%d note", "%d notes", notes) % notes,
    ]
    if not stopping and not looks:
        parts[:2] = [_("Nothing stands in the way")]
    return ". ".join(parts) + "."


def live(admin, request, object_id: int | None = None) -> HttpResponse:
    """JSON for the edit screen. A text that can't be rendered answers with the reason and no page."""
    page = admin.get_object(request, object_id) if object_id else admin.model()
    may = admin.has_view_permission(request, page) if object_id else admin.has_add_permission(request)
    if page is None or not may:
        raise PermissionDenied
    body = request.POST.get("body", "")
    if len(body.encode("utf-8", "replace")) > MAX_BYTES:
        return JsonResponse({"html": "", "problem": _("This text is longer than 100 kB. Split it into two pages.")})
    form = admin.get_form(request, page if object_id else None)(instance=page)
    typed = typed_page(page, form, admin.wording, request.POST)
    result = rendered(typed.body)
    found = looked_at(typed, result)
    public = page.revisions.published().first() if object_id else None
    clinical = compare.clinical_reasons(public.wording(), typed.wording()) if public else []
    look = request.POST.get("look", "phone")
    stopped = not result.html and result.problems
    return JsonResponse(
        {
            "html": ""
            if stopped
            else composed(typed, result, admin.public_template, look if look in LOOKS else "phone"),
            "problem": unrendered(result) if stopped else "",
            "totals": totals(found),
            "findings_html": render_to_string("admin/content/findings.html", shown(found)),
            "reading_html": render_to_string("admin/content/reading.html", {"reading": help_for(typed, result)}),
            "words": {"short_answer": words_of(typed)},
            "not_minor": _("Not a small fix: it changes %s.") % ", ".join(map(str, clinical)) if clinical else "",
        }
    )


def unrendered(result: Rendered) -> str:
    first = result.problems[0]
    return _("The preview is out of date. Line %(line)d: %(problem)s") % {"line": first.line, "problem": first.message}


def words_of(page: Page) -> str:
    if not hasattr(page, "short_answer"):
        return ""
    return _("%d of 50 words") % len(page.short_answer.split())
