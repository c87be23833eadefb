import pytest

from clinic_site.accounts.checks import second_factor


@pytest.mark.parametrize(
    ("is_required", "is_public", "found"), [(True, True, []), (False, False, []), (False, True, ["accounts.W001"])]
)
def test_a_public_site_with_passwords_alone_is_named(settings, is_required: bool, is_public: bool, found: list[str]):
    settings.SECOND_FACTOR, settings.SESSION_COOKIE_SECURE = is_required, is_public

    assert [message.id for message in second_factor(None)] == found
