"""Records of one same door made one."""

from typing import Any

import pytest

from directory.exchange.merges import Merge, merged, merges_from
from tests.factories.records import a_record


def test_a_merge_whose_kept_record_is_missing_drops_nothing() -> None:
    records = [a_record(id="seul")]
    assert merged(records, [Merge("absent", ("seul",))]) == records


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"keep": "a", "drop": ["b"]}, {"keep": "b", "drop": ["c"]}], "named twice"),
        ([{"keep": "a", "drop": ["b"], "take": {"couleur": "b"}}], "not a field"),
        ([{"keep": "a", "drop": ["b"], "union": ["nom"]}], "not multiple"),
    ],
)
def test_a_faulty_merge_file_is_refused(rows: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        merges_from(rows)
