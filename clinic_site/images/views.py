from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation, ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinic_site.images.forms import UploadForm
from clinic_site.images.models import Image, add
from clinic_site.images.refusals import Refused, too_heavy
from clinic_site.images.renditions import MOST_BYTES, MOST_MEGABYTES
from clinic_site.images.storage import PICTURE_NAME, TYPES, file_of
from clinic_site.middleware import MEDIA, policy

# What a form adds around its file: field names, boundaries, the CSRF token.
FORM_BYTES = 64 * 1024

_FOR_EVER = "public, max-age=31536000, immutable"
_FOR_NOBODY_ELSE = "private, no-store"


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """Public once a published page has shown it; until then only staff see it. One query, no session for readers.

    The library's own square is on no page, so it stays with staff.
    """
    if not PICTURE_NAME.fullmatch(name):
        return _no_picture()
    named = Q(digest=name[:64]) | Q(square=name)
    releases = list(Image.objects.filter(named).values_list("square", "released_at"))
    public = any(released for square, released in releases if square != name)
    if not releases or not (public or _may_see(request)):
        return _no_picture()
    path = file_of(name)
    if path is None:
        return _no_picture()
    response = HttpResponse(path.read_bytes(), content_type=TYPES[path.suffix])
    return _closed(response, _FOR_EVER if public else _FOR_NOBODY_ELSE)


def upload(request: HttpRequest) -> JsonResponse:
    """Takes a picture dropped into the editor, and answers with the code that places it."""
    if request.method != "POST":
        return _message(405, _("Send the picture with the form."), headers={"Allow": "POST"})
    if not _is_staff(request):
        return _message(403, _("You are not signed in any more. Sign in again in another tab, then add the picture."))
    if not request.user.has_perm("images.add_image"):
        return _message(403, _("You may not add pictures. Ask an owner of this site to let you."))
    try:
        file = _uploaded(request)
        said = _said(request) if "kind" in request.POST else {}
        image = add(file, by=request.user, **said)
    except Refused as refusal:
        return _message(400, str(refusal))
    except ValidationError as refusal:
        return _message(400, " ".join(refusal.messages))
    answer = {"image_code": image.code, "key": image.key} | {name: getattr(image, name) for name in said}
    return JsonResponse(answer, headers={"Cache-Control": _FOR_NOBODY_ELSE})


def _said(request: HttpRequest) -> dict:
    """What the editor's dialog says about the picture, as fields of it. Raises ValidationError."""
    form = UploadForm(request.POST)
    if not form.is_valid():
        raise ValidationError([message for messages in form.errors.values() for message in messages])
    return form.said()


def _uploaded(request: HttpRequest):
    """The length is looked at before the form is read, so an endless one is not."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > MOST_BYTES + FORM_BYTES:
        raise too_heavy(MOST_MEGABYTES)
    try:
        file = request.FILES.get("image")
    except (BadRequest, MultiPartParserError, SuspiciousOperation) as error:
        raise Refused(_("The picture did not arrive whole. Try again.")) from error
    if file is None:
        raise Refused(_("No picture arrived. Choose a file and try again."))
    return file


def _is_staff(request: HttpRequest) -> bool:
    # Asking for the user reads the session, and a reader has none.
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.user.is_active and request.user.is_staff


def _may_see(request: HttpRequest) -> bool:
    return _is_staff(request) and request.user.has_perm("images.view_image")


def _message(status: int, text: str, headers: dict[str, str] | None = None) -> JsonResponse:
    headers = {"Cache-Control": _FOR_NOBODY_ELSE} | (headers or {})
    return JsonResponse({"error": text}, status=status, headers=headers)


def _no_picture() -> HttpResponse:
    text = _("There is no picture at this address.")
    return _closed(HttpResponseNotFound(text, content_type="text/plain; charset=utf-8"), "no-store")


def _closed(response: HttpResponse, cache_control: str) -> HttpResponse:
    response["Cache-Control"] = cache_control
    response["Content-Length"] = str(len(response.content))
    response["Content-Security-Policy"] = policy(MEDIA)
    return response
