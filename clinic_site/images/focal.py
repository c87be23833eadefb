"""The focal point: the spot of a picture that a crop must keep.

It is housekeeping with a date, not wording. Public pages crop nothing, so moving it changes nothing that was signed;
only the square of the library's own list follows it.
"""

from django.utils import timezone

from clinic_site.images.models import Image
from clinic_site.images.refusals import file_gone
from clinic_site.images.storage import file_of, store_all
from clinic_site.late import late

# With the decoders it needs, which a server that only readers ask does without.
processing = late("clinic_site.images.processing")


def move(image: Image, across: int, down: int) -> None:
    """Sets the point (in per cent of the picture) and cuts a new square; the row is the caller's to save.

    Raises Refused when the picture's file is gone or the disk takes no more.
    """
    path = file_of(image.widest()["name"])
    if path is None:
        raise file_gone()
    cut = processing.square_in(path, across, down)
    store_all([cut])
    image.focal_x, image.focal_y, image.focal_at, image.square = across, down, timezone.now(), cut.name
