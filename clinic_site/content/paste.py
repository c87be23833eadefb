from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic_site.late import late
from clinic_site.markdown import TooLong

# Takes 3 MB, which a server that only readers ask does without.
pasted = late("clinic_site.content.pasted")


@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """Pasted HTML as our Markdown, for staff only. A refusal is JSON in words; the editor then puts in plain text."""
    if not (request.user.is_active and request.user.is_staff):
        return JsonResponse(
            {"error": _("Sign in again in another tab, then go on: your text is still here.")}, status=403
        )
    try:
        return JsonResponse({"markdown": pasted.as_markdown(request.POST.get("html", ""))})
    except TooLong as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
