import pytest

from tests import builders
from tests.clinic_site.feedback.readers import Clock, Reader


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def reader(client, clock):
    return Reader(client, clock)


@pytest.fixture
def page(clinic):
    return builders.published(builders.question(clinic["editor"]), clinic).page
