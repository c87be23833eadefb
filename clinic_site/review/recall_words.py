"""What staff send to patients who may have an unsafe copy: a message to a phone and a letter. Only fixed sentences and
values of the clinic profile; nobody is named."""

from django.conf import settings
from django.utils.translation import gettext as _

from clinic_site.content.parts import Notice
from clinic_site.profile.models import Profile

# In characters: what fits in one message.
LONGEST = 160
SHORTER_NAME = 30


def address_of(notice: Notice) -> str:
    return f"{settings.SITE_ADDRESS}/{notice.about}"


def message(notice: Notice, profile: Profile) -> str:
    """At most 160 characters. Plain signs only: one other sign makes it cost as two. The address is never cut."""
    wrong = _("Our page %(number)s was wrong.") % {"number": notice.about}
    ask = _("Call %(phone)s.") % {"phone": profile.phone} if profile.phone else ""
    read = _("Read this before you act on it: %(address)s") % {"address": address_of(notice)}
    names = (profile.clinic_name, cut(profile.clinic_name, SHORTER_NAME), "")
    for name, call in [(name, call) for call in (ask, "") for name in names]:
        said = " ".join(filter(None, (f"{name}:" if name else "", wrong, call, read)))
        if len(said) <= LONGEST:
            return said
    return address_of(notice)


def cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 3].rstrip() + "..."


def letter(notice: Notice, profile: Profile) -> str:
    lines = [
        _("You may have read our page “%(title)s” (number %(number)s), or have it on paper.")
        % {"title": notice.about_title, "number": notice.about},
        notice.text,
        _("You find the page as it is now, with this notice, at %(address)s.") % {"address": address_of(notice)},
        profile.when_closed,
        "\n".join(filter(None, (profile.clinic_name, profile.address, profile.phone))),
    ]
    return "\n\n".join(filter(None, (line.strip() for line in lines)))
