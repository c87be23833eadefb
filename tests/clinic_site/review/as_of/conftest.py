import pytest

from tests.clinic_site.review.as_of.past import Clock, Reader


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def reader(clock, clinic):
    return Reader(clock)
