"""Why a text stays as it is although a check found something. Reasons are wording: they are signed with the text, and
the second person reads them."""

from django.utils.translation import gettext as _

from clinic_site.content import desk
from clinic_site.content.page import Page
from clinic_site.content.refused import Refused
from clinic_site.readiness.registry import Finding, given_reasons, unexplained


def add(page: Page, why: dict[str, str], *, by) -> Page:
    """Saves the desk with these reasons beside those it has; an empty reason changes nothing."""
    given = given_reasons(page.reasons)
    added = {name: " ".join(reason.split()) for name, reason in why.items() if reason.strip()}
    if not added or all(given.get(name) == reason for name, reason in added.items()):
        return page
    lines = [f"{name}: {reason}" for name, reason in (given | added).items()]
    return desk.save(page, by=by, base_edit=page.edit, reasons=lines)


def refuse_unexplained(found: list[Finding]) -> None:
    """Raises Refused unless every finding that asks for a reason has one."""
    open_ones = unexplained(found)
    if not open_ones:
        return
    lines = [f"{one.place}: {one.why} ({one.id})" for one in open_ones]
    raise Refused(_("Mend these, or say for each why the text stays as it is: ") + " ".join(lines), tuple(open_ones))


def needs_second_person(found: list[Finding]) -> str:
    words = ", ".join(f"“{one.excerpt or one.why}”" for one in found)
    return _(
        "This text keeps %(words)s against a rule. That needs a second person: ask someone else to approve it."
    ) % {"words": words}
