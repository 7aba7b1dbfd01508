"""One address a question: what two addresses have in common when they ask the same thing.

An owner of parameters registers how its page reads them. Everywhere else an address with parameters of ours has no such
form, so that nobody can make the portal keep a page under endless addresses.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from portal.words.parameters import is_foreign

Parameters = Mapping[str, Sequence[str]]


class Question(Protocol):
    @property
    def page(self) -> int: ...

    def address(self, *, page: int, **changes: Any) -> str: ...


# The question, and one sentence for each thing that was left out. Never raises.
Reader = Callable[[Parameters, datetime], tuple[Question, tuple[str, ...]]]

_readers: dict[str, Reader] = {}


def register_reader(path: str, reader: Reader) -> None:
    """`reader` is the one that the page at this very `path` reads its parameters with."""
    _readers[path] = reader


def one_address(path: str, parameters: Parameters, now: datetime) -> str | None:
    """The address (path and query) that all who ask this share.

    None when it has none: nobody reads these parameters, or something typed was left out, and the page says so.
    """
    ours = {name: values for name, values in parameters.items() if not is_foreign(name)}
    if not ours:
        return path
    reader = _readers.get(path)
    if reader is None:
        return None
    question, notices = reader(ours, now)
    return None if notices else question.address(page=question.page)
