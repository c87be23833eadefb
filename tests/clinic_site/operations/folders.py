"""Builders of small content folders: enough to load, with the one thing a test wants changed."""

from pathlib import Path

from django.apps import apps

ARTICLE = "articles/soreness.md"
QUESTION = "questions/does-it-hurt.md"
REFERENCE = "references/Brady2014.md"
TOPIC = "topics/after-treatment.md"
DISCLAIMER = "disclaimers/pregnancy.md"
IMAGE = "images/waiting-room.md"

FILES = {
    ARTICLE: """---
number: '1007'
title: Soreness after treatment
lede: Most people are sore for a day.
topics:
- after-treatment
related:
- '2008'
search_words:
- sore
- ache
flags:
- describes-treatment
risk: normal
---
## How long it lasts

About a day [@Brady2014]. Read [more](page:2008).
""",
    QUESTION: """---
number: '2008'
question: Does it hurt?
short_answer: It can. Most people say that it is short.
topics:
- after-treatment
risk: normal
---
Some plain words.
""",
    REFERENCE: """---
authors: Brady S, McEvoy J
title: 'Adverse events: a survey'
source: J Man Manip Ther 22(3):134-140
year: '2014'
label: A survey of 39 therapists
study: survey
checked_on: '2026-11-20'
---
Nobody had a serious one.

Limits: They filled in the forms themselves.
""",
    TOPIC: """---
number: '9006'
title: After treatment
kind: moment
position: '3'
---
What to expect.
""",
    DISCLAIMER: """---
number: '8005'
title: 'Important: tell us if you are pregnant'
applies_to: flag
applies_value: mentions-pregnancy
position: before
look: note
short_form: Tell us before treatment if you are pregnant.
---
Tell us before treatment if you are or may be pregnant.
""",
}


def folder(root: Path, files: dict[str, str] | None = None) -> Path:
    for name, text in (FILES if files is None else files).items():
        write(root, name, text)
    return root


def write(root: Path, name: str, text: str | bytes) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def change(root: Path, name: str, old: str, new: str) -> Path:
    text = (root / name).read_text()
    assert old in text
    return write(root, name, text.replace(old, new, 1))


def everything() -> dict[str, list]:
    """Every row of the database, to see that nothing at all has changed."""
    return {model._meta.db_table: list(model.objects.order_by("pk").values_list()) for model in apps.get_models()}
