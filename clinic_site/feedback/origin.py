"""The guard of public forms. A reader gets no cookie, and so no token that a cookie would be compared with; browsers
say with every form which site it was sent from, and a form from elsewhere is not taken.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def own_sites(request: HttpRequest) -> set[str]:
    printed = urlsplit(settings.SITE_ADDRESS)
    return {f"{request.scheme}://{request.get_host()}", f"{printed.scheme}://{printed.netloc}"}


def is_from_here(request: HttpRequest) -> bool:
    """By the Origin header; where there is none, by the Referer. Neither means no."""
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin in own_sites(request)
    return request.headers.get("Referer", "").startswith(tuple(f"{site}/" for site in own_sites(request)))


def stateless_form(refuse: View) -> Callable[[View], View]:
    """Lets a view take a form without a cookie. `refuse` answers, like the view, to one sent from another site."""

    def guard(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            takes = view if request.method != "POST" or is_from_here(request) else refuse
            return takes(request, *args, **kwargs)

        return guarded

    return guard
