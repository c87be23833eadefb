"""Lists as a file for a spreadsheet."""

import csv
import io

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

# A spreadsheet would run a cell that begins like this as a formula; some read the wide signs and skip blanks as well.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def as_cell(value) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text


def as_csv(header: list[str], rows: list[list]) -> str:
    """With a byte order mark, without which Excel reads accents wrongly."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([as_cell(name) for name in header])
    writer.writerows([as_cell(value) for value in row] for row in rows)
    return "\ufeff" + out.getvalue()


def header() -> list[str]:
    return [
        _("number"), _("kind"), _("title"), _("address"), _("public revision"), _("public since"), _("waits since"),
        _("topics"), _("risk"), _("owner"), _("deputy"), _("check due by"),
    ]  # fmt: skip


def row_of(page) -> list:
    return [
        page.number_id, page._meta.verbose_name, page.heading, page.path, page.public_revision,
        moment(page.public_since), moment(page.open_since), " ".join(page.topics), page.risk,
        page.owner and page.owner.name, page.deputy and page.deputy.name,
        page.review_due and page.review_due.isoformat(),
    ]  # fmt: skip


def moment(at) -> str:
    return timezone.localtime(at).isoformat(timespec="minutes") if at else ""


def export(admin, request, queryset) -> HttpResponse:
    pages = queryset.select_related("owner", "deputy").order_by("number_id")
    response = HttpResponse(as_csv(header(), [row_of(page) for page in pages]), content_type="text/csv; charset=utf-8")
    name = f"{admin.opts.model_name}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
