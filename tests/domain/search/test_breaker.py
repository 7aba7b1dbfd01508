"""When a server that may be away is asked."""

from hypothesis import given
from hypothesis import strategies as st

from search.engines.replica.breaker import FAILURES, FIRST_WAIT_S, JITTER, LONGEST_WAIT_S, Breaker, State


def _breaker(chance: float = 0.5) -> tuple[Breaker, list[State]]:
    told: list[State] = []
    return Breaker(lambda: chance, told.append), told


def test_one_failure_is_an_accident_two_open_it() -> None:
    breaker, told = _breaker()
    breaker.failed(0.0)
    assert breaker.allows(0.0)
    breaker.answered()
    breaker.failed(1.0)
    assert breaker.allows(1.0), "the failures are to follow one another"
    breaker.failed(1.0)
    assert not breaker.allows(1.1)
    assert told == ["open"]


def test_one_trial_at_a_time_after_the_wait() -> None:
    breaker, told = _breaker()
    for _ in range(FAILURES):
        breaker.failed(0.0)
    assert not breaker.allows(FIRST_WAIT_S - 0.01)
    assert breaker.allows(FIRST_WAIT_S)
    assert not breaker.allows(FIRST_WAIT_S), "somebody is trying"
    breaker.answered()
    assert breaker.allows(FIRST_WAIT_S)
    assert told == ["open", "trial", "closed"]


def test_each_failed_trial_doubles_the_wait_up_to_a_minute() -> None:
    breaker, _ = _breaker()
    now, waits = 0.0, []
    for _ in range(FAILURES):
        breaker.failed(now)
    for _ in range(7):
        start = now
        while not breaker.allows(now):
            now += 0.5
        waits.append(now - start)
        breaker.failed(now)
    assert waits == [5, 10, 20, 40, 60, 60, 60]


def test_failures_that_were_under_way_do_not_prolong_it() -> None:
    breaker, _ = _breaker()
    for now in (0.0, 0.0, 3.0, 4.0, 4.9):
        breaker.failed(now)
    assert breaker.allows(FIRST_WAIT_S)


def test_a_trial_that_nobody_ended_is_not_for_ever() -> None:
    breaker, _ = _breaker()
    for _ in range(FAILURES):
        breaker.failed(0.0)
    assert breaker.allows(5.0)
    assert not breaker.allows(14.9)
    assert breaker.allows(15.0)


@given(st.floats(0, 0.999), st.lists(st.sampled_from(["failed", "answered", "asked"]), max_size=60))
def test_it_never_waits_longer_than_a_minute_and_some(chance: float, events: list[str]) -> None:
    breaker, _ = _breaker(chance)
    now = 0.0
    for event in events:
        now += 1.0
        if event == "failed":
            breaker.failed(now)
        elif event == "answered":
            breaker.answered()
            assert breaker.allows(now)
        else:
            breaker.allows(now)
    assert breaker.allows(now + LONGEST_WAIT_S * (1 + JITTER) + 0.01)
