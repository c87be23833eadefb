"""The message that a clinician copies into their own system: what the page is, where it is, and whom to ask."""

from django.utils.translation import gettext as _

# In characters, of a message to a phone: what fits in one.
LONGEST = 160
# In characters: with less of a title nobody knows what it is, so the telephone number gives way first.
ENOUGH = 24
SHORTER_NAME = 30


def message(clinic: str, title: str, address: str, phone: str) -> str:
    """At most 160 characters about a page, and nothing about a person. The address is never cut."""
    for name, end in ways(clinic, phone):
        room = LONGEST - len(written(name, "", address, end))
        if room >= min(len(title), ENOUGH):
            return written(name, cut(title, room), address, end)
    return address


def patterns(clinic: str, phone: str) -> list[str]:
    """For a device that writes it by the same rules: the first in which there is room enough; %t is for the title, %a
    for the address."""
    return [written(name, "%t", "%a", end) for name, end in ways(clinic, phone)]


def ways(clinic: str, phone: str) -> list[tuple[str, str]]:
    """The name and the end of the message, the best first."""
    ask = _("Questions? Call %(phone)s.") % {"phone": phone}
    return [(name, end) for end in ([ask, ""] if phone else [""]) for name in (clinic, cut(clinic, SHORTER_NAME))]


def written(clinic: str, title: str, address: str, end: str) -> str:
    beginning = _("From %(clinic)s:") % {"clinic": clinic} if clinic else ""
    # Not dropped when empty: the room for it is counted with the space beside it.
    return " ".join(part for part in (beginning, f"{title} {address}", end) if part)


def cut(text: str, room: int) -> str:
    """Three full stops instead of the sign for them, with which a message costs and holds as much as two do."""
    return text if len(text) <= room else text[: room - 3].rstrip() + "..."
