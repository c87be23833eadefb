import pytest

from tests.journeys.tasks import TASKS, allow_one_signature, counted

pytestmark = pytest.mark.browser


def test_no_task_takes_more_presses_than_promised(chromium, site):
    counts = {}

    for task in sorted(TASKS, key=lambda task: task.needs_one_signature):
        if task.needs_one_signature:
            allow_one_signature(site)
        counts[task.name] = counted(task, chromium, site)

    assert {task.name: counts[task.name] for task in TASKS if counts[task.name] > task.at_most} == {}
    assert min(counts.values()) > 0
