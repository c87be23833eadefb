from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from articles.models import STANDING, Article
from clinic_site.content import listing
from clinic_site.content.reading import read_shared

NEWEST = 30


def articles(request) -> HttpResponse:
    """New and changed articles, from their signed copies."""
    common = read_shared()
    rows = [row for row in listing.newest(common, Article.kind, NEWEST + len(STANDING)) if row.slug not in STANDING]
    rows = rows[:NEWEST]
    example = _("Example content, not checked by a clinician") if common.profile.is_example else ""
    feed = Atom1Feed(
        title=f"{common.profile.clinic_name}: {_('Dry needling guide')}",
        link=settings.SITE_ADDRESS + "/articles/",
        description="",
        subtitle=example or _("New and changed articles"),
        language=common.profile.language,
        feed_url=settings.SITE_ADDRESS + "/feeds/articles.xml",
    )
    for row in rows:
        feed.add_item(
            title=row.title,
            link=settings.SITE_ADDRESS + row.url,
            description=f"{example}. {row.summary}" if example else row.summary,
            unique_id=f"{settings.SITE_ADDRESS}/{row.number}",
            pubdate=row.published_at,
            updateddate=row.published_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
