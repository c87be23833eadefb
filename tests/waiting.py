"""What another thread, process or page does in its own time is waited for, never slept for."""

import time


def wait_until(true, seconds: float = 90) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "that took too long"
        time.sleep(0.05)
