"""What is said when a file is not taken. Every message says what to do next."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Refused(ValueError):
    """A picture that is not taken; its text is plain enough to be shown to the person who chose the file.

    A name is kept where another process decides and this one has to say it.
    """

    def __init__(self, text: str, name: str = ""):
        super().__init__(text)
        self.name = name


SAVE_AGAIN = gettext_lazy("Save it as JPEG or PNG and upload that.")

# The first signature that fits decides, so markup hidden in the comment of a GIF is still a GIF.
_KINDS = [
    (rb"GIF8", gettext_lazy("This file is a GIF.")),
    (rb"%PDF", gettext_lazy("This file is a PDF document.")),
    (rb"....ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1)", gettext_lazy("This file is a HEIC photo from a phone.")),
    (rb"....ftypavi[fs]", gettext_lazy("This file is an AVIF picture.")),
    (rb"....ftyp", gettext_lazy("This file is a video.")),
    (rb"II\*\x00|MM\x00\*", gettext_lazy("This file is a TIFF picture or a camera's raw photo.")),
    (rb"BM", gettext_lazy("This file is a Windows bitmap.")),
    (rb"8BPS", gettext_lazy("This file is a Photoshop document.")),
    (rb"PK\x03\x04|\xd0\xcf\x11\xe0", gettext_lazy("This file is an office document or a ZIP folder.")),
    (rb"(?s:.*)<svg", gettext_lazy("This file is a vector drawing (SVG).")),
    (rb"(?s:.*)<(?:!doctype|html|head|body|script)", gettext_lazy("This file is a web page, not a picture.")),
]
_PATTERNS = [(re.compile(pattern, re.DOTALL), message) for pattern, message in _KINDS]


def not_a_picture(data: bytes) -> Refused:
    """Names the kind of file, when it is one that people often choose by mistake."""
    if not data:
        return Refused(_("The file is empty. Choose the picture again and upload it."))
    # Without its zero bytes UTF-16 markup reads as ASCII.
    start = data[:4096]
    words = start.replace(b"\0", b"").lower()
    for pattern, message in _PATTERNS:
        if pattern.match(start) or pattern.match(words):
            return Refused(f"{message} {SAVE_AGAIN}")
    return Refused(_("This file is not a JPEG, PNG or WebP picture. Choose a picture of one of these kinds."))


def damaged() -> Refused:
    return Refused(
        _(
            "This picture is damaged or cut off. "
            "Open it on your computer, save it again as JPEG or PNG and upload that."
        ),
        "damaged",
    )


def moving() -> Refused:
    """Refused, not flattened: the first frame of an animation is seldom the one that explains anything."""
    return Refused(
        _("This picture moves. Moving pictures distract readers. Save one still frame and upload that."), "moving"
    )


def too_complicated() -> Refused:
    return Refused(
        _("This picture is stored in an unusual way. Open it on your computer, save it again and upload the new file."),
        "too_complicated",
    )


def too_heavy(megabytes: int) -> Refused:
    return Refused(
        _("The file is larger than %(limit)s MB. Make the picture smaller, such as 2,000 pixels wide, and try again.")
        % {"limit": megabytes}
    )


def too_many_pixels(width: int, height: int, limit: int) -> Refused:
    return Refused(
        _(
            "The picture is %(width)s × %(height)s pixels; the most we take is %(limit)s million pixels. "
            "Save it again as JPEG, at most 2,000 pixels wide, and upload that."
        )
        % {"width": width, "height": height, "limit": limit // 1_000_000}
    )


def too_tall(most: int) -> Refused:
    return Refused(
        _(
            "The picture is more than %(most)s times as tall as it is wide, too long for a phone. "
            "Crop it, or cut it into parts, and upload that."
        )
        % {"most": most},
        "too_tall",
    )


def file_gone() -> Refused:
    return Refused(
        _("The picture's file is not on the server any more. Ask the person who looks after this site to restore it.")
    )


def not_stored() -> Refused:
    return Refused(
        _(
            "The picture could not be stored: the server's disk may be full. Nothing was saved. "
            "Tell the person who looks after this site, then try again."
        )
    )
