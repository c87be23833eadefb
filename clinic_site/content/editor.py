from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic_site.content import compose, registry
from clinic_site.content.drafting import LINK, rendered
from clinic_site.content.parts import Facts
from clinic_site.content.reading import read_shared
from clinic_site.images.storage import for_staff
from clinic_site.markdown import MAX_BYTES


@require_POST
def preview(request) -> HttpResponse:
    """The text as publishing would make it, for staff only; a refusal is JSON, so the editor never shows a sign-in
    page in its place."""
    if not (request.user.is_active and request.user.is_staff):
        return JsonResponse(
            {"error": _("Sign in again in another tab, then go on: your text is still here.")}, status=403
        )
    content = request.POST.get("content", "")
    if len(content.encode("utf-8", "replace")) > MAX_BYTES:
        return JsonResponse({"error": _("This text is too long. Split it into two pages.")}, status=400)
    result = rendered(content)
    if not result.html and result.problems:
        return JsonResponse({"error": " ".join(str(problem.message) for problem in result.problems)}, status=400)
    common = read_shared()
    located = registry.locate(target.partition("#")[0] for target in LINK.findall(result.html))
    parts = compose.parts_for(Facts(kind="preview", cards=result.cards), common)
    return HttpResponse(for_staff(compose.body(result.html, parts, common, located)))
