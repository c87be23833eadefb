"""A site with a long past, written straight into the tables, and how long staff wait for its screens."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from itertools import count
from random import Random
from statistics import median, quantiles
from time import perf_counter, process_time

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from clinic_site.content.drafting import rendered
from clinic_site.content.event import Event
from clinic_site.content.page import DeskEdit
from clinic_site.desk import figures
from clinic_site.numbers.damm import check_digit
from clinic_site.numbers.models import Number
from faq.models import Question, QuestionRevision
from tests import builders

TEXT = (settings.BASE_DIR / "starter" / "articles" / "evidence.md").read_text(encoding="utf-8").split("---\n", 2)[2]
AGAINST = ("submitted", "approved", "returned")  # what some pages have above their public text
FAST_ENOUGH = 300  # milliseconds for 19 of 20 looks
MOST_QUERIES = 12
LOOKS = 60
_digests = count(1)


def digest() -> str:
    return sha256(str(next(_digests)).encode()).hexdigest()


def words(place: int, revision: int) -> str:
    """About 10 kB; each revision says another number of hours in a few places."""
    return TEXT.replace("\n\n", f"\n\nIt may ache for {place % 40 + revision} hours. ", 6) + TEXT[:1500]


def build(pages: int, revisions: int) -> dict:
    staff = builders.clinic()
    html = rendered(TEXT).html + rendered(TEXT[:1500]).html
    numbers = [f"{place:04d}{check_digit(f'{place:04d}')}" for place in range(1, pages + 1)]
    Number.objects.bulk_create([Number(digits=number) for number in numbers])
    now, today = timezone.now(), timezone.localdate()
    Question.objects.bulk_create(
        [
            Question(
                number_id=number, slug=f"page-{place}", question=f"What about {place}?", short_answer="It may ache.",
                body=words(place, revisions), topics=["after-treatment"], edit=revisions + place % 2,
                last_revision=revisions, owner=staff["editor"] if place % 3 else None,
                review_due=today + timedelta(days=place % 800 - 20),
            )
            for place, number in enumerate(numbers)
        ]
    )  # fmt: skip
    for place, page in enumerate(Question.objects.order_by("number_id").iterator()):
        QuestionRevision.objects.bulk_create(past(page, place, revisions, staff, now, html))
        DeskEdit.objects.bulk_create(
            [
                DeskEdit(number_id=page.number_id, edit=edit, by=staff["editor"], at=now)
                for edit in range(1, page.edit + 1)
            ]
        )
    Event.objects.bulk_create(events(numbers, revisions, staff, now), batch_size=5000)
    return staff


def past(page: Question, place: int, revisions: int, staff: dict, now, html: str) -> Iterator[QuestionRevision]:
    """All were public once; the last one of every tenth page waits, was approved or was returned."""
    newest = AGAINST[place // 10 % 3] if place % 10 == 0 else "published"
    editor, reviewer, publisher = staff["editor"], staff["reviewer"], staff["publisher"]
    for revision in range(1, revisions + 1):
        state = newest if revision == revisions else "superseded"
        if newest != "published" and revision == revisions - 1:
            state = "published"
        at = now - timedelta(days=30 * (revisions - revision) + 2)
        values = {"submitted_by": editor, "submitted_at": at, "kind": "minor" if revision % 3 == 0 else "clinical"}
        if state == "returned":
            values |= {"returned_by": reviewer, "returned_at": at}
        elif state != "submitted":
            values |= {"approved_by": reviewer, "approved_at": at + timedelta(days=1), "approver_role": "a reviewer"}
        if state in ("published", "superseded"):
            values |= {"published_by": publisher, "published_at": at + timedelta(days=1), "reviewed_on": at.date()}
        if state == "superseded":
            values |= {"superseded_by": publisher, "superseded_at": at + timedelta(days=31)}
        yield QuestionRevision(
            page=page, revision=revision, state=state, html=html, renderer=1, note=f"Change {revision}.",
            desk_edit=revision, contributors=[editor.pk], wording_digest=digest(), previous_digest=digest(),
            digest=digest(), question=page.question, short_answer=page.short_answer, body=words(place, revision),
            topics=page.topics, **values,
        )  # fmt: skip


def events(numbers: list[str], revisions: int, staff: dict, now) -> Iterator[Event]:
    verbs = {"submit": "editor", "approve": "reviewer", "publish": "publisher"}
    sequence = count(Event.objects.count() + 1)
    for revision in range(1, revisions + 1):
        for number in numbers:
            for verb, role in verbs.items():
                yield Event(
                    sequence=next(sequence), number_id=number, revision=revision, verb=verb, by=staff[role],
                    by_name=staff[role].name, at=now, previous_digest=digest(), digest=digest(),
                )  # fmt: skip


def screens(staff: dict, revisions: int) -> Iterator[tuple[str, object, list[str]]]:
    """What is looked at, by whom, at which addresses."""
    chance = Random(5)  # noqa: S311
    some = chance.sample(list(Question.objects.values_list("pk", flat=True)), min(LOOKS, Question.objects.count()))
    history = [reverse("admin:faq_question_history", args=[pk]) for pk in some]
    pairs = [(1, revisions), (revisions - 1, revisions)]
    compare = [
        f"{reverse('admin:faq_question_compare', args=[pk])}?old={old}&new={new}"
        for pk, (old, new) in zip(some, pairs * LOOKS, strict=False)
    ]
    for role in ("reviewer", "editor", "owner"):
        yield f"desk of the {role}", staff[role], [reverse("desk")] * LOOKS
    yield "history", staff["reviewer"], history
    yield "compare", staff["reviewer"], compare
    yield "record", staff["owner"], [reverse("record")] * (LOOKS // 2)
    yield "report", staff["owner"], [reverse("report")] * (LOOKS // 2)


def measured(person, addresses: list[str]) -> tuple[int, float, float, float]:
    """The most queries of a look; the middle and the 19th of 20 times in milliseconds, and how many of the middle one
    the processor worked for it: the difference is what other programs took."""
    client = Client()
    client.force_login(person)
    with CaptureQueriesContext(connection) as captured:
        seen(client, addresses[0])
    most = len(captured)
    with CaptureQueriesContext(connection) as captured:
        seen(client, addresses[-1])
    times, worked = [], []
    for address in addresses:
        start, working = perf_counter(), process_time()
        seen(client, address)
        times.append(1000 * (perf_counter() - start))
        worked.append(1000 * (process_time() - working))
    cuts = quantiles(times, n=20, method="inclusive")
    return max(most, len(captured)), cuts[9], cuts[18], median(worked)


def seen(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")


def main(pages: str, revisions: str) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    start = perf_counter()
    staff = build(int(pages), int(revisions))
    print(f"{pages} pages with {revisions} revisions each, built in {perf_counter() - start:.0f} s")
    start, new = process_time(), figures.measure()
    print(f"reading ages, worked out by the tick: {1000 * (process_time() - start) / max(new, 1):.0f} ms CPU a text")
    print(f"{'screen':<20} {'queries':>7} {'p50':>8} {'p95':>8} {'CPU p50':>8}")
    slow = []
    for name, person, addresses in screens(staff, int(revisions)):
        queries, middle, late, worked = measured(person, addresses)
        print(f"{name:<20} {queries:>7} {middle:>5.0f} ms {late:>5.0f} ms {worked:>5.0f} ms")
        if name.split()[0] in ("desk", "history", "compare") and (queries > MOST_QUERIES or late > FAST_ENOUGH):
            slow.append(name)
    if slow:
        raise SystemExit("slower than promised: " + ", ".join(slow))
