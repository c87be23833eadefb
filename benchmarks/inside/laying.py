"""Runs inside our site: lays copies of a public question straight into the tables and prints their paths."""

import sys
from hashlib import sha256

import django

django.setup()

from django.db import transaction  # noqa: E402

from clinic_site.generation.models import move  # noqa: E402
from clinic_site.numbers.damm import check_digit  # noqa: E402
from clinic_site.numbers.models import Number  # noqa: E402
from faq.models import Question, QuestionRevision  # noqa: E402

FIRST = 2_000  # of the numbers with five digits, which no page of the demonstration has
LIKE = "does-it-hurt"
SIGNED = (
    "state", "html", "renderer", "note", "kind", "desk_edit", "contributors", "submitted_by", "submitted_at",
    "approved_by", "approved_at", "approver_role", "published_by", "published_at", "reviewed_on",
)  # fmt: skip


def digest(*words: object) -> str:
    return sha256(" ".join(map(str, words)).encode()).hexdigest()


@transaction.atomic
def lay(pages: int) -> list[str]:
    like = QuestionRevision.objects.get(page__slug=LIKE, state="published")
    wording = {name: getattr(like, name) for name in Question.wording_fields()}
    signed = {name: getattr(like, name) for name in SIGNED} | {"revision": 1}
    series = [f"{FIRST + place:04d}" for place in range(pages)]
    numbers = [digits + check_digit(digits) for digits in series]
    Number.objects.bulk_create([Number(digits=number) for number in numbers])
    Question.objects.bulk_create(
        [Question(number_id=number, slug=f"page-{number}", edit=1, last_revision=1, **asking(wording, number))
         for number in numbers],
        batch_size=200,
    )  # fmt: skip
    QuestionRevision.objects.bulk_create(
        [
            QuestionRevision(
                page=page, digest=digest(page.pk), wording_digest=digest(page.pk, "wording"),
                previous_digest=digest(page.pk, "before"), **signed, **asking(wording, page.number_id),
            )
            for page in Question.objects.filter(number__in=numbers)
        ],
        batch_size=200,
    )  # fmt: skip
    move()
    return [f"/faq/page-{number}/" for number in numbers]


def asking(wording: dict, number: str) -> dict:
    return wording | {"question": f"{wording['question'].rstrip('?')}, {number}?"}


if __name__ == "__main__":
    print("\n".join(lay(int(sys.argv[1]))))
