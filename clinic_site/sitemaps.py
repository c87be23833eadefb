from collections.abc import Iterable
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse

from clinic_site.content import listing
from clinic_site.content.reading import read_shared
from clinic_site.content.shared import Shared

LISTS = ("/", "/articles/", "/faq/", "/topics/", "/evidence/", "/glossary/", "/disclaimers/")


def xml(kind: str, entries: Iterable[str]) -> HttpResponse:
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    return HttpResponse("\n".join([*lines, *entries, f"</{kind}>", ""]), content_type="application/xml; charset=utf-8")


def loc(path: str) -> str:
    return f"<loc>{escape(settings.SITE_ADDRESS + path)}</loc>"


def urls(pages: Iterable[listing.Row], others: Iterable[str] = ()) -> HttpResponse:
    """Public addresses only, with the day each page's text last changed."""
    entries = [f"<url>{loc(path)}</url>" for path in others]
    entries += [f"<url>{loc(row.url)}<lastmod>{row.published_at.date().isoformat()}</lastmod></url>" for row in pages]
    return xml("urlset", entries)


def lists(common: Shared) -> list[str]:
    return [*LISTS, *(topic.url for topic in listing.topics_of(common, frozenset()))]


def sitemap(request) -> HttpResponse:
    """The whole guide; of a large one where its parts are."""
    common = read_shared()
    if sum(listing.how_many(common, frozenset()).values()) > listing.IN_A_DOCUMENT:
        parts = (listing.FIRST, *listing.ends(common))
        return xml("sitemapindex", [f"<sitemap>{loc(address_of(part))}</sitemap>" for part in parts])
    pages, _rest = listing.portion(common, frozenset(), most=listing.IN_A_DOCUMENT)
    return urls(pages, lists(common))


def address_of(part: str) -> str:
    return reverse("sitemap_after", args=[part])


def sitemap_after(request, after: str) -> HttpResponse:
    """One part: the pages with the numbers that come after this one."""
    common = read_shared()
    pages, _rest = listing.portion(
        common, frozenset(), "" if after == listing.FIRST else after, most=listing.IN_A_DOCUMENT
    )
    if not pages:
        raise Http404
    return urls(pages, lists(common) if after == listing.FIRST else ())


def robots(request) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
