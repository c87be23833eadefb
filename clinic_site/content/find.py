"""From what a colleague says (a number, a title, a pasted address) to the page's edit screen, or to retiring it."""

import re
from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.admin.views.decorators import staff_member_required
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from clinic_site.content import registry
from clinic_site.content.page import Page
from clinic_site.content.screens import admin_url
from clinic_site.content.steps import may
from clinic_site.redirects.models import number_at

NUMBER = re.compile(r"\D*((?:\d\D{0,2}){4,5})\D*")
MOST = 30


@staff_member_required(login_url="sign_in")
def find(request) -> HttpResponse:
    """One page found is opened at once; otherwise the list, so that nobody ends on a page they did not mean."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:300]
    pages = [page for page in found(asked) if request.user.has_perm(view_permission(page))] if asked else []
    retires = "retire" in request.GET
    if len(pages) == 1:
        return HttpResponseRedirect(screen_of(pages[0], request.user, retires))
    context = {
        **admin.site.each_context(request),
        "title": _("Find a page"),
        "asked": asked,
        "rows": [
            {"page": page, "url": screen_of(page, request.user, retires), "kind": page._meta.verbose_name}
            for page in pages
        ],
        "is_cut": len(pages) == MOST,
    }
    return TemplateResponse(request, "admin/content/find.html", context)


def screen_of(page: Page, person, retires: bool) -> str:
    return admin_url(page, "withdraw" if retires and may(page, person, "withdraw") else "change")


def view_permission(page: Page) -> str:
    return f"{page._meta.app_label}.view_{page._meta.model_name}"


def found(asked: str) -> list[Page]:
    """A number or an address names one page; words are looked for in titles, all of them."""
    page = at_address(asked) or numbered(asked)
    if page is not None:
        return [page]
    wanted = asked.split()
    matches = []
    for model in registry.page_types():
        condition = Q()
        for word in wanted:
            condition &= Q(**{f"{model.heading_field}__icontains": word}) | Q(slug__icontains=word)
        matches += model.objects.filter(condition)[:MOST]
    exact = [page for page in matches if page.heading.casefold() == asked.casefold()]
    return exact if len(exact) == 1 else matches[:MOST]


def numbered(asked: str) -> Page | None:
    typed = NUMBER.fullmatch(asked) if len(asked) < 20 else None
    return registry.page_numbered(re.sub(r"\D", "", typed[1])) if typed else None


def at_address(asked: str) -> Page | None:
    """A pasted address of a page, old or new, with or without the host."""
    if "/" not in asked:
        return None
    try:
        path = urlsplit(asked if "//" in asked else f"//{asked.lstrip('/')}").path if "." in asked else asked
    except ValueError:  # brackets where a host would be
        return None
    path = "/" + path.partition("?")[0].partition("#")[0].strip("/") + "/"
    number = number_at(path) or path.strip("/")
    if number.isdecimal():
        return registry.page_numbered(number)
    for model in registry.page_types():
        page = model.objects.filter(slug=path.strip("/").rpartition("/")[2]).first()
        if page is not None and page.path == path:
            return page
    return next((page for page in standing_pages() if page.path == path), None)


def standing_pages() -> list[Page]:
    return [page for model in registry.page_types() for page in model.objects.all() if page.is_standing]
