"""What the environment of the doctor says."""

import pytest

from clinic_site.operations import doctor_settings


@pytest.mark.parametrize("name", ["CLINIC_EMAIL_HOST", "CLINIC_BACKUP_KEY", "CLINIC_EXTRA_HOSTS", "DATABASE_URL"])
@pytest.mark.parametrize("value", ["x    # as the provider says", '# what "openssl" prints'])
def test_a_comment_that_became_part_of_a_value_is_found(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    assert [finding.what for finding in doctor_settings.comments()] == [f"{name} has a comment in its value."]


@pytest.mark.parametrize(
    ("name", "value"), [("CLINIC_EMAIL_PASSWORD", "a # b"), ("DATABASE_URL", "postgres://a#b"), ("OTHER", "a # b")]
)
def test_a_sign_that_belongs_there_is_no_comment(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    assert name not in " ".join(map(str, doctor_settings.comments()))
