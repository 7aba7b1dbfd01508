"""Who has something to propose: each room registers its kinds in `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from search.suggest.entries import Entry

Words = str | Promise  # translated when shown


@dataclass(frozen=True, slots=True)
class Proposals:
    """One kind of proposals: the word that people read beside each (« lieu »), its rank, and who gives them."""

    kind: str
    word: Words
    order: int
    give: Callable[[], Iterable[Entry]]


_kinds: dict[str, Proposals] = {}


def propose(proposals: Proposals) -> None:
    """Add a kind. The same kind registered again takes the place of the former one."""
    _kinds[proposals.kind] = proposals


def kinds() -> tuple[Proposals, ...]:
    return tuple(sorted(_kinds.values(), key=lambda one: one.order))
