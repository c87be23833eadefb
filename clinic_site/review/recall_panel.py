from django.template.loader import render_to_string

from clinic_site.content.event import Verb
from clinic_site.review.recalling import may_read_again
from clinic_site.review.recalls import Recall


def panel(page, request) -> str:
    """On the staff screen of a page that was ever public: its standing recalls, and the way to a new one."""
    model = type(page)
    may_set = request.user.has_perm(f"{model._meta.app_label}.{Verb.RECALL}_{model._meta.model_name}")
    if not (may_set or may_read_again(model, request.user)) or not page.revisions.once_public().exists():
        return ""
    standing = Recall.objects.standing().filter(number_id=page.number_id)
    context = {"number": page.number_id, "recalls": standing, "may_set": may_set}
    return render_to_string("admin/review/recall_panel.html", context)
