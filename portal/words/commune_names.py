"""Names of communes, as the official code, the post office and people write them, cut into the same words.

One reader for what is typed in the finder and for what files hold: « ST SYLVESTRE S/ LOT » is Saint-Sylvestre-sur-Lot.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from portal.words.folding import fold

LONGEST = 200  # characters read; the longest name of France has 45

ARTICLES = frozenset({"le", "la", "les", "l"})
# Words inside a name that people leave out, and before which they stop typing.
CONNECTIVES = frozenset(
    {
        "a",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "lez",
        "pres",
        "sous",
        "sur",
    }
)
_ABBREVIATIONS = {
    # « St Livrade »: no two communes differ by the gender of their saint, and people do not know it.
    "st": "saint",
    "ste": "saint",
    "sainte": "saint",
    "sts": "saints",
    "stes": "saints",
    "saintes": "saints",
    "s": "sur",
    "ss": "sous",
}
_CEDEX = re.compile(r"\bcedex(?: \d{1,2})?\b")


def name_words(text: str) -> list[str]:
    """Cut a name into folded words, abbreviations spelt out and « CEDEX 9 » left out: « St Léon s/Lot » → saint leon
    sur lot."""
    return list(_cut(text))


# The same name is cut for its spellings and again for its beginnings: of 35,000 names, a second.
@lru_cache(maxsize=8)
def _cut(text: str) -> tuple[str, ...]:
    words = re.findall(r"[a-z0-9]+", _CEDEX.sub(" ", fold(text[:LONGEST])))
    return tuple(_ABBREVIATIONS.get(word, word) for word in words)


def without_article(parts: Sequence[str]) -> Sequence[str]:
    return parts[1:] if len(parts) > 1 and parts[0] in ARTICLES else parts


def begun(parts: Iterable[str], typed: Iterable[str]) -> bool:
    """Whether each word typed begins one of these, in their order: « villeneuve lot » of Villeneuve-sur-Lot."""
    remaining = iter(parts)
    return all(any(part.startswith(word) for part in remaining) for word in typed)


def spellings(name: str) -> tuple[str, ...]:
    """The ways of writing a whole name, as words: « l isle jourdain », « isle jourdain »; « penne d agenais », « penne
    agenais »."""
    full = name_words(name)
    bare = without_article(full)
    elided = [part for part in bare if part not in {"d", "l"}]
    return tuple(dict.fromkeys((" ".join(full), " ".join(bare), " ".join(elided))))


def beginnings(name: str) -> Iterator[str]:
    """The name up to each word where people stop, with its article or without: « castelmoron », « la sauvetat »,
    « sauvetat ». A lone « saint » names nothing."""
    full = name_words(name)
    bare = without_article(full)
    for parts in (bare, full) if bare != full else (bare,):
        first = len(full) - len(bare) if parts is full else 0
        for size in range(first + 1, len(parts)):
            if parts[size - 1] not in CONNECTIVES and list(parts[first:size]) != ["saint"]:
                yield " ".join(parts[:size])
