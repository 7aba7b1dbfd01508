"""A place named inside a question: « impots castelmoron », « atelier tablette à Nérac », « caf 47310 ».

Only sure readings count. Many communes bear an everyday word for name (Cours, Salles, Nicole, Condom): these
need a mark, a preposition or a postal code, or to be all that is typed. A misspelt name is one only when it holds a
word that nobody knows, and looks more like it than like a word that answers something.
"""

from __future__ import annotations

import re
from collections.abc import Container
from math import inf
from typing import Protocol

from portal.words.commune_names import ARTICLES, CONNECTIVES, name_words, without_article
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
_UNKNOWN_READ = 2  # unknown words for which a misspelt name is looked for,
_RUNS_READ = 6  # each with so many of the words around it: one look costs some milliseconds
_SHORTEST_SLIP = 6  # letters: a short name is a slip away from too many words,
_SHORTEST_EXPECTED = 4  # but where a place is expected
_LONG = 10  # letters in which two slips are believed

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


class Spelling(Protocol):
    """What is known of the words of a question (`reading.Lexicon`)."""

    def spells(self, word: str) -> bool:
        """Know the word as it is written."""

    def slips(self, word: str, names: Container[str]) -> float:
        """What it costs to read the word as another one, that answers something and is none of the `names`; infinite
        when there is none."""


def place_in_words(
    typed: list[str], gazetteer: Gazetteer | None, synonyms: Synonyms, spelling: Spelling
) -> tuple[str | None, list[str]]:
    """Give the words that name a place, or None, and the words left.

    The longest reading wins, then a marked one, then the last one; « à », « près de » go with it. A misspelt name wins
    over a shorter one that it holds: « saint piere de clairac » is not Clairac. Without any, a name that is also an
    everyday word is one at the end of a need (« carte grise sos »).
    """
    if gazetteer is None:
        return None, typed
    span = _well_spelt(typed, gazetteer, synonyms)
    slip = _misspelt(typed, gazetteer, synonyms, spelling)
    if slip is not None and (span is None or (slip[0] <= span[0] and span[1] <= slip[1])):
        span = slip
    if span is None and (last := _ending_a_need(typed, gazetteer, synonyms)) is not None:
        span = last, len(typed)
    return (None, typed) if span is None else _taken(typed, *span)


def _well_spelt(typed: list[str], gazetteer: Gazetteer, synonyms: Synonyms) -> tuple[int, int] | None:
    best: tuple[int, bool, int, int] | None = None
    for start in range(len(typed)):
        marked = _marked(typed, start)
        for end in range(start + 1, min(len(typed), start + _LONGEST) + 1):
            reading = (end - start, marked, start, end)
            if best is not None and reading < best:
                continue
            part = typed[start:end]
            if _names_place(part, marked, gazetteer, synonyms) or (
                _alone(typed, start, end) and _names_home(part, gazetteer, synonyms)
            ):
                best = reading
    return None if best is None else best[2:]


def _misspelt(typed: list[str], gazetteer: Gazetteer, synonyms: Synonyms, spelling: Spelling) -> tuple[int, int] | None:
    """Where a name of home stands that is not well spelt: it holds a word that nobody knows (« foulayronne »).

    The words around that word are tried with it as long as they are words of names (« saint silvestre sur lot »).
    """
    unknown = [index for index, word in enumerate(typed) if word.isalpha() and not spelling.spells(word)]
    for index in unknown[:_UNKNOWN_READ]:
        first, last = index, index + 1
        while first and _of_a_name(typed[first - 1], gazetteer, spelling):
            first -= 1
        while last < len(typed) and _of_a_name(typed[last], gazetteer, spelling):
            last += 1
        spans = [
            (start, end)
            for start in range(first, index + 1)
            for end in range(index + 1, last + 1)
            if typed[start] not in _LINKS - ARTICLES and typed[end - 1] not in CONNECTIVES
        ]
        spans.sort(key=lambda span: (span[0] - span[1], span[0]))
        for start, end in spans[:_RUNS_READ]:
            if _means_home(typed, start, end, gazetteer, synonyms, spelling):
                return start, end
    return None


def _of_a_name(word: str, gazetteer: Gazetteer, spelling: Spelling) -> bool:
    """« saint », « sur », or a word that nobody knows; « à », « près » stand before a name."""
    if word in _MARKS:
        return False
    return not gazetteer.words_of_home.isdisjoint(name_words(word)) or not (spelling.spells(word) or word.isdigit())


def _means_home(
    typed: list[str], start: int, end: int, gazetteer: Gazetteer, synonyms: Synonyms, spelling: Spelling
) -> bool:
    """Whether these words are a slip for a commune of home rather than for a word that answers something.

    Of two readings as near, the commune is meant where one is expected: after « à », or beside a need already said.
    """
    part = typed[start:end]
    name = " ".join(name_words(" ".join(part)))
    expected = _marked(typed, start) or synonyms.state_a_need(typed[:start] + typed[end:])
    if len(name) < (_SHORTEST_EXPECTED if expected else _SHORTEST_SLIP):
        return False
    slips = gazetteer.slips(name)
    if slips > (2 if len(name) >= _LONG else 1):
        return False
    other = min(
        (spelling.slips(word, gazetteer.words_of_home) for word in part if not spelling.spells(word)), default=inf
    )
    return len(part) > 1 or slips < other or (slips == other and expected)


def _marked(typed: list[str], start: int) -> bool:
    return not _MARKS.isdisjoint(typed[_run_before(typed, start) : start])


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
