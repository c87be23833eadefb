import pytest
from django.db import IntegrityError, transaction

from clinic_site.generation.models import Generation, current, lock, move

pytestmark = pytest.mark.django_db


def test_before_anything_was_published_there_is_a_generation():
    assert current() == 1


def test_each_move_is_one_step():
    move()
    after_one = current()
    move()

    assert (after_one, current()) == (2, 3)


def test_a_move_that_is_undone_leaves_the_generation_as_it_was():
    move()
    point = transaction.savepoint()
    move()

    transaction.savepoint_rollback(point)

    assert current() == 2


def test_to_lock_is_not_to_move():
    move()

    assert (lock(), current()) == (2, 2)


def test_there_is_one_row_only():
    move()

    with pytest.raises(IntegrityError), transaction.atomic():
        Generation.objects.create(id=2)
