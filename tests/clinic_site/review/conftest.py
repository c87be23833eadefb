import pytest

from tests import builders, copies
from tests.clinic_site.review.days import clock

__all__ = ["clock"]


@pytest.fixture
def clinic(db, clock):
    """Begins on the first day of the clock, so that what is changed later is the newer."""
    return copies.of(builders.clinic)
