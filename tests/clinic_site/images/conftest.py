import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def static_folder(settings, tmp_path):
    """WhiteNoise warns of a folder that nobody has collected files into yet."""
    settings.STATIC_ROOT = tmp_path


@pytest.fixture
def colleague(db):
    """Staff, with no permission of any kind."""
    return get_user_model().objects.create_user("colleague@clinic.example", "Colleague")


@pytest.fixture
def editor(db):
    user = get_user_model().objects.create_user("editor@clinic.example", "Editor")
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="images"))
    return user
