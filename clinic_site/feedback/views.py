"""The page behind the two buttons that stand under every page. It sets no cookie, writes no address or time of a
reader down, and works without a script.
"""

from dataclasses import replace
from urllib.parse import urlencode

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from clinic_site.content import showing
from clinic_site.content.reading import frame_of, read_shared
from clinic_site.feedback import rates
from clinic_site.feedback.forms import Fault, WhyForm
from clinic_site.feedback.giving import give
from clinic_site.feedback.models import Reason
from clinic_site.feedback.origin import stateless_form
from clinic_site.feedback.screening import screened
from clinic_site.feedback.seals import Claim, claim_of, revision_of
from clinic_site.feedback.subject import Subject, subject_or_404
from clinic_site.rates import sender_of

ANSWERS = {"yes": True, "no": False}
SEND = "send"
BUTTONS = "helpful-yes"


class SeeOther(HttpResponseRedirect):
    """After a form: the browser asks for the next page and does not send the form again."""

    status_code = 303


def from_elsewhere(request: HttpRequest, number: str = "") -> HttpResponse:
    words = _("Your browser did not tell us that this came from our own page. Please send it from here.")
    return Visit(request, number).again(words, 403)


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@stateless_form(from_elsewhere)
def feedback(request: HttpRequest, number: str = "") -> HttpResponse:
    """First the two buttons, then a reason and words for who has any, then thanks."""
    visit = Visit(request, number)
    if request.method != "POST":
        return visit.page()
    return visit.add() if visit.claim else visit.answer()


class Visit:
    """One request, with what it is about and the answer it adds to, if any."""

    def __init__(self, request: HttpRequest, number: str):
        self.request = request
        self.common = read_shared()
        self.subject: Subject = subject_or_404(number, self.common.profile)
        sent = request.POST if request.method == "POST" else request.GET
        self.claim: Claim | None = claim_of(sent.get("given", ""), number)

    def answer(self) -> HttpResponse:
        """One of the two buttons."""
        number, helpful = self.subject.number, ANSWERS.get(self.request.POST.get("helpful", ""))
        try:
            revision = revision_of(self.request.POST.get("page", ""), number)
        except BadSignature:
            return self.again(_("We could not tell which page you answered. Please answer again."), 400)
        if helpful is None:
            return self.again(_("Choose Yes or No."), 400)
        if minutes := self.minutes():
            return self.too_many(minutes)
        given = give(number=number, revision=revision, helpful=helpful)
        return self.on_to(Claim(given.pk, number, revision, helpful))

    @sensitive_variables("form")
    def add(self) -> HttpResponse:
        """A reason, and words if there are any. The seal is renewed when it is too old, and what was typed stays."""
        claim, form = self.claim, WhyForm(self.request.POST, self.claim)
        if claim.sent:
            return self.on_to(claim)
        if not form.is_valid():
            return self.page(form.faults(), 400)
        if claim.is_too_old:
            return self.again(_("This page was open for more than 3 days. Please press Send again."), 400)
        if claim.is_too_fresh:
            return self.again(_("That was very quick. Please press Send again."), 400, seal=self.request.POST["given"])
        if minutes := self.minutes():
            return self.too_many(minutes)
        reason, words = form.cleaned_data["reason"], form.cleaned_data["words"]
        given = give(number=claim.number, revision=claim.revision, helpful=claim.helpful, reason=reason, words=words,
                     adds_to=claim.answer)  # fmt: skip
        return self.on_to(replace(claim, answer=given.pk, sent=True, reason=reason, left_out=screened(words).left_out))

    def minutes(self) -> int:
        return rates.minutes_to_wait(self.subject.number, sender_of(self.request))

    def on_to(self, claim: Claim) -> HttpResponse:
        return SeeOther(f"{self.request.path}?{urlencode({'given': claim.seal})}")

    def too_many(self, minutes: int) -> HttpResponse:
        words = ngettext(
            "Many answers have come in just now. Please wait %(minutes)d minute, then send yours again. If it can't "
            "wait, call us.",
            "Many answers have come in just now. Please wait %(minutes)d minutes, then send yours again. If it can't "
            "wait, call us.",
            minutes,
        )
        response = self.again(words % {"minutes": minutes}, 429)
        response["Retry-After"] = str(minutes * 60)
        return response

    def again(self, words: str, status: int, seal: str = "") -> HttpResponse:
        """The same step once more, with what was typed."""
        return self.page([Fault(SEND if self.claim else BUTTONS, words)], status, seal)

    def page(self, faults: list[Fault] = (), status: int = 200, seal: str = "") -> HttpResponse:
        claim, data = self.claim, self.request.POST
        if claim and claim.is_too_old and self.request.method != "POST":
            claim = None
        response = showing.public(
            self.request,
            "feedback/feedback.html",
            frame_of(self.common),
            status,
            subject=self.subject,
            claim=claim,
            seal=seal or (claim.seal if claim else ""),
            reasons=Reason.choices,
            typed={name: data.get(name, "") for name in ("reason", "words", "website")},
            faults=faults,
            fault_of={fault.field: fault.words for fault in faults},
            action=self.request.path,
        )
        response["Cache-Control"] = "no-store"
        return response
