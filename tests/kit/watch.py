# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for something to become true, with a watchdog."""
import time

WATCHDOG = 60


class TimedOut(AssertionError):
    """What was waited for did not happen."""


def wait_until(predicate, what='it', timeout=WATCHDOG, every=0.02):
    """Returns the predicate's first true value. `what` is for the reader of a failure."""
    deadline = time.monotonic() + timeout
    while True:
        value = predicate()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimedOut('waited %g s for %s; last value: %r' % (timeout, what, value))
        time.sleep(every)


def stays(predicate, seconds, what='it'):
    """The predicate holds the whole time: for showing that something does not happen."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = predicate()
        if not value:
            raise AssertionError('%s did not stay; now: %r' % (what, value))
        time.sleep(0.05)
