"""Who asks, as far as a session may still say so."""

from django.contrib.auth import get_user
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from clinic_site.accounts import factors
from clinic_site.accounts.models import User
from clinic_site.accounts.sessions import FACTOR

# What an open screen asks without anybody sitting there.
BY_ITSELF = "/still-here/"


def person_of(request: HttpRequest) -> User | AnonymousUser:
    """Nobody, once the session has lasted for a working day; nor without the second factor that is asked of all."""
    person = get_user(request)
    if not person.is_authenticated:
        return person
    if request.session.has_lasted() or (factors.are_required() and not request.session.get(FACTOR)):
        request.session.flush()
        return AnonymousUser()
    if request.path.startswith("/admin/") and not request.path.endswith(BY_ITSELF):
        request.session.keep_alive()
    return person


class StaffAuthentication(AuthenticationMiddleware):
    """Asks only when somebody wants to know: a public page doesn't, and so never reads a session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: person_of(request))
