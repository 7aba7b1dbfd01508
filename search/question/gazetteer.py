"""Where did the person mean? Commune names and postal codes as people type them.

A gazetteer is built once from rows of the territory reference and answers in memory: no database, no
Django, no outside service. Communes of the home départements win over their namesakes next door.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from portal.words.commune_names import CONNECTIVES, LONGEST, beginnings, begun, name_words, spellings, without_article
from search.question.territories import CommuneEntry, Territories, Territory
from search.question.text import phonetic
from search.types import Circle

MAX_CHOICES = 12
MAX_OTHERS = 5
_TOWN = 2_000  # inhabitants
_LONGEST_NAME = 5  # words: beyond, an address is more likely, and its commune is only one of its words


@dataclass(frozen=True, slots=True)
class Found:
    """One commune, and the other ones that the same words could mean."""

    commune: CommuneEntry
    others: tuple[CommuneEntry, ...] = ()
    postal_code: str = ""

    @property
    def label(self) -> str:
        return self.commune.label(self.postal_code)


@dataclass(frozen=True, slots=True)
class Choices:
    """Several communes, home ones and big ones first, and their population-weighted centre (lat, lon)."""

    communes: tuple[CommuneEntry, ...]
    postal_code: str | None
    centre: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No commune; the closest ones in spelling, at most three, to propose."""

    closest: tuple[CommuneEntry, ...]


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing was typed."""


Resolution = Found | Choices | Territory | Unknown | Empty


def circle_of(resolution: Resolution, radius_km: float) -> Circle | None:
    """The circle around a commune, around the middle of the people of one postal code, or that of a whole territory.

    None when there is nothing to stand on: namesakes far apart have no middle worth searching.
    """
    if isinstance(resolution, Found):
        commune = resolution.commune
        return Circle(commune.lat, commune.lon, resolution.label, commune.insee, radius_km)
    if isinstance(resolution, Territory):
        return resolution.circle
    if isinstance(resolution, Choices) and resolution.postal_code:
        communes = frozenset(commune.insee for commune in resolution.communes)
        return Circle(*resolution.centre, resolution.postal_code, "", radius_km, communes)
    return None


# « 47 310 », as people say it.
_SPACED_CODE = re.compile(r"(?<!\d)(\d{2})[ \u00a0\u202f](\d{3})(?!\d)")
_INSEE = re.compile(r"^insee ?:? ?(\d{5}|2[ab]\d{3})$")


def centre(communes: Sequence[CommuneEntry]) -> tuple[float, float]:
    """Population-weighted centre (lat, lon) of at least one commune; an empty one counts for one person."""
    weights = [max(1, commune.population) for commune in communes]
    total = sum(weights)
    return (
        sum(c.lat * w for c, w in zip(communes, weights, strict=True)) / total,
        sum(c.lon * w for c, w in zip(communes, weights, strict=True)) / total,
    )


class Gazetteer:
    """Index of communes, read-only once built and therefore safe to share between threads."""

    def __init__(self, communes: Sequence[CommuneEntry], home: frozenset[str] = frozenset()) -> None:
        self.home = home
        self._communes = tuple(sorted(communes, key=self._rank))
        self._by_insee = {commune.insee.lower(): commune for commune in self._communes}
        self._by_postal: dict[str, list[CommuneEntry]] = defaultdict(list)
        self._exact: dict[str, list[CommuneEntry]] = defaultdict(list)
        # Apart: typed in a place box they are names, within a question they may be any word (« lisse »).
        self._former: dict[str, list[CommuneEntry]] = defaultdict(list)
        self._leading: dict[str, list[CommuneEntry]] = defaultdict(list)
        self._sounds: dict[str, list[CommuneEntry]] = defaultdict(list)
        self._names: list[tuple[tuple[str, ...], CommuneEntry]] = []
        for commune in self._communes:
            for code in commune.postal_codes:
                self._by_postal[code].append(commune)
            self._add_name(commune)
        self._territories = Territories(self._communes)
        self._spellings = [*self._exact, *(key for key in self._leading if len(key) >= 5)]

    def _rank(self, commune: CommuneEntry) -> tuple[bool, int, str]:
        return (commune.departement not in self.home, -commune.population, commune.insee)

    def _add_name(self, commune: CommuneEntry) -> None:
        bare = tuple(without_article(name_words(commune.name)))
        self._names.append((bare, commune))
        for key in spellings(commune.name):
            self._exact[key].append(commune)
        self._sounds[phonetic("".join(bare))].append(commune)
        for former in commune.former_names:
            self._names.append((tuple(without_article(name_words(former))), commune))
            for key in spellings(former):
                self._former[key].append(commune)
        for key in beginnings(commune.name):
            self._leading[key].append(commune)
            self._sounds[phonetic(" ".join(without_article(key.split(" "))).replace(" ", ""))].append(commune)

    @cached_property
    def by_population(self) -> tuple[CommuneEntry, ...]:
        """Every commune, the biggest first."""
        return tuple(sorted(self._communes, key=lambda commune: (-commune.population, commune.insee)))

    def is_home(self, commune: CommuneEntry) -> bool:
        return commune.departement in self.home

    def names(self, name: str, *, whole: bool = False) -> bool:
        """Say whether these `name_words` are a name exactly, or (unless `whole`) its beginning."""
        return name in self._exact or (not whole and name in self._leading)

    @cached_property
    def words_of_home(self) -> frozenset[str]:
        """The words of the names of the communes of home: « saint », « sur », « lot »."""
        return frozenset(
            word for commune in self._communes if self.is_home(commune) for word in name_words(commune.name)
        )

    def slips(self, name: str) -> float:
        """How many slips these `name_words` are away from a commune of home, infinite beyond two and for a name well
        spelt. The spelling of a sound counts as one at most.
        """
        if self.names(name):
            return inf
        slips = self._misspelt(name, self._spellings_of_home)
        return min((cost + 1 for commune, cost in slips.items() if self.is_home(commune)), default=inf)

    @cached_property
    def _spellings_of_home(self) -> list[str]:
        """Of the whole country, one look through the others would take ten milliseconds."""
        near = (*self._exact.items(), *self._leading.items())
        home = {key for key, communes in near if any(map(self.is_home, communes))}
        return [key for key in self._spellings if key in home]

    def resolve(self, text: str) -> Resolution:
        """Understand what was typed in a place box. Never raises; reads the first 200 characters."""
        words = name_words(_SPACED_CODE.sub(r"\1\2", text))
        if not words:
            return Empty()
        if (insee := _INSEE.match(" ".join(words))) and (known := self._by_insee.get(insee[1])):
            return Found(known)
        numbers = [word for word in words if word.isdigit() or word in {"2a", "2b"}]
        name = " ".join(word for word in words if word not in numbers)
        code = next((n for n in numbers if n in self._by_postal), "")
        department = next((n for n in numbers if len(n) in (2, 3)), code[:2])
        if territory := self._territory(name, numbers):
            return territory
        if not name:
            return self._by_number(code, numbers[0])
        if code and (found := self._by_name(name, frozenset(c.insee for c in self._by_postal[code]), code)):
            return found
        if department:
            inside = frozenset(c.insee for c in self._communes if c.departement.lower() == department)
            if found := self._by_name(name, inside):
                return found
        named = self._by_name(name)
        if code and isinstance(named, Found | Choices) and len(name.split(" ")) <= _LONGEST_NAME:
            return self._contradicted(named, code)
        return named or Unknown(self._closest(name))

    def _territory(self, name: str, numbers: Sequence[str]) -> Territory | None:
        """A commune of home or a town that bears the same name is what people mean: Réunion, Mayenne."""
        namesakes = self._exact.get(name, ()) if name else ()
        if any(self.is_home(one) or one.population >= _TOWN for one in namesakes):
            return None
        return self._territories.named(name, numbers)

    def _contradicted(self, named: Found | Choices, code: str) -> Choices:
        """« Agen 33000 »: the commune of that name or one of that postal code, nobody else can say."""
        said = named.communes if isinstance(named, Choices) else (named.commune,)
        shown = tuple(dict.fromkeys((*said, *self._by_postal[code])))[:MAX_CHOICES]
        return Choices(shown, None, centre(shown))

    def _by_number(self, code: str, typed: str) -> Resolution:
        if not code:
            # Not silently an INSEE code: « 47201 » is more often a slip for 47200. Both are offered.
            near = [self._by_insee[typed]] if typed in self._by_insee else []
            prefix = [c for c in self._communes if any(p.startswith(typed[:4]) for p in c.postal_codes)]
            if not prefix:
                prefix = [c for c in self._communes if any(p.startswith(typed[:2]) for p in c.postal_codes)]
            return Unknown(tuple(dict.fromkeys((*near, *prefix)))[:3] or self._communes[:3])
        communes = tuple(self._by_postal[code])
        if len(communes) == 1:
            return Found(communes[0], (), code)
        return Choices(communes, code, centre(communes))

    def _by_name(self, name: str, inside: frozenset[str] | None = None, code: str = "") -> Resolution | None:
        """Try from the surest reading to the boldest one; `inside` keeps only these INSEE codes."""

        def kept(communes: Iterable[CommuneEntry]) -> list[CommuneEntry]:
            return [c for c in dict.fromkeys(communes) if inside is None or c.insee in inside]

        former = kept(self._former.get(name, ()))
        readings = (kept(self._exact.get(name, ())), former, kept(self._leading.get(name, ())))
        for number, reading in enumerate(readings, start=1):
            if here := [c for c in reading if self.is_home(c)]:
                bolder = (c for one in readings[:number] for c in one)
                return self._answer(here, dict.fromkeys(c for c in bolder if c not in here), code)
        for reading in readings:
            if reading:
                return self._answer(reading, [c for c in former if c not in reading], code)
        partial, slips = kept(self._partial(name)), self._misspelt(name)
        near = {c: cost for c, cost in slips.items() if inside is None or c.insee in inside}
        here = [c for c in partial if self.is_home(c)]
        bold = here or partial or [c for c in near if near[c] == min(near.values())]
        # « Paris » is no short form of Parisot nor « Toulouse » a slip for Toujouse: too bold, only proposed.
        if len(bold) == 1 and len(name) < (4 if self.is_home(bold[0]) else 6 if partial else LONGEST):
            return Unknown(tuple(dict.fromkeys((*bold, *near, *self._closest(name))))[:3])
        if bold:
            return self._answer(bold, [c for c in dict.fromkeys((*partial, *near)) if c not in bold], code)
        within = kept(self._within(name))
        return self._answer(within[:1], within[1:], code) if within else None

    def _answer(self, communes: Sequence[CommuneEntry], others: Iterable[CommuneEntry], code: str) -> Resolution:
        communes, others = sorted(communes, key=self._rank), tuple(sorted(others, key=self._rank))
        if len(communes) == 1:
            return Found(communes[0], others[:MAX_OTHERS], code)
        shown = (*communes, *others)[:MAX_CHOICES]
        return Choices(shown, None, centre(communes[:MAX_CHOICES]))

    def _partial(self, name: str) -> list[CommuneEntry]:
        """Communes where each typed word begins a word, in order: « castelm », « livrade lot »."""
        typed = [word for word in name.split(" ") if word not in CONNECTIVES] or name.split(" ")
        if sum(map(len, typed)) < 3:
            return []
        starting: list[CommuneEntry] = []
        inside: list[CommuneEntry] = []
        for parts, commune in self._names:
            if begun(parts, typed):
                (starting if parts[0].startswith(typed[0]) else inside).append(commune)
        return starting or inside

    def _misspelt(self, name: str, among: Sequence[str] = ()) -> dict[CommuneEntry, float]:
        """Communes whose name is a slip away or sounds the same, with a cost, best first, `among` spellings or all.

        At most one slip up to 5 letters, two above; two swapped letters are one slip.
        """
        bare = " ".join(without_article(name.split(" ")))
        costs: dict[CommuneEntry, float] = {}
        for typed in {name, bare} if len(bare) >= 4 else ():
            for key, slips, _ in process.extract(
                typed,
                among or self._spellings,
                scorer=OSA.distance,
                score_cutoff=1 if len(bare) <= 5 else 2,
                limit=20,
            ):
                for commune in (*self._exact.get(key, ()), *self._leading.get(key, ())):
                    costs[commune] = min(costs.get(commune, 9), slips)
        sound = phonetic(bare.replace(" ", ""))
        for commune in self._sounds.get(sound, ()) if len(sound) >= 3 else ():
            costs[commune] = min(costs.get(commune, 1.5), 1.5) - 0.5
        # One slip more is forgiven to a commune of home, where most searches happen.
        costs = {c: cost - self.is_home(c) for c, cost in costs.items()}
        return dict(sorted(costs.items(), key=lambda pair: (pair[1], self._rank(pair[0]))))

    def _within(self, name: str) -> list[CommuneEntry]:
        """Communes named whole among other words, longest first: « agen centre », « le passage d'agen »."""
        words = name.split(" ")[:12]
        runs = (words[i : i + size] for size in range(len(words), 0, -1) for i in range(len(words) - size + 1))
        return [commune for run in runs for commune in self._exact.get(" ".join(run), ())]

    def _closest(self, name: str) -> tuple[CommuneEntry, ...]:
        best = process.extract(name, list(self._exact), scorer=JaroWinkler.similarity, limit=12)
        scored = [(score + 0.05 * self.is_home(c), c) for key, score, _ in best for c in self._exact[key]]
        scored.sort(key=lambda pair: (-pair[0], self._rank(pair[1])))
        return tuple(dict.fromkeys(c for _, c in scored))[:3] or self._communes[:3]

    def suggest(self, text: str, limit: int = 5) -> tuple[CommuneEntry, ...]:
        """Communes to propose while a person types, best first. Never raises."""
        words = name_words(text)
        if not words:
            return ()
        name = " ".join(word for word in words if not word.isdigit())
        code = next((word for word in words if word.isdigit()), "")

        def has_code(commune: CommuneEntry) -> bool:
            return any(postal.startswith(code) for postal in commune.postal_codes)

        if not name:
            return tuple(c for c in self._communes if has_code(c))[: max(0, limit)]
        named = sorted({*self._exact.get(name, ()), *self._leading.get(name, ())}, key=self._rank)
        found = dict.fromkeys(
            (*named, *self._former.get(name, ()), *self._starting(name), *self._partial(name), *self._misspelt(name))
        )
        found = found or dict.fromkeys(self._within(name))
        return tuple(sorted(found, key=lambda c: not has_code(c)) if code else found)[: max(0, limit)]

    def _starting(self, name: str) -> list[CommuneEntry]:
        bare = " ".join(without_article(name.split(" ")))
        return [commune for parts, commune in self._names if " ".join(parts).startswith(bare)]
