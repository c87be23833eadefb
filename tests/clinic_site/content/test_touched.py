from clinic_site.content import touched, workflow
from clinic_site.content.touched import EVERYTHING, Touched
from tests import builders
from tests.clinic_site.content.lives import withdrawn


def test_nothing_was_touched_before_it_is_asked_first(clinic):
    builders.published(builders.question(clinic["editor"], "sore"), clinic)

    assert Touched()() == frozenset()


def test_a_page_is_told_once_by_its_number_and_its_address(clinic):
    page = builders.question(clinic["editor"], "sore")
    asking = Touched()
    asking()

    builders.published(page, clinic)

    assert asking() == {page.number_id.encode(), page.path.encode()}
    assert asking() == frozenset()


def test_a_withdrawn_page_is_told_by_its_own_address(clinic):
    page, other = (builders.published(builders.question(clinic["editor"], slug), clinic).page for slug in ("a", "b"))
    asking = Touched()
    asking()

    withdrawn(page.revisions.get(), clinic, other)

    assert {page.number_id.encode(), page.path.encode()} <= asking()


def test_who_knows_the_last_event_is_told_what_came_after_it(clinic):
    page = builders.question(clinic["editor"], "sore")

    builders.published(page, clinic)

    assert page.number_id.encode() in Touched(0)()


def test_after_a_load_of_many_pages_everything_is_forgotten(clinic, monkeypatch):
    monkeypatch.setattr(touched, "MOST", 1)
    asking = Touched()
    asking()

    for slug in ("a", "b"):
        workflow.submit(builders.question(clinic["editor"], slug), by=clinic["editor"], note="First text.")

    assert asking() == EVERYTHING
    assert b"" in b"any text"
