"""Guesses of numbers are slowed, and right numbers never are. There is nothing secret to find: it keeps whoever tries
them all from taking the time of those who read."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from clinic_site.rates import Rates, sender_of
from clinic_site.views import api, documents, errors

MINUTE = 60
# A waiting room may share one address.
WRONG_FROM_ONE_SENDER = 60
WRONG_IN_ALL = 6000
wrong = Rates(MINUTE)
View = Callable[..., HttpResponse]


def too_many_documents(request: HttpRequest, minutes: int) -> HttpResponse:
    message = _("Too many numbers that no page has came from you. Wait a minute, or find the page in /api/pages.json.")
    response = api.answer(documents.problem(429, message), 429)
    response["Retry-After"] = str(minutes * 60)
    response["Cache-Control"] = "no-store"
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Robots-Tag"] = "noindex"
    return response


def slowed(view: View, too_many: View = errors.too_many) -> View:
    """Asks for a minute's wait instead of answering "not found" once too many wrong numbers came from one sender. It
    costs a right number nothing, because only what was not found is counted."""

    @wraps(view)
    def answered(request: HttpRequest, **place: str) -> HttpResponse:
        response = view(request, **place)
        if response.status_code != 404:
            return response
        limits = {("all",): WRONG_IN_ALL, ("sender", sender_of(request)): WRONG_FROM_ONE_SENDER}
        minutes = wrong.minutes_to_wait(limits)
        return too_many(request, minutes=minutes) if minutes else response

    return answered
