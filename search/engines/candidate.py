"""A document that a question may find, and what its words are worth in it: what every engine puts in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from search.counting import Codes


class Candidate(NamedTuple):
    """A document of the right kind and place. `pk` is that of its row in the index of the database, `name` what titles
    are sorted by, `complete` whether it holds every required idea."""

    pk: int
    key: str
    codes: Codes
    approximate: bool
    insee: str
    zone: str
    by_date: bool
    boost: float
    name: str
    km: float | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Match:
    """Best term score of each required and optional idea in one document; 0.0 for one that it lacks.

    `strengths` gives the planner weight of the best term found for each required idea (see `search.scoring`).
    """

    required: tuple[float, ...]
    optional: tuple[float, ...]
    strengths: tuple[float, ...] = ()

    @property
    def complete(self) -> bool:
        return all(self.required)


ANY = Match((), ())  # what every document is worth when nothing is asked
