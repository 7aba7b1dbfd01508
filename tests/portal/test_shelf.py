"""The shelf of finished answers: its bounds, and who leaves it first."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from portal.roof.serving.shelf import KeptAnswer, Key, Shelf

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(minutes=5)


def answer(size: int = 1_000, version: int = 1, until: datetime = SOON) -> KeptAnswer:
    return KeptAnswer(version, until, (), b"x" * size)


def key(name: object) -> Key:
    return "http://portail", f"/{name}/"


def test_true_for_one_version_and_until_its_moment() -> None:
    shelf = Shelf(1_000_000)
    shelf.put(key("a"), answer())
    assert shelf.get(key("a"), 1, NOW) is not None
    assert shelf.get(key("a"), 2, NOW) is None and len(shelf) == 0
    shelf.put(key("a"), answer())
    assert shelf.get(key("a"), 1, SOON) is None and shelf.bytes == 0


def test_random_addresses_push_out_nothing_that_is_read() -> None:
    shelf = Shelf(100_000)
    for name in ("accueil", "lieux"):
        shelf.put(key(name), answer())
        shelf.get(key(name), 1, NOW)
    for number in range(10_000):
        shelf.put(key(number), answer())
    assert shelf.bytes <= 100_000
    assert shelf.get(key("accueil"), 1, NOW) and shelf.get(key("lieux"), 1, NOW)


def test_what_is_larger_than_a_quarter_of_the_room_is_not_kept() -> None:
    shelf = Shelf(100_000)
    shelf.put(key("tout"), answer(30_000))
    assert len(shelf) == 0


@given(
    st.lists(
        st.tuples(st.sampled_from(("put", "get", "old")), st.integers(0, 30), st.integers(0, 9_000)),
        max_size=200,
    )
)
def test_never_more_than_its_bytes_and_the_count_is_right(steps: list[tuple[str, int, int]]) -> None:
    shelf = Shelf(40_000)
    for step, name, size in steps:
        if step == "put":
            shelf.put(key(name), answer(size))
        else:
            shelf.get(key(name), 1 if step == "get" else 2, NOW)
        held = [*shelf._outer.values(), *shelf._inner.values()]
        assert shelf.bytes == sum(one.size for one in held) <= 40_000
        assert shelf._inner_bytes == sum(one.size for one in shelf._inner.values()) <= 30_000
