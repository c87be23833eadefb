"""Paper as a file to keep or to send on: made from the page for the printer, so it can't say anything else."""

import logging

from django.http import HttpResponse
from django.urls import reverse

from clinic_site.content import showing
from clinic_site.content.reading import frame_of, read_shared
from clinic_site.handouts.paper import LARGE, paper
from clinic_site.handouts.pdf_making import Busy, NotMade, is_possible, pdf_of
from clinic_site.handouts.views import unkept
from clinic_site.numbers.several import read

log = logging.getLogger("clinic_site.faults")
# In seconds: what a browser is told to wait.
SOON = "5"


def pdf(request, typed: str) -> HttpResponse:
    """Answers like paper where there is none, and leads to paper where no PDF can be made."""
    if not is_possible():
        return no_pdf(request, typed, status=404)
    response = paper(request, typed)
    if response.status_code != 200:
        return response
    try:
        made = pdf_of(response.content.decode())
    except Busy:
        response = no_pdf(request, typed, status=503, is_busy=True)
        response["Retry-After"] = SOON
        return response
    except NotMade as fault:
        log.error("No PDF could be made of %s: %s", read(typed).address, fault)
        return no_pdf(request, typed, status=503)
    return file(made, read(typed).address, request.GET.get("size") == LARGE)


def file(made: bytes, numbers: str, is_large: bool) -> HttpResponse:
    name = f"{numbers}-{LARGE}.pdf" if is_large else f"{numbers}.pdf"
    response = unkept(HttpResponse(made, content_type="application/pdf"))
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def no_pdf(request, typed: str, status: int, is_busy: bool = False) -> HttpResponse:
    common = read_shared()
    numbers = read(typed).address
    context = {"paper": reverse("paper", args=[numbers]) if numbers else "", "is_busy": is_busy}
    return unkept(showing.public(request, "handouts/no_pdf.html", frame_of(common), status=status, **context))
