"""The living style page: every part a page is made of, from the templates that readers get, on sample words."""

from dataclasses import replace
from datetime import timedelta

from django.contrib import admin
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from clinic_site.content import compose
from clinic_site.content.drafting import rendered
from clinic_site.content.parts import Facts, Part
from clinic_site.content.reading import Link, Source, Trust, frame_of, read_shared
from clinic_site.images.storage import for_staff

SAMPLE = """\
A paragraph with a [link to another site](https://example.org), **strong words** and our number, {{phone}}.

## A heading of the second level

### A heading of the third level

- a list
- with two lines

::: note Important: a note with a heading of its own
A note is for what a reader must not miss.
:::

::: key-fact
One fact to remember.
:::

::: do
- do this
:::

::: do-not
- do not do that
:::

::: steps
1. First.
2. Then.
:::

::: emergency
:::

::: same-day
:::

::: can-wait
- something that can wait
:::

| Left | Middle | Right |
|:-----|:------:|------:|
| a    |   b    |     1 |

![1 skin, 2 fat, 3 muscle, 4 tight spot](drawing:tight-spot)
"""
ICONS = ("phone", "alert", "clock", "speech", "print", "share", "copy", "search", "check", "cross", "page", "eye-off")


def trusts() -> list[Trust]:
    """The trust line in each of its states."""
    today = timezone.localdate()
    checked = Trust("a physiotherapist", today, today + timedelta(days=700), is_example=False)
    return [
        checked,
        replace(checked, due_on=today - timedelta(days=3)),
        replace(checked, owes_second_reading=True),
        replace(checked, changed="Changed on 4 May 2026: a sample of why."),
        replace(checked, is_example=True),
    ]


def context() -> dict:
    common = read_shared()
    result = rendered(SAMPLE)
    parts = compose.parts_for(Facts(kind="sample", cards=result.cards), common)
    links = [Link("The first link", "/"), Link("The second link", "/topics/")]
    return {
        "frame": frame_of(common),
        "body": {"html": for_staff(compose.body(result.html, parts, common, {}))},
        "headings": [{"level": 2, "text": f"Heading {place}", "anchor": f"h-{place}"} for place in range(1, 4)],
        "links": links,
        "note": [Part("sample-note", "Important: a signed note", "<p>Words of a disclaimer.</p>", "", "note")],
        "pages": [{"title": "Does it hurt?", "short_answer": "It can.", "number": "2035", "url": "/", "overdue": True}],
        "rows": [{"title": "A page in a list", "summary": "Its summary.", "url": "/", "checked": timezone.localdate()}],
        "sources": [Source(1, "Sample", "Author A. Title. Journal. 2020.", "One small study")],
        "samples": [{"trust": trust, "revision": 7} for trust in trusts()],
        "icons": [f"components/icons/{name}.svg" for name in ICONS],
    }


def style(request) -> HttpResponse:
    return HttpResponse(render_to_string("style.html", context()))


style_page = admin.site.admin_view(style)
