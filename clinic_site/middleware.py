"""Headers that close doors, on every answer, errors and refusals included; and no address with a NUL in it."""

from django.conf import settings
from django.core.exceptions import BadRequest

from clinic_site.page_style import digest_of, page_style

SELF = "'self'"
NONE = "'none'"
# What no answer needs more than: a document without parts.
INERT = {"default-src": NONE, "base-uri": NONE, "form-action": NONE, "frame-ancestors": NONE}
# A page that runs nothing.
# Of styles that stand in a page only the site's own: no sheet has to be fetched before a page can be read.
STYLE = f"{SELF} {digest_of(page_style())}"
STILL = INERT | {"style-src": STYLE, "img-src": SELF, "form-action": SELF}
# Nothing on it asks for anything by itself, but checkers that read robots.txt from the page may.
PUBLIC = STILL | {"script-src": SELF, "connect-src": SELF}
# The picker and the show screen, which can stand on a home screen.
GIVING = PUBLIC | {"manifest-src": SELF, "worker-src": SELF}
STAFF = PUBLIC | {"img-src": "'self' blob:", "frame-src": SELF}
# The one page that staff see inside another: the preview of a text.
PREVIEW = STILL | {"frame-ancestors": SELF}
# The service worker fetches what it keeps.
WORKER = INERT | {"connect-src": SELF}
# Whatever somebody uploaded: even if it were something else, a browser would run and load nothing of it.
MEDIA = {"sandbox": "", **INERT}
SEARCH, WORKER_PATH = "/search/", "/sw.js"

# What a browser may ask its user for, or tell a page about the person and the device, that no page of ours needs. What
# ours do need is left to its default, this site alone: the clipboard and sharing, and on the show screen that the light
# stays on. It goes with every answer, so harmless things (sound, a picture in a picture) are not named.
DENIED = (
    "accelerometer", "bluetooth", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "hid",
    "idle-detection", "local-fonts", "local-network-access", "magnetometer", "microphone", "midi", "payment", "serial",
    "storage-access", "usb", "window-management", "xr-spatial-tracking",
)  # fmt: skip
# Only staff sign in with a passkey.
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
NO_PERMISSIONS = ", ".join(f"{feature}=()" for feature in sorted((*DENIED, *PASSKEYS)))
STAFF_PERMISSIONS = ", ".join(f"{feature}=()" for feature in DENIED)

# The same on every answer; a view may have said something stricter, and the picture for other hosts something wider.
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def policy(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}".strip() for name, value in directives.items())


def strict_transport() -> str:
    """Empty where the site's own address is without TLS."""
    within = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
    listed = "; preload" if settings.SECURE_HSTS_PRELOAD else ""
    return f"max-age={settings.SECURE_HSTS_SECONDS}{within}{listed}" if settings.SECURE_HSTS_SECONDS else ""


def policy_for(request, response) -> str:
    """What this one answer needs and no more."""
    if not response.get("Content-Type", "").startswith("text/html"):
        return policy(WORKER if request.path == WORKER_PATH else INERT)
    if request.path.startswith("/admin/"):
        return policy(STAFF)
    body = b"" if response.streaming else response.content
    if b'<link rel="manifest"' in body:
        return policy(GIVING)
    return policy(PUBLIC if b"<script" in body else STILL)


class ClosedDoors:
    """The outermost layer, so that what the others refuse is closed too: another host's name, a way without TLS."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        staff = request.path.startswith("/admin/")
        if "Content-Security-Policy" not in response:
            response["Content-Security-Policy"] = policy_for(request, response)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Permissions-Policy", STAFF_PERMISSIONS if staff else NO_PERMISSIONS)
        if request.is_secure() and strict_transport():
            response.headers.setdefault("Strict-Transport-Security", strict_transport())
        if staff:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class NoNul:
    """Answers 400 to an address that holds a NUL: none of ours does, and PostgreSQL can't even be asked about one. Only
    the search takes whatever is typed."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        typed = "" if request.path_info == SEARCH else request.META.get("QUERY_STRING", "")
        if "\0" in request.path_info or "%00" in typed:
            raise BadRequest
        return self.get_response(request)
