"""Where one stands in the guide: a question, and what was answered so far, which is a question to the finder.

The addresses carry the finder's own parameters, so that the last answer only changes the path. No Django here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from directory.addresses import GUIDE
from directory.finder.query import FinderQuery


class Step(StrEnum):
    """The three questions; the value is the path of each."""

    NEED = GUIDE
    WHERE = f"{GUIDE}ou/"
    WHEN = f"{GUIDE}quand/"

    @property
    def number(self) -> int:
        return list(Step).index(self) + 1


@dataclass(frozen=True)
class GuideQuery:
    step: Step
    asked: FinderQuery

    @property
    def page(self) -> int:
        return 1

    @property
    def wider(self) -> None:
        """A guide has no list to widen."""

    def at(self, step: Step) -> GuideQuery:
        return replace(self, step=step)

    def address(self, **changes: Any) -> str:
        """The address of this step with some of the answers changed."""
        answers = urlsplit(self.asked.address(**changes)).query
        return f"{self.step.value}?{answers}" if answers else self.step.value
