"""What typed words mean: the ideas to look for, the place named among them, the corrections made.

Order: fold and cut into words → place inside the text → correction → (place again, now well spelt) →
phrases and synonyms → stems. Correction comes before synonyms, else a misspelt word never meets them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from rapidfuzz.distance import OSA

from portal.words.commune_names import name_words
from search.question.french.dictionary import is_french
from search.question.gazetteer import Found, Gazetteer
from search.question.place_in_text import place_in_words
from search.question.synonyms import SERVED_BY, Synonyms
from search.question.text import COUNTRIES, SOFT_WORDS, STOP_WORDS, phonetic, stem, words
from search.question.vocabulary import Correction, Vocabulary
from search.scoring import WORTH_STEP, idf
from search.types import Idea, WeightedTerm

# A question is a few words; the rest of a pasted letter would only cost time.
MAX_TEXT = 300
MAX_WORDS = 16

# Small words inside words that were run together: « numéro de sécu », « carte d’identité ».
_LINKS = ("a", "au", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les")

_TOO_SHORT = 4  # letters
_MEANT = 0.3  # what a word costs less for being one of a need, or of a phrase with its neighbours
_NO_CHANCE = 7  # letters

_SOFT_STEMS = frozenset(map(stem, SOFT_WORDS))
_SOFT = Vocabulary({word: 1 for word in SOFT_WORDS if len(word) >= 6})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that count as well spelt, and the readings of the other ones."""

    vocabulary: Vocabulary
    synonyms: Synonyms

    def knows(self, word: str) -> bool:
        """What is well spelt was meant: « pompier » is no « papier », were there no fireman in the index."""
        return self.spells(word) or word in self.vocabulary or word in self.synonyms.vocabulary or not word.isalpha()

    def spells(self, word: str) -> bool:
        """Know the word as it is written, not only another form of it."""
        return (
            word in STOP_WORDS
            or word in SOFT_WORDS
            or word in COUNTRIES
            or word in self.vocabulary.words
            or word in self.synonyms.vocabulary.words
            or is_french(word)
        )

    def slips(self, word: str, names: Container[str]) -> float:
        """What the best reading of an unknown word costs, words of `names` left out."""
        return min((one.cost for one in self._readings(word) if one.words[0] not in names), default=inf)

    def best(self, word: str, before: str = "", after: str = "") -> Correction | None:
        """The best reading of an unknown word between two others: of those as close, one that is a word of a need
        (« junes » is jeunes before « unes », read somewhere), or that stands so in a phrase (« vie socale »)."""
        beside = self.synonyms.words_beside(before, after)
        needs = self.synonyms.vocabulary.words

        def cost(one: Correction) -> tuple[float, Correction]:
            said = one.words[0] if len(one.words) == 1 else ""
            return one.cost - _MEANT * ((said in needs) + (said in beside)), one

        return min(self._readings(word), key=cost, default=None) or self._too_short(word, beside)

    def _readings(self, word: str) -> list[Correction]:
        return [
            *self.vocabulary.corrections(word),
            *self.synonyms.vocabulary.corrections(word),
            *_SOFT.corrections(word),
            *self._splits(word),
        ]

    @staticmethod
    def _too_short(word: str, beside: Iterable[str]) -> Correction | None:
        """« mo de passe » → mot: a word too short to be corrected by itself is read with its neighbours, as a slip or
        the sound of the word that stands so in a phrase."""
        if not 2 <= len(word) <= _TOO_SHORT:
            return None
        close = [one for one in beside if OSA.distance(word, one) == 1 or phonetic(word) == phonetic(one)]
        return min((Correction(1.0, 0, (one,)) for one in close), default=None)

    def _splits(self, word: str) -> list[Correction]:
        """« cartegrise » → carte grise, « numerodesecu » → numéro de sécu: both ends known, neither a mere letter or
        two, small words alone between them. Of a word that the search knows and a French one, one is no surer than a
        slip."""
        found: list[Correction] = []
        for i in range(3, len(word) - 2):
            first = word[:i]
            for link in ("", *(link for link in _LINKS if word.startswith(link, i))):
                last = word[i + len(link) :]
                known = self._content(first) + self._content(last)
                french = known == 1 and all(map(is_french, (first, last)))
                if len(last) > 2 and (known == 2 or french):
                    parts = (first, link, last) if link else (first, last)
                    phrase = (stem(first), stem(last)) in self.synonyms
                    found.append(Correction(0.8 if phrase else 0.9 if known == 2 else 1.0, 0, parts))
        return found

    def _content(self, word: str) -> bool:
        return word in self.vocabulary.words or word in self.synonyms.vocabulary.words

    def joined(self, left: str, right: str) -> str | None:
        """« photo copie » → photocopie, « télé phone »: when a part means nothing alone, or both are words of their own
        but no phrase, and long enough together to be no chance."""
        whole = left + right
        if len(whole) <= 4 or not self._content(whole):
            return None
        small = {left, right} & (STOP_WORDS | SOFT_WORDS)
        alone = self.means(left) and self.means(right)
        chance = bool(small) or len(whole) < _NO_CHANCE or (stem(left), stem(right)) in self.synonyms
        return None if alone and chance else whole

    def means(self, word: str) -> bool:
        """Whether a word says something here, in some form: that one asks, or what is asked."""
        return word in STOP_WORDS or word in SOFT_WORDS or word in self.vocabulary or word in self.synonyms.vocabulary


@dataclass(frozen=True, slots=True)
class Reading:
    """What typed words mean.

    `required` ideas are looked for, `optional` ones only raise the score: see `within` for those worth it. `left` is
    the text that they come from: folded, corrected, without the words of `place`, which `Gazetteer.resolve`
    understands (None without any).
    `subject` is what is looked for, in the words of the question without those that ask it (« carte grise »).
    `corrections` are all the pairs (typed, used) to tell, those of the words of the place included; of a word that is
    not looked for (« abite ») there is nothing to tell.
    """

    required: tuple[Idea, ...] = ()
    optional: tuple[Idea, ...] = ()
    left: str = ""
    place: str | None = None
    corrections: tuple[tuple[str, str], ...] = ()

    def within(self, held: Mapping[str, int]) -> Reading:
        """What is worth looking for among documents that hold these stems, each in so many of them.

        Beside an idea that they hold in their own words, one that only a wide service is for (« compte Ameli ») raises
        the score, and one that none of them holds in any way is left out: it could only empty the answer. Alone, both
        are looked for. A soft word that they hold is what one looks for when there is nothing else (« aide »); with a
        place all is asked for (« aide à Lafox »).
        """
        told = [idea for idea in self.required if _told(idea, held)]
        wide = [idea for idea in self.required if idea not in told and _wide(idea)]
        required = told or wide or list(self.required)
        optional = [*(wide if told else ()), *(idea for idea in self.optional if _told(idea, held))]
        if not required and self.place is None:
            required, optional = optional, []
        worths = _worths(required, held)
        return replace(
            self,
            required=tuple(replace(idea, worth=worth) for idea, worth in zip(required, worths, strict=True)),
            optional=tuple(optional),
        )

    @property
    def subject(self) -> str:
        return " ".join(idea.typed for idea in self.required)


def read(text: str, vocabulary: Vocabulary, synonyms: Synonyms, gazetteer: Gazetteer | None = None) -> Reading:
    """Read a question. Without a gazetteer (the place has been asked apart) no place is looked for.

    Never raises: NUL, operators and endless inputs are only words.
    """
    typed = words(text[:MAX_TEXT])[:MAX_WORDS]
    lexicon = Lexicon(vocabulary, synonyms)
    place, rest = place_in_words(typed, gazetteer, synonyms, lexicon)
    used, corrections = _correct(rest, lexicon)
    if place is None and used != rest:
        place, used = place_in_words(used, gazetteer, synonyms, lexicon)
    if place and gazetteer and (name := _meant(place, gazetteer)) != place:
        corrections.append((place, name))
        place = name
    required, optional = _ideas(used, synonyms)
    return Reading(tuple(required), tuple(optional), " ".join(used), place, tuple(corrections))


def _meant(place: str, gazetteer: Gazetteer) -> str:
    """The name that a misspelt one stands for, as it is folded; any other stays as it was typed."""
    name = " ".join(name_words(place))
    found = gazetteer.resolve(place) if name.replace(" ", "").isalpha() and gazetteer.slips(name) < inf else None
    return " ".join(words(found.commune.name)) if isinstance(found, Found) else place


def _correct(typed: list[str], lexicon: Lexicon) -> tuple[list[str], list[tuple[str, str]]]:
    joins = {i: whole for i, (a, b) in enumerate(pairwise(typed)) if (whole := lexicon.joined(a, b))}
    used: list[str] = []
    corrections: list[tuple[str, str]] = []
    skip = False

    def around(i: int) -> tuple[str, str]:
        before, after = reversed(typed[:i]), typed[i + 1 :]
        first, last = (next((one for one in some if one not in STOP_WORDS), "") for some in (before, after))
        return first, last

    for i, word in enumerate(typed):
        if skip:
            skip = False
        elif i in joins:
            used.append(joins[i])
            corrections.append((f"{word} {typed[i + 1]}", joins[i]))
            skip = True
        elif lexicon.knows(word) or (best := lexicon.best(word, *around(i))) is None:
            used.append(word)
        else:
            used.extend(best.words)
            if not all(one in STOP_WORDS or one in SOFT_WORDS for one in best.words):
                corrections.append((word, " ".join(best.words)))
    return used, corrections


def _ideas(used: list[str], synonyms: Synonyms) -> tuple[list[Idea], list[Idea]]:
    content = [index for index, word in enumerate(used) if word not in STOP_WORDS]
    stems = [stem(used[index]) for index in content]
    required: dict[tuple[str, ...], Idea] = {}
    optional: dict[tuple[str, ...], Idea] = {}
    i = 0
    while i < len(stems):
        size = next(
            (n for n in range(min(synonyms.longest, len(stems) - i), 1, -1) if tuple(stems[i : i + n]) in synonyms),
            1,
        )
        phrase = tuple(stems[i : i + size])
        soft = size == 1 and phrase[0] in _SOFT_STEMS
        terms = synonyms.expand(phrase)
        # As it was typed: « un ordinateur pas cher » is not « ordinateur cher ».
        typed = " ".join(used[content[i] : content[i + size - 1] + 1])
        (optional if soft else required).setdefault(phrase, Idea(terms, typed))
        i += size
    return list(required.values()), list(optional.values())


def _worths(ideas: Sequence[Idea], held: Mapping[str, int]) -> list[float]:
    """What each idea is worth in the question: the fewer documents say it, the more was meant by it."""
    documents = max(held.values(), default=1)
    exact = (idf(max(_documents(term, held) for term in idea.terms), documents) for idea in ideas)
    return [max(1, round(worth / WORTH_STEP)) * WORTH_STEP for worth in exact]


def _documents(term: WeightedTerm, held: Mapping[str, int]) -> int:
    return min(held.get(one, 0) for one in term.stems)


def _told(idea: Idea, held: Container[str]) -> bool:
    """Whether documents that hold these stems may say one of the terms themselves."""
    return any(term.weight > SERVED_BY and all(one in held for one in term.stems) for term in idea.terms)


def _wide(idea: Idea) -> bool:
    return any(term.weight <= SERVED_BY for term in idea.terms)
