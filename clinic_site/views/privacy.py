from django.http import HttpResponse
from django.views.decorators.http import require_safe

from clinic_site.content import listing, showing
from clinic_site.content.reading import frame_of, read_shared
from clinic_site.operations import backup_releases
from clinic_site.views import stored


@require_safe
def everything_kept(request) -> HttpResponse:
    """Beside the signed page about privacy: all that the site really keeps, from the same lines that the code is held
    to."""
    common = read_shared()
    return showing.public(
        request,
        "kept.html",
        frame_of(common, has_content=listing.anything_public()),
        of_readers=stored.OF_READERS,
        copies_last=backup_releases.LONGEST.days,
        of_staff=(*stored.OF_STAFF, stored.OF_THE_GUIDE),
        canonical="/privacy/kept/",
    )
