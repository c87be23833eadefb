"""What nobody asks for and somebody has to do: pictures without words, dead links, second signatures, searches,
letters that did not go."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_site.content.searching import HOLDS_FOR
from clinic_site.desk import places
from clinic_site.desk.rows import EDITOR, OWNER, PUBLISHER, REVIEWER, Row, long_day, may, page_row
from clinic_site.desk.survey import Survey, day, moment


def rows(survey: Survey, person) -> Iterator[Row]:
    yield from second_signatures(survey, person)
    yield from wordless_pictures(survey, person)
    yield from failing_links(survey, person)
    yield from old_searches(survey, person)
    yield from letters_that_wait(person)
    yield from failed_letters(survey, person)


def second_signatures(survey: Survey, person) -> Iterator[Row]:
    """Changes of the clinic profile and of topics, which a second person brings into force."""
    roles = frozenset({REVIEWER, PUBLISHER, OWNER})
    for row in survey.rows("profile"):
        if row["made_by"] != person.pk and person.has_perm("profile.second_profile"):
            why = _("A change that could harm waits for a second person.")
            yield Row(_("Confirm"), reverse("admin:profile_profile_changelist"), _("Clinic profile"), why,
                      moment(row["made_at"]), roles)  # fmt: skip
    for row in newest_texts(survey):
        waits = not row["in_force_at"] and row["made_by"] != person.pk
        if waits and person.has_perm("content.second_topic"):
            why = _("The new text of this topic waits for a second person.")
            yield Row(_("Confirm"), reverse("admin:content_topic_change", args=[row["topic"]]), row["title"], why,
                      moment(row["made_at"]), roles, number=row["number"])  # fmt: skip


def newest_texts(survey: Survey) -> list[dict]:
    newest = {row["topic"]: row for row in sorted(survey.rows("topic"), key=lambda row: row["id"])}
    return list(newest.values())


def wordless_pictures(survey: Survey, person) -> Iterator[Row]:
    """Pictures that neither have words nor are said to be decoration."""
    if not person.has_perm("images.change_image"):
        return
    shown = {key for page in survey.public for key in page.public.pictures}
    for row in survey.rows("picture"):
        public = row["key"] in shown
        why = _("Readers who can’t see it get no words for it.") if public else _("It has no words yet.")
        yield Row(_("Fix"), reverse("admin:images_image_change", args=[row["pk"]]),
                  _("Picture “%(key)s”") % {"key": row["key"]}, why, moment(row["at"]), frozenset({EDITOR}),
                  is_urgent=public)  # fmt: skip


def failing_links(survey: Survey, person) -> Iterator[Row]:
    known = {row["address"]: row for row in survey.rows("link")}
    for number, place in places.of(survey).items():
        page = survey.pages[number]
        if place.addresses and may(person, "change", page.model):
            said = ", ".join(f"{address} ({known[address]['answer']})" for address in place.addresses)
            yield page_row(page, person, verb=_("Fix"), step="change", roles={EDITOR},
                           why=_("A link to another site fails: %(links)s") % {"links": said},
                           since=min(moment(known[address]["since"]) for address in place.addresses))  # fmt: skip


def old_searches(survey: Survey, person) -> Iterator[Row]:
    """Topics that readers see and for which nobody has searched for new studies within a year."""
    if not person.has_perm("references.change_reference"):
        return
    last = {row["topic"]: day(row["searched_on"]) for row in survey.rows("search")}
    used = {slug for page in survey.public for slug in page.public.topics}
    for row in shown_texts(survey):
        searched = last.get(row["topic"])
        if row["slug"] not in used or (searched and timezone.localdate() - searched <= HOLDS_FOR):
            continue
        why = _("Nobody has searched for new studies on this topic yet.")
        if searched:
            why = _("The last search for new studies was on %(day)s.") % {"day": long_day(searched)}
        url = f"{reverse('evidence_searches')}?{urlencode({'topic': row['slug']})}"
        yield Row(_("Search"), url, row["title"], why, searched, frozenset({EDITOR}), number=row["number"])  # fmt: skip


def letters_that_wait(person) -> Iterator[Row]:
    """As long as the site can send none; for those who look after it."""
    if settings.LETTERS_WAIT and person.has_perm("accounts.change_user"):
        why = _("This site has no e-mail server, so no letter goes out. Whoever runs the site can set one "
                "(CLINIC_EMAIL_HOST). What has waited for more than 7 days is not sent any more.")  # fmt: skip
        url = f"{reverse('admin:letters_letter_changelist')}?{urlencode({'stands': 'waiting'})}"
        yield Row(_("Look"), url, _("Letters to staff"), why, None, frozenset({OWNER}))


def failed_letters(survey: Survey, person) -> Iterator[Row]:
    """One row for all letters that were given up or waited too long; for those who look after the site."""
    found = sorted(survey.rows("letter"), key=lambda row: moment(row["at"]))
    if found and person.has_perm("accounts.change_user"):
        why = ngettext("%(count)d letter could not be sent.", "%(count)d letters could not be sent.", len(found))
        said = _("It waited for more than 7 days.") if len(found) == 1 else _("The newest waited for more than 7 days.")
        if found[-1]["error"]:
            said = ngettext("The e-mail server said: %(error)s", "Of the newest the e-mail server said: %(error)s",
                            len(found)) % {"error": found[-1]["error"]}  # fmt: skip
        why = f"{why % {'count': len(found)}} {said}"
        url = f"{reverse('admin:letters_letter_changelist')}?{urlencode({'stands': 'failed'})}"
        yield Row(_("Decide"), url, _("Letters to staff"), why, moment(found[0]["at"]), frozenset({OWNER}))


def shown_texts(survey: Survey) -> list[dict]:
    """The texts of topics that readers see."""
    rows = [row for row in survey.rows("topic") if row["in_force_at"]]
    return list({row["topic"]: row for row in sorted(rows, key=lambda row: moment(row["in_force_at"]))}.values())
