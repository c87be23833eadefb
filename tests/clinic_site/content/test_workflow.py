import pytest

from clinic_site.content import publishing, workflow
from clinic_site.content.event import Event
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.revision import State
from tests import builders


def test_the_whole_way_makes_one_event_a_verb(clinic):
    page = builders.article(clinic["editor"])
    before = Event.objects.count()

    revision = builders.published(page, clinic)

    assert revision.state == State.PUBLISHED
    verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True)[before:])
    assert verbs == ["submit", "approve", "publish"]
