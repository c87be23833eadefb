import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.generation.models import Backup
from tests.clinic_site.desk.lists import rows


def told(person) -> list[str]:
    return [row.why for row in rows(person, "safety") if row.title == "Backups of this site"]


def ago(**time):
    return timezone.now() - timedelta(**time)


def test_nobody_is_told_while_all_is_well(staff):
    Backup.objects.create(name="guide", kept_at=ago(days=3), changed_at=ago(minutes=50), owed_since=ago(minutes=50))

    assert told(staff["owner"]) == []


def test_owners_are_told_of_a_change_that_no_backup_holds_for_an_hour(staff):
    Backup.objects.create(name="guide", kept_at=ago(hours=3), changed_at=ago(minutes=61))

    (why,) = told(staff["owner"])
    assert why.startswith("What was changed since ")
    assert rows(staff["owner"], "safety")[0].is_urgent
    assert told(staff["editor"]) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"failed_at": ago(minutes=1), "error": "OSError: no space left"},
            "The last one failed.*OSError: no space left",
        ),
        ({"owed_since": ago(minutes=9), "copy_error": "timed out"}, "has not reached the second place.*timed out"),
        ({"owed_since": ago(hours=2)}, "has not reached the second place since .*manage.py doctor"),
        ({"missing": 2}, "2 files of pictures are lost"),
    ],
)
def test_owners_are_told_what_went_wrong(staff, values, said):
    Backup.objects.create(name="guide", kept_at=ago(hours=3), **values)

    (why,) = told(staff["owner"])

    assert re.search(said, why)


def test_the_row_leads_to_where_the_report_tells_the_same(client, staff):
    Backup.objects.create(name="guide", kept_at=ago(hours=3), missing=2)
    [row] = [row for row in rows(staff["owner"], "safety") if row.title == "Backups of this site"]
    client.force_login(staff["owner"])

    address, _hash, place = row.url.partition("#")
    html = client.get(address).content.decode()

    assert row.why in html.partition(f'<h2 id="{place}">')[2].partition("<h2")[0]
