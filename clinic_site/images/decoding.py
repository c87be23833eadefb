"""A process of its own that turns one uploaded file into pictures. Started by `apart` and imported by nobody else: what
hostile bytes do to a decoder happens here, where there is no secret, no database, little memory and little time.

It reads the file and writes a line of JSON that says what follows, then the bytes of each picture in that order.
"""

import json
import resource
import sys

from django.conf import settings

from clinic_site.images.processing import process
from clinic_site.images.refusals import Refused
from clinic_site.images.renditions import Rendition

LIMITS = {
    # A WebP of 6 million pixels with an alpha channel, which costs most, needs less than half of it.
    resource.RLIMIT_AS: 1024**3,
    resource.RLIMIT_CPU: 10,  # seconds
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    resource.RLIMIT_NOFILE: 16,
}


def confine() -> None:
    for what, most in LIMITS.items():
        allowed = resource.getrlimit(what)[1]
        most = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(what, (most, most))


def answer(data: bytes) -> bytes:
    try:
        made = process(data)
    except Refused as refusal:
        return json.dumps({"refused": refusal.name}).encode()
    pictures = [*made.renditions, made.square]
    said = {"width": made.width, "height": made.height, "pictures": [told(one) for one in pictures]}
    return b"".join([json.dumps(said).encode(), b"\n", *(one.content for one in pictures)])


def told(one: Rendition) -> dict:
    return {"width": one.width, "height": one.height, "type": one.type, "bytes": len(one.content)}


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    confine()
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read()))
