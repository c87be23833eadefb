from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from clinic_site.content import evidence, outside
from clinic_site.content.topic import Topic
from clinic_site.desk import report, survey
from clinic_site.desk.models import Verification
from clinic_site.feedback.settling import settle_page
from clinic_site.generation.models import Backup
from clinic_site.references.models import Reference
from tests import builders
from tests.clinic_site.desk.lists import alone, citing, due, public
from tests.clinic_site.desk.readers import say

ADDRESS = "/admin/report/"
LINK = "https://example.org/list"


def part(person, key: str) -> list[report.Line]:
    return next(part.lines for part in report.parts(survey.read(person)) if part.key == key)


def text(client, person) -> str:
    client.force_login(person)
    return client.get(ADDRESS).content.decode()


def test_only_those_who_manage_people_may_read_it(clinic, client):
    for role in ("editor", "reviewer", "publisher", "clinician", "owner"):
        client.force_login(clinic[role])
        assert client.get(ADDRESS).status_code == (200 if role == "owner" else 403)


def empty(person, key: str) -> str:
    return next(part.empty for part in report.parts(survey.read(person)) if part.key == key)


@pytest.fixture
def backed_up(settings):
    settings.BACKUPS = "/srv/backups"
    return Backup.objects.create(name="guide", kept_at=timezone.now())


def test_a_good_clinic_reads_that_all_is_well(clinic, client, backed_up):
    page = text(client, clinic["owner"])

    for one in report.parts(survey.read(clinic["owner"])):
        assert one.lines == []
        assert str(one.empty) in page
    assert "It was not compared with itself yet." in page


def test_overdue_pages_are_told_with_who_looks_after_them(clinic):
    day = timezone.localdate() - timedelta(days=9)
    late = due(public(clinic, "late", owner=clinic["editor"]), day)
    due(public(clinic, "soon"), timezone.localdate())

    line = part(clinic["owner"], "overdue")[0]

    assert (line.number, line.since, line.who, line.why) == (late.number_id, day, "Editor", "Normal risk.")
    assert len(part(clinic["owner"], "overdue")) == 1


def test_what_readers_think_is_wrong_is_late_when_nobody_looked_within_days(clinic):
    page = public(clinic)
    say(page, 1, "wrong", day=timezone.localdate() - timedelta(days=5))
    say(page, 1, "wrong")
    say(None, 1, "wrong")

    lines = part(clinic["owner"], "wrong")

    assert [(line.number, line.why, line.is_late) for line in lines] == [
        (page.number_id, "2 readers say so.", True),
        ("", "1 reader says so.", False),
    ]
    assert lines[1].title == "The guide as a whole"


def test_answers_that_nobody_settled_are_counted_by_page(clinic):
    page = public(clinic)
    say(page, 2)
    say(page, 1, "hard")
    say(public(clinic, "other"), 3)
    assert [(line.number, line.why) for line in part(clinic["owner"], "unanswered")] == [
        (page.number_id, "1 of 3 answers say that it did not help.")
    ]

    settle_page(page.number_id, by=clinic["owner"], note="Looked at it.")

    assert part(clinic["owner"], "unanswered") == []


def test_debts_of_single_signatures_are_told_with_who_signed(clinic):
    both = builders.person("editor", "reviewer", name="Both")
    page = builders.article(both)
    alone(clinic, both, page)

    line = part(clinic["owner"], "single")[0]

    assert (line.number, line.who, line.is_late) == (page.number_id, "Both", False)


def test_findings_let_pass_are_told_with_their_reasons_stops_first(clinic):
    page = public(clinic)
    found = [
        {"level": "look", "code": "a", "id": "a", "place": "Text", "why": "A long sentence.", "excerpt": "words",
         "reason": "It is a quote."},
        {"level": "stop", "code": "b", "id": "b", "place": "Text", "why": "It claims a cure.", "excerpt": "",
         "reason": "It says that there is none."},
        {"level": "look", "code": "c", "id": "c", "place": "Text", "why": "Not explained.", "reason": ""},
    ]  # fmt: skip
    now = survey.read(clinic["owner"])

    lines = list(report.let_pass(now, [(page.number_id, found, "Reviewer", timezone.now())]))

    assert [(line.why, line.is_late) for line in lines] == [
        ("It claims a cure. Reason: It says that there is none.", True),
        ("“words” A long sentence. Reason: It is a quote.", False),
    ]
    assert list(report.overrides(now)) == []


def test_a_reason_that_was_signed_is_read_from_the_public_text(clinic):
    page = builders.article(clinic["editor"], body="See [it](https://example.org/list).\n")
    revision = builders.workflow.submit(
        page, by=clinic["editor"], note="First.", why={"link-words-2ad8a7": "They call it so."}
    )
    builders.workflow.approve(revision, by=clinic["reviewer"])
    builders.publishing.publish(revision, by=clinic["publisher"])

    line = part(clinic["owner"], "overrides")[0]

    assert line.number == page.number_id
    assert line.why.endswith("Reason: They call it so.")
    assert line.who == "Reviewer"


def test_sources_that_fell_are_told_on_each_page_that_cites_them(clinic):
    page = citing(clinic)
    evidence.mark(Reference.objects.get(), by=clinic["editor"], standing="retracted", note="The journal says so.")

    line = part(clinic["owner"], "sources")[0]

    assert (line.number, line.why, line.is_late) == (page.number_id, "Brady2014 was retracted.", True)


@pytest.mark.parametrize(("checked_on", "told"), [(date(2024, 3, 2), 1), (date(2024, 3, 3), 0)])
def test_a_source_has_to_be_read_again_after_24_months(clinic, monkeypatch, checked_on, told):
    builders.reference(checked_on=checked_on)
    monkeypatch.setattr(report.timezone, "localdate", lambda *args: date(2026, 3, 3))

    assert len(list(report.unread_sources())) == told


def test_searches_are_told_for_each_topic_with_pages(clinic):
    public(clinic)
    assert [line.why for line in part(clinic["owner"], "searches")] == ["Never searched."]

    today = timezone.localdate()
    evidence.searched(Topic.objects.get(), by=clinic["editor"], searched_on=today, where="PubMed")

    assert [(line.why, line.since, line.is_late) for line in part(clinic["owner"], "searches")] == [
        ("Last searched.", today, False)
    ]


def test_links_that_fail_are_told(clinic):
    page = public(clinic, body=f"See [their list]({LINK}).\n")
    outside.remember(LINK, works=False, answer="404 Not Found")

    line = part(clinic["owner"], "links")[0]

    assert (line.number, line.why) == (page.number_id, f"{LINK} (404 Not Found)")


def test_that_every_link_answered_is_said_only_once_one_was_asked(clinic):
    assert empty(clinic["owner"], "links").startswith("No link to another site was looked at yet.")

    outside.remember(LINK, works=True, answer="200 OK")

    day = date_format(timezone.localdate(), "j F Y")
    assert empty(clinic["owner"], "links") == f"Every link answered. They were last looked at on {day}."


def test_a_site_that_takes_no_backups_says_so_and_what_to_do(clinic, client, settings, backed_up):
    settings.BACKUPS = ""

    (line,) = part(clinic["owner"], "backups")

    assert line.is_late
    assert line.why.startswith("This site takes no backups by itself.")
    assert "set CLINIC_BACKUPS (docs/backup.md)" in line.why
    page = text(client, clinic["owner"])
    assert line.why in page
    assert "No backup is late or failed." not in page


def test_before_the_first_backup_it_is_said_that_there_is_none(clinic, settings):
    settings.BACKUPS = "/srv/backups"
    for _row in (None, Backup.objects.create(changed_at=timezone.now())):
        (line,) = part(clinic["owner"], "backups")
        assert line.is_late
        assert line.why.startswith("No backup was taken yet.")

    Backup.objects.update(failed_at=timezone.now(), error="OSError: no space left")

    (line,) = part(clinic["owner"], "backups")
    assert line.why.startswith("The last one failed")


def test_everybody_who_may_sign_in_is_told_with_their_roles(clinic, client):
    builders.person(name="Super", is_superuser=True)
    builders.person("editor", name="Gone", is_active=False)

    people = {person["name"]: person for person in report.people()}

    assert people["Reviewer"]["roles"] == "reviewer"
    assert people["Super"]["everything"]
    assert "Gone" not in people
    assert "everything" in text(client, clinic["owner"])


def test_the_last_comparison_of_the_record_is_told(clinic, client):
    Verification.objects.create(count=0)
    assert "nothing differed" in text(client, clinic["owner"])

    Verification.objects.create(count=1, faults=["event 3: it was changed after it was written."])

    page = text(client, clinic["owner"])
    assert "1 fault was found on" in page
    assert "event 3: it was changed after it was written." in page


def test_the_report_asks_the_same_questions_for_one_page_and_for_three(clinic, client, django_assert_num_queries):
    day = timezone.localdate() - timedelta(days=1)
    due(public(clinic, "page-1"), day)
    text(client, clinic["owner"])
    with django_assert_num_queries(14):
        client.get(ADDRESS)

    due(public(clinic, "page-2"), day)
    due(public(clinic, "page-3"), day)

    with django_assert_num_queries(14):
        client.get(ADDRESS)
