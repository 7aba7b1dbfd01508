"""Whether it is worth asking a server that may be away. No Django, no clock: `now` is seconds of any clock that only
goes forward.

Closed, everything is asked. Two failures one after the other open it: nothing is asked for 5 s, then one request alone
tries; each trial that fails doubles the wait, 60 s at most, a little more or less so that workers do not come all at
once. The pool of nodes of the client is none: with all nodes dead it gives a dead one again.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Literal

State = Literal["closed", "open", "trial"]

FAILURES = 2
FIRST_WAIT_S, LONGEST_WAIT_S = 5.0, 60.0
JITTER = 0.2
# A trial that nobody ended (the thread was stopped) is over after that.
_TRIAL_S = 10.0


class Breaker:
    """One for a server and a process. `chance` gives numbers of [0, 1[, `tell` is given each change of state."""

    def __init__(self, chance: Callable[[], float], tell: Callable[[State], None] = lambda _state: None) -> None:
        self._lock = Lock()
        self._chance, self._tell = chance, tell
        self.state: State = "closed"
        self._failures = 0
        self._wait = FIRST_WAIT_S
        self._until = 0.0

    def allows(self, now: float) -> bool:
        """Whether to ask; who is allowed says afterwards how it went."""
        with self._lock:
            if self.state == "closed":
                return True
            if now < self._until:
                return False
            self._until = now + _TRIAL_S
            self._become("trial")
            return True

    def answered(self) -> None:
        """The server answered, even if only to refuse what was asked."""
        with self._lock:
            self._failures, self._wait = 0, FIRST_WAIT_S
            self._become("closed")

    def failed(self, now: float) -> None:
        """The server gave no usable answer."""
        with self._lock:
            self._failures += 1
            if self.state == "closed" and self._failures < FAILURES:
                return
            if self.state == "trial":
                self._wait = min(2 * self._wait, LONGEST_WAIT_S)
            if self.state != "open":  # those that were under way when it opened change nothing
                self._until = now + self._wait * (1 + JITTER * (2 * self._chance() - 1))
            self._become("open")

    def _become(self, state: State) -> None:
        if state != self.state:
            self.state = state
            self._tell(state)
