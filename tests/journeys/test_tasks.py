import pytest

from tests.journeys.review_tasks import REVIEW, set_the_scene
from tests.journeys.tasks import TASKS, allow_one_signature, counted

pytestmark = pytest.mark.browser


def test_no_task_takes_more_presses_than_promised(chromium, site):
    counts = {}
    set_the_scene(site)

    for task in sorted((*REVIEW, *TASKS), key=lambda task: task.needs_one_signature):
        if task.needs_one_signature:
            allow_one_signature(site)
        counts[task] = counted(task, chromium, site).promised(task)

    assert {task.name: count for task, count in counts.items() if count > task.at_most} == {}
    assert min(counts.values()) > 0
