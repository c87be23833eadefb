from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic_site.content.pasted import as_markdown
from clinic_site.markdown import TooLong


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """Pasted HTML as our Markdown, for staff only. A refusal is JSON in words; the editor then puts in plain text."""
    if not (request.user.is_active and request.user.is_staff):
        return JsonResponse(
            {"error": _("Sign in again in another tab, then go on: your text is still here.")}, status=403
        )
    try:
        return JsonResponse({"markdown": as_markdown(request.POST.get("html", ""))})
    except TooLong as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
