"""Finished answers kept in memory, bounded in bytes, the least used out first."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from portal.ground.compression import TOO_SHORT, Encoding, compressed, etag_of

Key = tuple[str, str]  # scheme and host, address of the question


@dataclass(slots=True)
class KeptAnswer:
    """A whole answer: headers, body, and the compressed forms that somebody asked for.

    True for one `version` of the content, and `until` a moment.
    """

    version: int
    until: datetime
    headers: tuple[tuple[str, str], ...]
    content: bytes
    _digest: str = ""
    _forms: dict[Encoding, bytes] = field(default_factory=dict)

    def etag(self, encoding: Encoding) -> str:
        if not self._digest:
            self._digest = hashlib.blake2b(self.content, digest_size=16).hexdigest()
        return etag_of(f'"{self._digest}"', encoding)

    def form(self, encoding: Encoding) -> bytes:
        if encoding == "identity":
            return self.content
        if encoding not in self._forms:
            self._forms[encoding] = compressed(self.content, encoding)
        return self._forms[encoding]

    def best(self, encoding: Encoding) -> Encoding:
        return encoding if len(self.content) > TOO_SHORT else "identity"

    @property
    def size(self) -> int:
        """Bytes: the compressed forms weigh a fifth of the text each, whether already made or not."""
        return len(self.content) * 7 // 5 + 1_000


class Shelf:
    """Answers by key. One that is asked again moves to the inner part, three quarters of the room.

    Addresses made up at random (a text in the search box may be anything) pass through the outer part only and push
    nothing out that people really read.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self._lock = threading.Lock()
        self._outer: OrderedDict[Key, KeptAnswer] = OrderedDict()
        self._inner: OrderedDict[Key, KeptAnswer] = OrderedDict()
        self._inner_bytes = 0
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._outer) + len(self._inner)

    def get(self, key: Key, version: int, now: datetime) -> KeptAnswer | None:
        """The answer, when it is still true."""
        with self._lock:
            found = self._inner.get(key) or self._outer.get(key)
            if found is None:
                return None
            if found.version != version or found.until <= now:
                self._drop(key)
                return None
            if key in self._inner:
                self._inner.move_to_end(key)
            else:
                self._inner[key] = self._outer.pop(key)
                self._inner_bytes += found.size
                while self._inner_bytes > self.most_bytes * 3 // 4:
                    old, answer = self._inner.popitem(last=False)
                    self._inner_bytes -= answer.size
                    self._outer[old] = answer
            return found

    def put(self, key: Key, answer: KeptAnswer) -> None:
        with self._lock:
            self._drop(key)
            if answer.size > self.most_bytes // 4:
                return
            self._outer[key] = answer
            self.bytes += answer.size
            while self.bytes > self.most_bytes:
                oldest = next(iter(self._outer or self._inner))
                self._drop(oldest)

    def _drop(self, key: Key) -> None:
        if (answer := self._outer.pop(key, None)) is not None:
            self.bytes -= answer.size
        elif (answer := self._inner.pop(key, None)) is not None:
            self.bytes -= answer.size
            self._inner_bytes -= answer.size
