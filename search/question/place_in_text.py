"""A place named inside a question: « impots castelmoron », « atelier tablette à Nérac », « caf 47310 ».

Only sure readings count. Many communes bear an everyday word for name (Cours, Salles, Nicole, Condom): these
need a mark, a preposition or a postal code. Nothing is guessed here from a misspelt name: `reading` asks
again once the words are corrected.
"""

from __future__ import annotations

import re

from search.question.gazetteer import CONNECTIVES, Choices, Found, Gazetteer, name_words
from search.question.synonyms import Synonyms
from search.question.text import SOFT_WORDS, STOP_WORDS, stem

# « à Cours », « près de Sos », « commune de Rives »: words after which a name is a place.
_MARKS = frozenset({"a", "au", "aux", "autour", "commune", "cote", "pres", "proche", "secteur", "vers"})
_LINKS = frozenset({"d", "de", "des", "du", "en", "la", "le", "les"})
_LONGEST = 7  # words: « la sauvetat du dropt 47800 »

# Below, a namesake next door is more often an ordinary word than a destination (Leon, Bio, Baron, Tresses).
_KNOWN_TOWN = 2_000  # inhabitants

# Names of communes of the south-west, whole or shortened, that are ordinary words or first names first.
_EVERYDAY = frozenset(
    re.findall(
        r"[a-z]+",
        """
    allons angoisse azur bars bio bourg campagne canals castel cologne condom cours croix durance fours francs
    granges guerin louer mas montagne mouches moulinet moustier nicole orgueil passage pin plaisance pont port
    reunion rions rives sables salles salon sauvetat sos temple tour tresses valence vert ville
    """,
    )
)


def place_in_words(typed: list[str], gazetteer: Gazetteer | None, synonyms: Synonyms) -> tuple[str | None, list[str]]:
    """Give the words that name a place, or None, and the words left.

    The longest reading wins, then a marked one, then the last one; « à », « près de » go with it.
    """
    if gazetteer is None:
        return None, typed
    best: tuple[int, bool, int, int] | None = None
    for start in range(len(typed)):
        marked = not _MARKS.isdisjoint(typed[_run_before(typed, start) : start])
        for end in range(start + 1, min(len(typed), start + _LONGEST) + 1):
            reading = (end - start, marked, start, end)
            if (best is None or reading > best) and _names_place(typed[start:end], marked, gazetteer, synonyms):
                best = reading
    if best is None:
        return None, typed
    start, end = best[2:]
    return " ".join(typed[start:end]), typed[: _run_before(typed, start)] + typed[end:]


def _run_before(typed: list[str], start: int) -> int:
    """Index where the prepositions and articles just before `start` begin."""
    while start and (typed[start - 1] in _MARKS or typed[start - 1] in _LINKS):
        start -= 1
    return start


def _names_place(part: list[str], marked: bool, gazetteer: Gazetteer, synonyms: Synonyms) -> bool:
    names = [word for word in part if not word.isdigit()]
    numbers = [word for word in part if word.isdigit()]
    if len(numbers) > 1 or (numbers and part[0] != numbers[0] and part[-1] != numbers[0]):
        return False
    if not names:
        return len(numbers[0]) == 5 and isinstance(gazetteer.resolve(numbers[0]), Found | Choices)
    key = " ".join(name_words(" ".join(names)))
    if not gazetteer.names(key) or (len(names) > 1 and names[-1] in CONNECTIVES):
        return False
    found = gazetteer.resolve(" ".join(part))
    if not isinstance(found, Found):
        return False
    if numbers:
        return numbers[0] in (*found.commune.postal_codes, found.commune.departement)
    home, whole = gazetteer.is_home(found.commune), gazetteer.names(key, whole=True)
    town = whole and found.commune.population >= _KNOWN_TOWN
    everyday = _ordinary(key, names, synonyms)
    if marked:
        return home or town or (whole and not everyday)
    return not everyday and (home or town)


def _ordinary(key: str, names: list[str], synonyms: Synonyms) -> bool:
    """A name that is also a word of the language, or that the search understands as something else."""
    if key.removeprefix("la ") in _EVERYDAY:
        return True
    word = names[-1]
    return len(names) == 1 and (
        word in STOP_WORDS or word in SOFT_WORDS or word in synonyms.vocabulary.words or (stem(word),) in synonyms
    )
