"""Is it a French word? What is well spelt was meant, whether or not anything here answers it.

Without such a list a word that the index does not hold is read as the nearest one that it does: « pompier » became
papier, « linge » ligne, « mariage » Marie (43 of 180 common words). Where the list comes from: README.md beside.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("words.txt.gz")


def is_french(word: str) -> bool:
    """Whether a folded word of four letters or more is one of the spelling dictionary, in any of its usual forms."""
    text, sought = _text(), word.encode()
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        start = text.rfind(b"\n", low, middle) + 1 or low
        end = text.find(b"\n", middle)
        if (found := text[start:end]) == sought:
            return True
        low, high = (end + 1, high) if found < sought else (low, start)
    return False


@cache
def _text() -> bytes:
    """One text of 4 MB, searched by halves: as many Python strings would take 25."""
    return gzip.decompress(_FILE.read_bytes()) + b"\n"
