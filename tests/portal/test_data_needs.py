"""The walk through nested blocks, on any nesting."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from wagtail.blocks import Block, BoundBlock, CharBlock, ListBlock, StreamBlock, StructBlock

from portal.blocks.data_needs import DataKind, DataNeeds, NeedsData, all_needs

WORDS: DataKind[str, str] = DataKind("words")


class WordBlock(NeedsData, CharBlock):
    def data_needs(self, value: Any) -> DataNeeds:
        return {WORDS: [str(value)]}


def in_list(inner: tuple[Block, Any, list[str]], times: int) -> tuple[Block, Any, list[str]]:
    block, value, words = inner
    return ListBlock(block), [value] * times, words * times


def in_struct(inner: tuple[Block, Any, list[str]], times: int) -> tuple[Block, Any, list[str]]:
    block, value, words = inner
    names = [f"part{number}" for number in range(times)]
    return StructBlock([(name, block) for name in names]), dict.fromkeys(names, value), words * times


def in_stream(inner: tuple[Block, Any, list[str]], times: int) -> tuple[Block, Any, list[str]]:
    block, value, words = inner
    plain = {"type": "plain", "value": "asks nothing"}
    return (
        StreamBlock([("piece", block), ("plain", CharBlock())]),
        [plain, *[{"type": "piece", "value": value}] * times],
        words * times,
    )


@given(
    st.text(alphabet="abc", min_size=1, max_size=3),
    st.lists(st.tuples(st.sampled_from([in_list, in_struct, in_stream]), st.integers(0, 3)), max_size=5),
)
def test_every_need_is_found_once_in_any_nesting(word: str, layers: list[Any]) -> None:
    """Each layer repeats what is inside it: the words expected are counted while the nesting is built."""
    built: tuple[Block, Any, list[str]] = (WordBlock(), word, [word])
    for wrap, times in layers:
        built = wrap(built, times)
    block, raw, words = built
    found = [key for _kind, keys in all_needs(BoundBlock(block, block.to_python(raw))) for key in keys]
    assert found == words
