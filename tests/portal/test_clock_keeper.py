"""A clock that was killed starts again, and ends with the server."""

import os
import signal
import sys
import time

import pytest

from portal.roof.clock.keeper import Keeper

SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]
DIES = [sys.executable, "-c", "raise SystemExit(1)"]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def another(keeper: Keeper, former: int) -> int:
    for _ in range(100):
        pid = keeper.pid
        if pid is not None and pid != former:
            return pid
        time.sleep(0.05)
    raise AssertionError("not started again")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_clock_starts_again(how: signal.Signals, caplog: pytest.LogCaptureFixture) -> None:
    keeper = Keeper(SLEEPS, pause=0.05)
    keeper.start()
    try:
        first = keeper.pid
        assert first is not None
        os.kill(first, how)
        second = another(keeper, first)
        assert alive(second)
        assert "started again" in caplog.text
    finally:
        keeper.end()
    assert not alive(second)


def test_one_that_cannot_start_is_tried_at_each_look_only(caplog: pytest.LogCaptureFixture) -> None:
    keeper = Keeper(DIES, pause=0.3)
    keeper.start()
    time.sleep(1)
    keeper.end()
    assert 1 <= caplog.text.count("started again") <= 4


def test_the_end_of_the_server_is_the_end_of_the_clock() -> None:
    keeper = Keeper(SLEEPS, pause=0.05)
    keeper.start()
    keeper.end()
    assert keeper.pid is not None and not alive(keeper.pid)
