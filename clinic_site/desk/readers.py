"""What readers leave behind: what they think is wrong, what they searched for in vain, and what did not help them."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_site.content.lists import line
from clinic_site.content.registry import page_type, page_types
from clinic_site.desk.places import MOST_ASKED
from clinic_site.desk.rows import EDITOR, OWNER, PUBLISHER, REVIEWER, Press, Row, may, screen
from clinic_site.desk.survey import Stand, Survey, day, union
from clinic_site.feedback import counting
from clinic_site.feedback.admin import GUIDE
from clinic_site.feedback.models import Reason
from clinic_site.feedback.subject import the_guide
from clinic_site.search import pointing, term_log
from clinic_site.search.term_log import Unanswered
from clinic_site.search.vocabulary import asked_for

MAY_READ, MAY_SETTLE, MAY_TEACH = "feedback.view_feedback", "feedback.settle_feedback", "search.add_bestanswer"


def title_of(survey: Survey, number: str) -> str:
    page = survey.pages.get(number)
    return page.title if page else number or capfirst(the_guide().title)


def is_of(survey: Survey, number: str, person) -> bool:
    return number in survey.pages and survey.pages[number].is_of(person.pk)


def answers_url(number: str) -> str:
    return f"{reverse('admin:feedback_feedback_changelist')}?{urlencode({'number': number or GUIDE})}"


def thought_wrong(survey: Survey) -> dict[str, list[dict]]:
    """What readers think is wrong and nobody settled, by page, the oldest first."""
    found: dict[str, list[dict]] = {}
    for row in sorted(survey.rows("wrong"), key=lambda row: row["pk"]):
        found.setdefault(row["number"] or "", []).append(row)
    return found


def wrongs(survey: Survey, person) -> Iterator[Row]:
    """One row a page, so that many answers about one can't hide what else could harm."""
    if not person.has_perm(MAY_SETTLE):
        return
    for number, said in thought_wrong(survey).items():
        one = reverse("admin:feedback_feedback_settle", args=[said[0]["pk"]])
        why = ngettext(
            "A reader thinks that something is wrong here.",
            "%(count)d readers think that something is wrong here.",
            len(said),
        ) % {"count": len(said)}
        yield Row(
            verb=_("Open and decide"),
            url=one if len(said) == 1 else answers_url(number),
            title=title_of(survey, number),
            why=why,
            since=day(said[0]["day"]),
            roles=frozenset({EDITOR, REVIEWER, PUBLISHER, OWNER}),
            number=number,
            readers=len(said),
            is_urgent=True,
            is_yours=is_of(survey, number, person),
        )


def gaps() -> list[Unanswered]:
    """Searches that found nothing 3 times or more in 30 days, the most asked first; none that staff dealt with."""
    found = term_log.unanswered()
    led = pointing.led() if found else frozenset()
    return [one for one in found if asked_for(one.words) not in led]


def vain_searches(survey: Survey, person) -> Iterator[Row]:
    writes, teaches = may(person, "add", page_type("question")), person.has_perm(MAY_TEACH)
    found = gaps() if writes or teaches else []
    written = taken_up(survey, found)
    for one in found:
        page = written.get(one.words)
        ways = [(_("Write this answer"), write_url(one.words))] if writes and not page else []
        ways += [(_("See"), screen(page.model, page.pk))] if page else []
        ways += [(_("Point to an answer"), point_url(one.words))] if teaches else []
        (verb, url), *also = ways
        aside = Press(_("Ignore"), reverse("gap_ignore"), (("words", one.words),)) if teaches else None
        yield Row(verb, url, f"“{one.words}”", why_of(one, page), one.last_on, frozenset({EDITOR, OWNER}),
                  readers=one.times, also=tuple(also), press=aside)  # fmt: skip


def taken_up(survey: Survey, found: list[Unanswered]) -> dict[str, Stand]:
    """The pages with these search words, by the words: somebody answers there already. One query."""
    if not found:
        return {}
    asked = Q(pk__in=[])
    for one in found[:MOST_ASKED]:
        asked |= Q(search_words__contains=line(one.words))
    desks = [model.objects.filter(asked).order_by().values_list("number_id", "search_words") for model in page_types()]
    pages = [(survey.pages[number], said) for number, said in union(desks) if number in survey.pages]
    return {words: page for page, said in pages if not page.is_withdrawn for words in said}


def why_of(one: Unanswered, page: Stand | None) -> str:
    asked = _("Asked %(count)d times in 30 days. Nothing was found.") % {"count": one.times}
    if page is None:
        return asked
    named = {"title": page.title, "number": page.number}
    if page.public and not page.has_changes:
        return f"{asked} " + _("“%(title)s” (%(number)s) answers it now.") % named
    return f"{asked} " + _("Somebody is writing the answer: “%(title)s” (%(number)s).") % named


def write_url(words: str) -> str:
    """The form for a new question with both filled in; nothing is kept before somebody saves."""
    meta = page_type("question")._meta
    filled = urlencode({"question": as_question(words), "search_words": words})
    return f"{reverse(f'admin:{meta.app_label}_{meta.model_name}_add')}?{filled}"


def point_url(words: str) -> str:
    return f"{reverse('gap_point')}?{urlencode({'words': words})}"


def as_question(words: str) -> str:
    words = re.sub(r"\bi\b", "I", words)
    return f"{words[:1].upper()}{words[1:]}?"


def unhelpful_pages(survey: Survey, person) -> Iterator[Row]:
    for one in counting.unhelpful() if person.has_perm(MAY_READ) else ():
        said = {"no": one.unhelpful, "count": one.count, "reasons": reasons_of(one)}
        why = _("%(no)d of %(count)d answers say that it did not help.") % said
        if one.reasons:
            why = _("%(no)d of %(count)d answers say that it did not help. Reasons: %(reasons)s.") % said
        yield Row(_("See reasons"), answers_url(one.number), title_of(survey, one.number), why, None,
                  frozenset({EDITOR, REVIEWER, OWNER}), one.number, one.unhelpful,
                  is_yours=is_of(survey, one.number, person))  # fmt: skip


def reasons_of(one: counting.Answers) -> str:
    labels = dict(Reason.choices)
    return ", ".join(f"{labels[reason]} ({count})" for reason, count in one.reasons.items())
