"""Filters and their counts are those of the plain definition, item by item."""

from collections import Counter
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from search.counting import Codes, narrow, tally, worth_showing

GROUPS = {"service": ("a", "b", "c"), "public": ("x", "y")}
CODES = [(group, code) for group, codes in GROUPS.items() for code in codes]

items = st.lists(st.frozensets(st.sampled_from(CODES), max_size=4), max_size=12)
selections = st.fixed_dictionaries(
    {}, optional={group: st.frozensets(st.sampled_from((*codes, "unknown"))) for group, codes in GROUPS.items()}
)
open_groups = st.frozensets(st.sampled_from(sorted(GROUPS)))


def bears(codes: Codes, group: str, code: str, is_open: bool) -> bool:
    return (group, code) in codes or (is_open and not any(its_group == group for its_group, _ in codes))


def passes(codes: Codes, selected: Mapping[str, frozenset[str]], is_open: frozenset[str], but: str = "") -> bool:
    return all(
        any(bears(codes, group, code, group in is_open) for code in chosen)
        for group, chosen in selected.items()
        if chosen and group != but
    )


@given(items, selections, open_groups)
def test_a_tally_says_the_same_of_numbers(
    found: list[Codes], selected: dict[str, frozenset[str]], is_open: frozenset[str]
) -> None:
    kept, counts = narrow(range(len(found)), found, selected, GROUPS, is_open)
    told = tally(Counter(found), selected, GROUPS, is_open)
    assert (told.total, told.counts) == (len(kept), counts)
    assert told.without == {
        group: sum(passes(codes, selected, is_open, but=group) for codes in found)
        for group, chosen in selected.items()
        if chosen
    }


@given(items, selections, open_groups)
def test_the_plain_definition(found: list[Codes], selected: dict[str, frozenset[str]], is_open: frozenset[str]) -> None:
    kept, counts = narrow(range(len(found)), found, selected, GROUPS, is_open)
    assert kept == [item for item, codes in enumerate(found) if passes(codes, selected, is_open)]
    assert counts.keys() == GROUPS.keys()
    for group in GROUPS:
        pool = [codes for codes in found if passes(codes, selected, is_open, but=group)]
        named = {code for codes in pool for its_group, code in codes if its_group == group}
        assert counts[group] == {
            code: sum(bears(codes, group, code, group in is_open) for codes in pool)
            for code in named | selected.get(group, frozenset())
        }


@given(items, selections, open_groups)
def test_the_number_beside_a_choice_is_what_one_gets_by_choosing_it_alone(
    found: list[Codes], selected: dict[str, frozenset[str]], is_open: frozenset[str]
) -> None:
    _, counts = narrow(range(len(found)), found, selected, GROUPS, is_open)
    for group, of_group in counts.items():
        for code, count in of_group.items():
            assert len(narrow(range(len(found)), found, {**selected, group: {code}}, (), is_open)[0]) == count


def test_only_the_groups_asked_are_counted() -> None:
    found = [frozenset({("service", "a")}), frozenset({("public", "x")})]
    assert narrow("ab", found, {}) == (["a", "b"], {})
    assert narrow("ab", found, {"service": {"a"}}, ["public"]) == (["a"], {"public": {}})


class TestWorthShowing:
    def test_choices_that_something_bears_in_the_order_given(self) -> None:
        assert worth_showing("cab", {"a": 1, "b": 2, "other": 1}, (), 3) == ["a", "b"]

    def test_nothing_when_no_choice_would_change_the_answer(self) -> None:
        assert worth_showing("ab", {"a": 3, "b": 3}, (), 3) == []
        assert worth_showing("ab", {}, (), 0) == []
        assert worth_showing("ab", {"a": 3, "other": 1}, (), 3) == []

    def test_what_is_chosen_stays_in_sight_else_it_could_not_be_taken_back(self) -> None:
        assert worth_showing("ab", {"a": 3}, {"a"}, 3) == ["a"]
        assert worth_showing("ab", {}, {"b"}, 0) == ["b"]
