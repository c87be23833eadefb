"""The record of everything that happened, to be read, searched and taken along. Nothing can be written here."""

import csv
import json
from collections.abc import Iterable, Iterator

from django import forms
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from clinic_site.accounts.models import User
from clinic_site.content.bulk_csv import as_cell
from clinic_site.content.digest import plain
from clinic_site.content.event import Event, Verb

PER_PAGE = 50
CHUNK = 500
COLUMNS = ("sequence", "at", "person", "role", "act", "number", "revision", "note", "data", "previous_digest", "digest")


class RecordForm(forms.Form):
    """Which lines to show. All are shown when nothing is chosen."""

    person = forms.ModelChoiceField(
        User.objects.order_by("name"), required=False, label=gettext_lazy("Who"), empty_label=gettext_lazy("Anybody")
    )
    verb = forms.ChoiceField(
        choices=[("", gettext_lazy("Anything")), *Verb.choices], required=False, label=gettext_lazy("What")
    )
    number = forms.CharField(
        required=False, label=gettext_lazy("Number of the page"), max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 8}),
    )  # fmt: skip
    first = forms.DateField(
        required=False, label=gettext_lazy("From"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    last = forms.DateField(
        required=False, label=gettext_lazy("To"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def clean_number(self) -> str:
        return "".join(self.cleaned_data["number"].split())

    def clean(self):
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and first > last:
            self.add_error("last", _("The last day is before the first one."))
        return self.cleaned_data

    def events(self) -> QuerySet:
        """Newest first; none while the form has a fault, so that nobody takes a wrong list for the right one."""
        if not self.is_valid():
            return Event.objects.none()
        names = {
            "person": "by",
            "verb": "verb",
            "number": "number_id",
            "first": "at__date__gte",
            "last": "at__date__lte",
        }
        asked = {names[name]: value for name, value in self.cleaned_data.items() if value}
        return Event.objects.filter(**asked).order_by("-sequence")


@require_safe
@permission_required("content.view_event", raise_exception=True)
def record(request) -> HttpResponse:
    form = RecordForm(request.GET)
    events = form.events()
    export = {"csv": as_csv, "json": as_json}.get(request.GET.get("export", ""))
    if export and form.is_valid():
        return export(request, events)
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    for name in ("page", "export"):
        asked.pop(name, None)
    context = {
        **admin.site.each_context(request),
        "title": _("Everything that happened"),
        "form": form,
        "events": page,
        "asked": asked.urlencode(),
    }
    return TemplateResponse(request, "admin/desk/record.html", context, status=200 if form.is_valid() else 400)


class Line:
    """What csv.writer hands over is the line itself, which then goes out."""

    def write(self, line: str) -> str:
        return line


def as_csv(request, events: QuerySet) -> StreamingHttpResponse:
    """Cells that a spreadsheet would work out as a formula stand there as text. The mark at the start tells it that
    the text is UTF-8."""
    writer = csv.writer(Line())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(COLUMNS)
        for event in events.iterator(CHUNK):
            yield writer.writerow([as_cell(cell) for cell in cells(event)])

    return download(lines(), "text/csv; charset=utf-8", "csv")


def cells(event: Event) -> list:
    data = json.dumps(event.data, ensure_ascii=False, sort_keys=True) if event.data else ""
    return [
        event.sequence, timezone.localtime(event.at).isoformat(), event.by_name, event.by_role, event.verb,
        event.number_id or "", event.revision or "", event.note, data, event.previous_digest, event.digest,
    ]  # fmt: skip


def as_json(request, events: QuerySet) -> StreamingHttpResponse:
    """Each line with all that its digest covers. `digest` is the SHA-256 of `signed` as UTF-8 JSON with sorted keys,
    without spaces, and nothing escaped that need not be."""
    about = {
        "exported_at": timezone.localtime().isoformat(),
        "asked": {name: value for name, value in request.GET.items() if value and name not in {"export", "page"}},
        "digest": "SHA-256 of “signed” as UTF-8 JSON: keys sorted, no spaces, characters not escaped",
    }

    def lines() -> Iterator[str]:
        head = json.dumps(about, ensure_ascii=False)
        yield head[:-1] + ', "events": ['
        for place, event in enumerate(events.iterator(CHUNK)):
            line = {"signed": event.signed(), "digest": event.digest}
            yield (",\n" if place else "\n") + json.dumps(line, ensure_ascii=False, sort_keys=True, default=plain)
        yield "\n]}\n"

    return download(lines(), "application/json", "json")


def download(lines: Iterable[str], kind: str, ending: str) -> StreamingHttpResponse:
    name = f"record-{timezone.localdate():%Y-%m-%d}.{ending}"
    response = StreamingHttpResponse(lines, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
