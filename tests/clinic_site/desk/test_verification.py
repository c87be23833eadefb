from datetime import timedelta

from django.db import connection
from django.utils import timezone

from clinic_site.desk.models import Verification
from clinic_site.desk.verification import verify_due
from tests.clinic_site.desk.lists import ago, public


def test_a_whole_record_is_found_whole_once_a_week(clinic):
    public(clinic)

    assert verify_due().count == 0
    assert verify_due() is None
    ago(Verification, "at", 7)
    assert verify_due().at > timezone.now() - timedelta(minutes=1)


def test_a_missing_trigger_is_found(clinic):
    name = [name for name in triggers() if name.startswith("articles_articlerevision")][0]
    with connection.cursor() as cursor:
        on = f" ON {connection.ops.quote_name('articles_articlerevision')}" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}{on}")

    found = verify_due()

    assert found.count == 1
    assert name in found.faults[0]


def triggers() -> list[str]:
    statement = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        statement = "SELECT tgname FROM pg_trigger"
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [name for (name,) in cursor.fetchall()]
