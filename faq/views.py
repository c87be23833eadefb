from django.shortcuts import redirect
from django.utils.translation import gettext as _

from clinic_site.content import listing, showing
from clinic_site.content.reading import Link, frame_of, read_shared
from faq.models import Question

KINDS = frozenset({Question.kind})


def index(request, after=""):
    """The questions by topic; `?answers=1` opens all the short answers, without script."""
    common = read_shared()
    questions, rest = listing.portion(common, KINDS, after)
    if after and not questions:
        return redirect("faq:index")
    frame = frame_of(common, has_content=bool(questions))
    return showing.public(
        request,
        "faq/index.html",
        frame,
        groups=listing.by_topic(questions, common),
        count=sum(listing.how_many(common, KINDS).values()),
        answers=request.GET.get("answers") == "1",
        rest=rest,
        canonical=f"/faq/after/{after}/" if after else "/faq/",
    )


def question(request, slug):
    trail = [Link(_("Home"), "/"), Link(_("Questions"), "/faq/")]
    return showing.page(request, Question, slug, "faq/question.html", trail)
