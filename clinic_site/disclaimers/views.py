from django.utils.translation import gettext as _

from clinic_site.content import compose, showing
from clinic_site.content.reading import Link, frame_of, read_shared, trust_of
from clinic_site.disclaimers.models import Disclaimer, DisclaimerRevision, Look

URGENCY = {Look.EMERGENCY: 0, Look.SAME_DAY: 1}


def index(request):
    common = read_shared()
    revisions = DisclaimerRevision.objects.published().select_related("page").order_by("title")
    # What to do in danger stands first, whatever it is called.
    revisions = sorted(revisions, key=lambda revision: URGENCY.get(revision.look, len(URGENCY)))
    pages = [
        {
            "title": compose.fill_text(revision.title, common.profile),
            "short_form": compose.fill_text(revision.short_form, common.profile),
            "url": revision.page.path,
            "trust": trust_of(revision, revision.page.review_due, common.profile),
        }
        for revision in revisions
    ]
    frame = frame_of(common, has_content=bool(pages))
    return showing.public(request, "disclaimers/index.html", frame, pages=pages, canonical="/disclaimers/")


def disclaimer(request, slug):
    trail = [Link(_("Home"), "/"), Link(_("Disclaimers"), "/disclaimers/")]
    return showing.page(request, Disclaimer, slug, "disclaimers/disclaimer.html", trail)
