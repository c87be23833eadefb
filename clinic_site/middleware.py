"""Headers that close doors, on every response, errors included; and no address with a NUL in it."""

from django.core.exceptions import BadRequest

SELF = "'self'"
NONE = "'none'"
PUBLIC = {
    "default-src": NONE,
    "style-src": SELF,
    "img-src": SELF,
    "script-src": SELF,
    # Nothing of ours asks for anything, but checkers that read robots.txt from the page may.
    "connect-src": SELF,
    "manifest-src": SELF,
    "worker-src": SELF,
    "form-action": SELF,
    "base-uri": NONE,
    "frame-ancestors": NONE,
}
STAFF = PUBLIC | {"img-src": "'self' blob:", "font-src": SELF, "frame-src": SELF}
# The one page that staff see inside another: the preview of a text.
PREVIEW = PUBLIC | {"frame-ancestors": SELF}
SEARCH = "/search/"


def policy(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class ClosedDoors:
    """Adds the policy for the side of the site an address belongs to, unless the view set a stricter one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        staff = request.path.startswith("/admin/")
        response.headers.setdefault("Content-Security-Policy", policy(STAFF if staff else PUBLIC))
        # Django's own middleware sets this too, but not on answers made before it is reached.
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
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
