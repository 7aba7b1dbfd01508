"""What the replica is told of one document."""

from __future__ import annotations

from dataclasses import dataclass

from search.models import SearchDocument


@dataclass(frozen=True, slots=True)
class Change:
    """The document of `key` as it stood at `revision`; None when it was deleted.

    A revision grows with each change of its key, so that the server keeps the newest whatever the order of arrival.
    """

    key: str
    revision: int
    document: SearchDocument | None
