from django.http import HttpResponsePermanentRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from articles.models import STANDING, Article, ArticleRevision
from clinic_site.content import listing, showing
from clinic_site.content.reading import Link, cards_of, frame_of, read_shared


def index(request, after=""):
    common = read_shared()
    articles, rest = listing.portion(common, frozenset({Article.kind}), after)
    if after and not articles:
        return redirect("articles:index")
    groups = listing.by_topic([row for row in articles if row.slug not in STANDING], common)
    frame = frame_of(common, has_content=bool(groups))
    canonical = f"/articles/after/{after}/" if after else "/articles/"
    return showing.public(request, "articles/index.html", frame, groups=groups, rest=rest, canonical=canonical)


def article(request, slug):
    if slug in STANDING:
        return HttpResponsePermanentRedirect(STANDING[slug])
    trail = [Link(_("Home"), "/"), Link(_("Articles"), "/articles/")]
    return showing.page(request, Article, slug, "articles/article.html", trail)


def standing(request, key):
    """A page that every patient must find: until it is approved it still shows the cards and the phone."""
    if ArticleRevision.objects.published().filter(page__slug=key).exists():
        return showing.page(request, Article, key, "articles/standing.html", [Link(_("Home"), "/")])
    common = read_shared()
    headings = {"unwell": _("I feel unwell after treatment"), "needle-worry": _("If needles worry you")}
    frame = frame_of(common, has_content=False)
    return showing.public(
        request,
        "writing.html",
        frame,
        cards=cards_of(common),
        heading=headings.get(key, _("We are writing this guide")),
    )
