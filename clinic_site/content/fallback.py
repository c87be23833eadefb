"""Built-in safety texts, for the case that must not happen: a page is read and its signed disclaimer can't be had.

Signs and advice follow the reports of harm after needling that the starter library cites (Grusche 2017, Mintken 2025,
Lee 2011, Kim 2018, McManus 2018).
"""

from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from clinic_site.content.parts import Part, Parts

FILLED_PHONE = '<span data-fill="phone"></span>'
FILLED_NUMBER = '<span data-fill="emergency_number"></span>'
EMERGENCY_NUMBER = "{{emergency_number}}"

EMERGENCY = (
    _("you have sudden or sharp pain in the chest or by the shoulder blade, or you are short of breath"),
    _("you collapse, or have a fit"),
    _("your face or tongue swells, or you wheeze"),
    _("an arm or leg is newly weak, or you lose control of your bladder or bowels"),
)
SAME_DAY = (
    _("you have a fever, or the sore place is red, hot or leaking"),
    _("your hand or foot drops, or numbness has not faded by the next day"),
)
FOOTER = {
    "general-information": _(
        "This guide gives general information. It does not replace advice from your own clinician."
    ),
    "not-for-emergencies": _("This guide is not for emergencies. In danger, call {{emergency_number}}."),
}
OTHER = _("Talk to us or to your doctor about your own health before you act on this page.")


def _list(lines) -> str:
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))


def _sentence(text: str) -> str:
    before, _name, after = text.partition(EMERGENCY_NUMBER)
    return format_html("<p>{}", before) + (FILLED_NUMBER if after else "") + format_html("{}</p>", after)


def card(key: str) -> Part:
    if key == "same-day":
        html = _list(SAME_DAY) + "<p>" + FILLED_PHONE + "</p>"
        return Part(key, str(_("Call us today if:")), html, "", "same-day", is_fallback=True)
    html = _list(EMERGENCY) + _sentence(_("Call {{emergency_number}} and tell them you have had dry needling."))
    return Part(key, str(_("Call {{emergency_number}} now if:")), html, "", "emergency", is_fallback=True)


def add(parts: Parts, key: str) -> None:
    """Puts the built-in text where the signed one belongs."""
    if key in {"emergency", "same-day"}:
        parts.cards[key] = card(key)
    elif key in FOOTER:
        text = str(FOOTER[key])
        parts.footer.append(Part(key, "", _sentence(text), text, "plain", is_fallback=True))
    else:
        text = str(OTHER)
        title = str(_("Important: ask first"))
        parts.before.append(Part(key, title, format_html("<p>{}</p>", text), text, "note", is_fallback=True))
