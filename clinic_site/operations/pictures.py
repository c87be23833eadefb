"""The picture files that go with images/<key>.md.

A picture is made anew when it is uploaded, so its first file is gone. An export writes the widest WebP; a load takes
a file for the same picture when it is that one, or the very file the picture was loaded from.
"""

from clinic_site.images import storage
from clinic_site.images.models import Image


def widest(image: Image) -> str:
    """The stored name of the rendition that comes closest to what was uploaded."""
    webp = [rendition for rendition in image.renditions if rendition["type"] == "image/webp"]
    return max(webp, key=lambda rendition: rendition["width"])["name"]


def stored_bytes(image: Image) -> bytes:
    """Raises FileNotFoundError when the file is neither in the data folder nor in the bucket."""
    path = storage.file_of(widest(image))
    if path is None:
        raise FileNotFoundError(widest(image))
    return path.read_bytes()
