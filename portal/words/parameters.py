"""What people type in an address, read with patience: what cannot be used is left out and said in one sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

RADII = (5, 10, 20, 40, 80)
DEFAULT_RADIUS = 20
_POSITION = re.compile(r"(-?\d{1,2}(?:\.\d{1,9})?),(-?\d{1,3}(?:\.\d{1,9})?)", re.ASCII)
MAX_TEXT = 200
MAX_PAGE = 100_000
_ECHO = 30  # characters of a faulty value that a notice repeats
# Marks that other sites and mailings add to links; they ask nothing of us.
_FOREIGN = ("utm_", "mtm_", "pk_", "fbclid", "gclid", "_")


def position_text(position: tuple[float, float]) -> str:
    """As addresses write it: « 44.20,0.62 »."""
    return f"{position[0]:.2f},{position[1]:.2f}"


def is_foreign(name: str) -> bool:
    """Whether the parameter asks nothing of us."""
    return name.startswith(_FOREIGN)


@dataclass
class Parameters:
    """The values of each name, and the French sentences on those that were left out. Nothing here raises."""

    values: Mapping[str, Sequence[str]]
    _notices: list[str] = field(default_factory=list)

    @property
    def notices(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._notices))

    def say(self, sentence: str) -> None:
        self._notices.append(sentence)

    def last(self, name: str) -> str:
        """The last value given, without spaces around it."""
        return (self.values.get(name) or ("",))[-1].strip()

    def words(self, name: str) -> str:
        """A text on one line, without what cannot be read, `MAX_TEXT` characters at most."""
        typed = self.last(name)
        readable = "".join(" " if c.isspace() else c for c in typed if c.isspace() or not _unreadable(c))
        text = " ".join(readable.split())
        if len(readable) < len(typed):
            self.say("Des caractères illisibles ont été laissés de côté.")
        if len(text) > MAX_TEXT:
            self.say(f"Votre demande est très longue : nous avons lu les {MAX_TEXT} premiers caractères.")
            text = text[:MAX_TEXT].rstrip()
        return text

    def radius(self, name: str) -> int:
        """One of `RADII`, in kilometres: the next one when another is typed."""
        typed = self.last(name)
        if not typed:
            return DEFAULT_RADIUS
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 6 else None
        if number in RADII:
            return number
        chosen = DEFAULT_RADIUS if not number else next((radius for radius in RADII if radius >= number), RADII[-1])
        self.say(f"La distance {quoted([typed])} n’est pas dans la liste : nous cherchons à {chosen} km.")
        return chosen

    def position(self, name: str) -> tuple[float, float] | None:
        """Where the visitor is (latitude, longitude), to two decimals: a kilometre is enough to find what is near, and
        too little to tell a house."""
        typed = self.last(name)
        if not typed:
            return None
        if match := _POSITION.fullmatch(typed):
            latitude, longitude = round(float(match[1]), 2), round(float(match[2]), 2)
            if abs(latitude) <= 90 and abs(longitude) <= 180:
                return latitude, longitude
        self.say("Votre position n’a pas été comprise : écrivez le nom de votre commune.")
        return None

    def page(self, name: str) -> int:
        typed = self.last(name)
        if not typed:
            return 1
        if typed.isascii() and typed.isdigit() and int(typed[:9]) >= 1:
            return min(int(typed[:9]), MAX_PAGE)
        self.say("Le numéro de page n’a pas été compris : voici la première page.")
        return 1

    def codes(self, known: Mapping[str, Container[str]]) -> dict[str, frozenset[str]]:
        """The codes chosen in each group that has some; `known` gives those of each group."""
        chosen: dict[str, frozenset[str]] = {}
        refused: list[str] = []
        for group, codes in known.items():
            values = [value for value in self.values.get(group, ()) if value]
            refused += [value for value in values if value not in codes]
            if kept := frozenset(value for value in values if value in codes):
                chosen[group] = kept
        if refused:
            self.say(f"Ce choix n’existe pas, il a été laissé de côté : {quoted(refused)}.")
        return chosen

    def refuse_others(self, ours: Collection[str]) -> None:
        """Say which names are unknown here."""
        strangers = [name for name in self.values if name not in ours and not is_foreign(name)]
        if strangers:
            self.say(f"Ce réglage n’existe pas ici, il a été laissé de côté : {quoted(strangers)}.")


def quoted(texts: Iterable[str]) -> str:
    """« abc », « def »: three at most, cut short, without what cannot be shown."""
    shown = []
    for text in list(dict.fromkeys(texts))[:3]:
        clean = " ".join("".join(c for c in text if not _unreadable(c)).split())
        shown.append(f"« {clean[:_ECHO]}{'…' if len(clean) > _ECHO else ''} »")
    return ", ".join(shown)


def _unreadable(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Cn") or character == "\ufffd"
