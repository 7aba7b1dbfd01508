"""Writes `words.txt.gz` from the French spelling dictionary (see README.md beside): run once a new version of it.

    python -m search.question.french.derive path/to/index.aff path/to/index.dic

The dictionary is lemmas with flags, the flags are rules of endings. What is kept: every form in small letters, folded,
of four letters or more, without the tenses that nobody types (« imprimâmes », « imprimassions »).
"""

from __future__ import annotations

import gzip
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from portal.words.folding import fold

TARGET = Path(__file__).with_name("words.txt.gz")
SHORTEST, LONGEST = 4, 24  # letters: shorter words are never corrected but to acronyms

_BOOKISH = re.compile(r"(?:[âîû]mes|[âîû]tes|[âîû]t|èrent|[aiu]ss(?:es?|ions|iez)|assent|ussent)$")
_FORBIDDEN = "--"


class Ending(NamedTuple):
    """« er » → « ant » where the word ends as `condition` says."""

    strip: str
    add: str
    condition: re.Pattern[str]


def endings(affixes: Iterable[str]) -> Mapping[str, list[Ending]]:
    """The rules of endings of each flag, from the lines of an `.aff` file."""
    found: dict[str, list[Ending]] = defaultdict(list)
    for line in affixes:
        cells = line.split()
        if len(cells) >= 5 and cells[0] == "SFX":
            _, flag, strip, add, condition = cells[:5]
            add = add.partition("/")[0]
            found[flag].append(
                Ending(
                    strip.replace("0", ""),
                    add.replace("0", ""),
                    re.compile(f"{condition}$" if condition != "." else ""),
                )
            )
    return found


def forms(entries: Iterable[str], rules: Mapping[str, list[Ending]]) -> Iterator[str]:
    """The lemmas of a `.dic` file and their forms, as they are written."""
    for entry in entries:
        lemma, _, flags = entry.split()[0].partition("/") if entry.strip() else ("", "", "")
        if not lemma.islower():  # names of people and of places, acronyms
            continue
        yield lemma
        for flag in map("".join, zip(flags[::2], flags[1::2], strict=False)):
            for strip, add, condition in rules.get(flag, ()):
                if lemma.endswith(strip) and condition.search(lemma) and not _BOOKISH.search(add):
                    yield lemma[: len(lemma) - len(strip)] + add


def kept(written: Iterable[str]) -> list[str]:
    """The words that a question may hold, folded, in order, each once."""
    folded = map(fold, written)
    return sorted({word for word in folded if word.isalpha() and word.isascii() and SHORTEST <= len(word) <= LONGEST})


def main(affixes: Path, dictionary: Path) -> None:
    rules = endings(affixes.read_text(encoding="utf-8").splitlines())
    words = kept(forms(dictionary.read_text(encoding="utf-8").splitlines(), rules))
    TARGET.write_bytes(gzip.compress("\n".join(words).encode(), mtime=0))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
