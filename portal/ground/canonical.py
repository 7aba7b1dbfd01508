"""One address a question: what two addresses have in common when they ask the same thing.

An owner of parameters registers how it reads them. Everywhere else an address with parameters of ours has no canonical
form, so that nobody can make the portal keep a page under endless addresses.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from portal.words.parameters import is_foreign

Parameters = Mapping[str, Sequence[str]]
# None when something typed was left out: the page says so, and is not the same as without it.
Reader = Callable[[Parameters, datetime], str | None]

_readers: dict[str, Reader] = {}


def register_reader(path: str, reader: Reader) -> None:
    """`reader` gives the canonical address (path and query) of what these parameters ask at this very `path`."""
    _readers[path] = reader


def canonical(path: str, parameters: Parameters, now: datetime) -> str | None:
    """The canonical address of a question, None when it has none."""
    ours = {name: values for name, values in parameters.items() if not is_foreign(name)}
    if not ours:
        return path
    reader = _readers.get(path)
    return reader(ours, now) if reader is not None else None
