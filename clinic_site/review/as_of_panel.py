from django.template.loader import render_to_string


def panel(page, request) -> str:
    """The way from the staff screen of a page to its past, once it has one."""
    if not page.last_revision or not request.user.has_perm("content.view_event"):
        return ""
    return render_to_string("admin/review/as_of_panel.html", {"number": page.number_id})
