"""Looks at what a page's file refers to and at how its text reads; and at a picture before it is taken."""

import re
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from clinic_site.content.registry import page_types
from clinic_site.content.wording import Flag
from clinic_site.disclaimers.models import Rule
from clinic_site.glossary.models import taken_message
from clinic_site.glossary.words import taken
from clinic_site.images.apart import process_apart
from clinic_site.images.refusals import Refused
from clinic_site.markdown import TooLong, render
from clinic_site.operations.faults import Fault
from clinic_site.operations.holdings import digest
from clinic_site.operations.kinds import DISCLAIMERS
from clinic_site.operations.known import Known, forms_of
from clinic_site.operations.models import LoadedFile
from clinic_site.operations.pictures import stored_bytes


def look_at_page(one, known: Known) -> Iterator[Fault]:
    yield from _lists(one, known)
    if one.file.folder is DISCLAIMERS:
        yield from _rule(one, known)
    yield from _body(one, known)


def _lists(one, known: Known) -> Iterator[Fault]:
    values, flags = one.values, set(Flag.values)
    for topic in values["topics"]:
        if topic not in known.topics:
            message = _("There is no topic “%(slug)s”. Correct it, or write topics/%(slug)s.md.")
            yield one.file.fault(one.file.line_of("topics", topic), message % {"slug": topic})
    for flag in values["flags"]:
        if flag not in flags:
            message = _("There is no flag “%(flag)s”. The flags are: %(flags)s.")
            yield one.file.fault(
                one.file.line_of("flags", flag), message % {"flag": flag, "flags": ", ".join(sorted(flags))}
            )
    for name in one.file.folder.model.names_pages:
        for number in values.get(name, []):
            if not known.leads_somewhere(number) or number == values["number"]:
                message = _("No other page or topic has the number %(number)s. Correct it or take it out.")
                yield one.file.fault(one.file.line_of(name, number), message % {"number": number})


def _rule(one, known: Known) -> Iterator[Fault]:
    """A disclaimer that goes with pages of a kind, topic or flag names one that exists."""
    rule, named = one.values["applies_to"], one.values["applies_value"]
    choices: dict[str, Iterable[str]] = {
        Rule.KIND: [model.kind for model in page_types()],
        Rule.TOPIC: known.topics,
        Rule.FLAG: Flag.values,
    }
    if rule in choices and named not in choices[rule]:
        message = _("applies_value: Write one of these: %(choices)s.") % {"choices": ", ".join(sorted(choices[rule]))}
        yield one.file.fault(one.file.line("applies_value"), message)
    elif rule not in choices and named:
        message = _("applies_value: Take it out; it has no meaning with applies_to: %(rule)s.") % {"rule": rule}
        yield one.file.fault(one.file.line("applies_value"), message)


def _body(one, known: Known) -> Iterator[Fault]:
    file = one.file
    if file.folder.model.needs_body and not one.values["body"].strip():
        yield file.fault(file.front.body_line, _("There is no text. Write it below the second line of dashes."))
    try:
        rendered = render(file.front.body, known)
    except TooLong as refusal:
        yield file.fault(file.front.body_line, str(refusal))
        return
    for problem in rendered.problems:
        yield file.fault(file.front.body_line + problem.line - 1, problem.message)
    for number in rendered.links:
        if not known.leads_somewhere(number):
            message = _("The link to page %(number)s leads nowhere. Correct the number or take the link out.")
            yield file.fault(_line_of_link(file.front, number), message % {"number": number})


def _line_of_link(front, number: str) -> int:
    found = re.search(rf"page:{number}\b", front.body)
    return front.body_line + front.body.count("\n", 0, found.start() if found else 0)


def look_at_term(one, known: Known) -> Iterator[Fault]:
    """Words mean one thing: no other term has them, in this folder or on the site."""
    file, own = one.file, forms_of(one.key, one.values)
    for form, other in taken(own, [form for form in known.forms if form.key != one.key]):
        items = one.values["forms"].splitlines()
        item = next((item for item in items if item.partition(":")[0].strip() == form.words), "")
        line = file.line_of("forms", item) if form is not own[0] else file.line("term")
        yield file.fault(line, taken_message(form, other))


def look_at_picture(one) -> Iterator[Fault]:
    """A new picture must be one that is taken; a picture that is there already never changes its file."""
    file = one.file
    if file.picture is None:
        if one.is_new:
            message = _("The picture is missing. Put %(slug)s.jpg, .png or .webp beside this file.")
            yield file.fault(1, message % {"slug": file.slug})
        return
    content = file.picture.read_bytes()
    if one.is_new:
        try:
            process_apart(content)
        except Refused as refusal:
            yield Fault(str(file.picture), 1, str(refusal))
    elif digest(content) not in {digest(stored_bytes(one.held.row)), *_loaded(one.name)}:
        message = _("A picture's file never changes. Give the new picture another name, and use that in the texts.")
        yield Fault(str(file.picture), 1, message)


def _loaded(name: str) -> list[str]:
    return list(LoadedFile.objects.filter(name=f"{name}.picture").values_list("digest", flat=True))
