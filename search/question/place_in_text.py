"""A place named inside a question: « impots castelmoron », « atelier tablette à Nérac », « caf 47310 ».

Only sure readings count. Many communes bear an everyday word for name (Cours, Salles, Nicole, Condom): these
need a mark, a preposition or a postal code, or to be all that is typed. A misspelt name is one only when it holds a
word that nobody knows, once the words are corrected (`misspelt_place_in_words`).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from portal.words.commune_names import CONNECTIVES, name_words, without_article
from search.question.gazetteer import Choices, Found, Gazetteer
from search.question.synonyms import Synonyms
from search.question.text import SOFT_WORDS, STOP_WORDS, stem

# « à Cours », « près de Sos », « commune de Rives », « j’habite Nicole »: words after which a name is a place.
_MARKS = frozenset(
    {"a", "au", "aux", "autour", "commune", "cote", "habite", "habitons", "pres", "proche", "secteur", "vers"}
)
# What people add to a name: « Marmande centre », « Agen centre ville ».
_WITHIN = (("centre", "ville"), ("centre",))
_LINKS = frozenset({"d", "de", "des", "du", "en", "la", "le", "les"})
_LONGEST = 7  # words: « la sauvetat du dropt 47800 »
_LONGEST_SLIP = 4  # words: « saint silvestre sur lot »
_UNKNOWN_READ = 2  # unknown words for which a misspelt name is looked for; each costs some milliseconds

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

    The longest reading wins, then a marked one, then the last one; « à », « près de » go with it. Without any, a name
    that is also an everyday word is one at the end of a need (« carte grise sos »).
    """
    if gazetteer is None:
        return None, typed
    best: tuple[int, bool, int, int] | None = None
    for start in range(len(typed)):
        marked = not _MARKS.isdisjoint(typed[_run_before(typed, start) : start])
        for end in range(start + 1, min(len(typed), start + _LONGEST) + 1):
            reading = (end - start, marked, start, end)
            if best is not None and reading < best:
                continue
            part = typed[start:end]
            if _names_place(part, marked, gazetteer, synonyms) or (
                _alone(typed, start, end) and _names_home(part, gazetteer, synonyms)
            ):
                best = reading
    if best is not None:
        return _taken(typed, *best[2:])
    last = _ending_a_need(typed, gazetteer, synonyms)
    return (None, typed) if last is None else _taken(typed, last, len(typed))


def misspelt_place_in_words(
    typed: list[str], gazetteer: Gazetteer | None, known: Callable[[str], bool]
) -> tuple[str | None, list[str]]:
    """The same for a name of home that is not well spelt: it holds a word that is not `known` (« foulayronne »)."""
    if gazetteer is None:
        return None, typed
    unknown = [index for index, word in enumerate(typed) if word.isalpha() and not known(word)][:_UNKNOWN_READ]
    for size in range(min(_LONGEST_SLIP, len(typed)), 0, -1):
        for start in range(len(typed) - size + 1):
            part = typed[start : start + size]
            if not any(start <= index < start + size for index in unknown) or part[-1] in CONNECTIVES:
                continue
            if gazetteer.misspelt(" ".join(name_words(" ".join(part)))):
                return _taken(typed, start, start + size)
    return None, typed


def _taken(typed: list[str], start: int, end: int) -> tuple[str, list[str]]:
    """The words of the place, and the words left without « près de » before it nor « centre » after."""
    after = next((len(words) for words in _WITHIN if tuple(typed[end : end + len(words)]) == words), 0)
    if typed[end + after :] and after == 1:
        after = 0  # « Marmande centre social »
    return " ".join(typed[start:end]), typed[: _run_before(typed, start)] + typed[end + after :]


def _alone(typed: list[str], start: int, end: int) -> bool:
    """Say whether nothing else is said: « Sos », « bonjour, je suis de Nicole »."""
    return all(word in STOP_WORDS or word in SOFT_WORDS or word in _MARKS for word in (*typed[:start], *typed[end:]))


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
    whole = gazetteer.names(key, whole=True)
    # « le mas » begins a name and is a farm first; « le passage », whole, is the commune.
    said = names if whole else list(without_article(names))
    ordinary = _ordinary(" ".join(name_words(" ".join(said))), said, synonyms)
    if isinstance(found, Choices):
        # « villeneuve », « ameli sauveterre »: one of them, to be chosen.
        return not numbers and gazetteer.is_home(found.communes[0]) and (marked or not ordinary)
    if not isinstance(found, Found):
        return False
    if numbers:
        return numbers[0] in (*found.commune.postal_codes, found.commune.departement)
    home = gazetteer.is_home(found.commune)
    town = whole and found.commune.population >= _KNOWN_TOWN
    # « Castelmoron-d’Albret »: a whole name of several words is nothing else, were it far or small.
    several = whole and len(set(names) - CONNECTIVES) > 1
    if marked:
        return home or town or (whole and not ordinary)
    return not ordinary and (home or town or several)


def _names_home(part: list[str], gazetteer: Gazetteer, synonyms: Synonyms) -> bool:
    """« nicole », « le passage » and nothing else: a commune of home, but for what the search has an answer to."""
    key = " ".join(name_words(" ".join(part)))
    found = gazetteer.resolve(" ".join(part)) if gazetteer.names(key) and not _means(part, synonyms) else None
    first = found.commune if isinstance(found, Found) else found.communes[0] if isinstance(found, Choices) else None
    return first is not None and gazetteer.is_home(first)


def _ending_a_need(typed: list[str], gazetteer: Gazetteer, synonyms: Synonyms) -> int | None:
    """Where the last words begin, when they are the official name of a commune of home and a need stands before.

    « atelier nicole », « carte nicole » state none; « un sos », « pour Nicole » are not the place of one. « visio
    réunion » is not about La Réunion.
    """
    for start in range(max(1, len(typed) - _LONGEST), len(typed)):
        part = typed[start:]
        if typed[start - 1] in STOP_WORDS or not _names_home(part, gazetteer, synonyms):
            continue
        found = gazetteer.resolve(" ".join(part))
        official = isinstance(found, Found) and name_words(found.commune.name) == name_words(" ".join(part))
        if official and synonyms.state_a_need(typed[:start]):
            return start
    return None


def _ordinary(key: str, names: list[str], synonyms: Synonyms) -> bool:
    """A name that is also a word of the language, or that the search understands as something else."""
    if key.removeprefix("la ") in _EVERYDAY:
        return True
    word = names[-1]
    return len(names) == 1 and (word in STOP_WORDS or word in SOFT_WORDS or _means(names, synonyms))


def _means(names: list[str], synonyms: Synonyms) -> bool:
    """A word that people also say for a need: « cours »."""
    word = names[-1]
    return len(names) == 1 and (word in synonyms.vocabulary.words or (stem(word),) in synonyms)
