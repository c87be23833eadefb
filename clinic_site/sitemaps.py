from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpResponse

from clinic_site.content import listing
from clinic_site.content.reading import read_shared

LISTS = ("/", "/articles/", "/faq/", "/topics/", "/evidence/", "/glossary/", "/disclaimers/")


def sitemap(request) -> HttpResponse:
    """Public addresses only, with the day each page's text last changed."""
    common = read_shared()
    pages = listing.public_pages(common)
    topics = [topic.url for topic in listing.topics_with_pages(pages, common)]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines += [f"<url><loc>{escape(settings.SITE_ADDRESS + path)}</loc></url>" for path in (*LISTS, *topics)]
    lines += [
        f"<url><loc>{escape(settings.SITE_ADDRESS + row.url)}</loc>"
        f"<lastmod>{row.published_at.date().isoformat()}</lastmod></url>"
        for row in pages
    ]
    return HttpResponse("\n".join([*lines, "</urlset>", ""]), content_type="application/xml; charset=utf-8")


def robots(request) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {settings.SITE_ADDRESS}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
