from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic_site.content.drafting import preview_html
from clinic_site.images.storage import for_staff
from clinic_site.markdown import MAX_BYTES


@require_POST
def preview(request) -> HttpResponse:
    """The HTML that would be signed, for staff only; a refusal is JSON, so the editor never shows a sign-in page."""
    if not (request.user.is_active and request.user.is_staff):
        return JsonResponse(
            {"error": _("Sign in again in another tab, then go on: your text is still here.")}, status=403
        )
    content = request.POST.get("content", "")
    if len(content.encode("utf-8", "replace")) > MAX_BYTES:
        return JsonResponse({"error": _("This text is too long. Split it into two pages.")}, status=400)
    return HttpResponse(for_staff(preview_html(content)))
