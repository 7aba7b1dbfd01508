"""What a list of dates repeats of their activity: written down when the activity changes, read with each date.

A row of the agenda names the activity, its place, who receives and what it costs. None of it depends on the moment, so
it is not gathered again from five tables for each page: it is stored as one text, decoded once.
"""

import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache

from portal.words.folding import fold
from portal.words.french import lower_first

logger = logging.getLogger(__name__)

# What the badge of a row says already: « Permanence France services – Mairie de Lafox » is read « Mairie de Lafox ».
_SAID_BY_BADGE = re.compile(r"^permanence(?: france services)?\s+[–—-]\s+(?=\S)", re.IGNORECASE)
# Kinds of rooms, which French writes small within a sentence: « Permanence, mairie de Lafox ».
_COMMON_NOUNS = frozenset(
    {
        "antenne", "bibliothèque", "bureau", "campus", "centre", "cinéma", "école", "espace", "foyer", "gare", "local",
        "maison", "mairie", "marché", "médiathèque", "musée", "parking", "place", "pôle", "résidence", "salle",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Words are as people read them, empty when there is nothing to say.

    `summary` is what it is about, in one sentence, and `services` its codes. `title` comes without what the badge of
    `kind` says, `place` and `commune_beside` without what the title says; `commune` is whole, `insee` its code. The
    position (degrees WGS 84) is that of the place, else of the commune. `rhythms` tells each rule by its id
    (`RuleSpec.id`): « Un jeudi sur deux (semaines paires) ». `rules` are the whole sentences, with the hours, of the
    rules that have not ended; `access` says how to come: « Sur inscription, par téléphone ». For a card of the
    directory, `name` is the whole title, `address` the street, `publics` their codes.
    """

    kind: str
    slug: str
    title: str
    summary: str = ""
    services: tuple[str, ...] = ()
    place: str = ""
    commune: str = ""
    commune_beside: str = ""
    insee: str = ""
    latitude: float | None = None
    longitude: float | None = None
    operator: str = ""
    price: str = ""
    phone: str = ""
    phone_name: str = ""
    timetable_note: str = ""
    example: bool = False
    rhythms: Mapping[str, str] = field(default_factory=dict)
    rules: Sequence[str] = field(default_factory=list)
    access: str = ""
    name: str = ""
    address: str = ""
    publics: tuple[str, ...] = ()

    def rhythm_of(self, slot: str) -> str:
        """The rhythm of the rule that gives the date of this slot (`Slot.key`); empty for a date given by hand."""
        return self.rhythms.get(slot.partition(":")[0], "")


def write(announcement: Announcement) -> str:
    """The same announcement gives the same text: what is stored tells whether anything changed."""
    return json.dumps(asdict(announcement), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=4096)
def read(text: str) -> Announcement:
    """The announcement that `write` made; all the dates of an activity share it. Any other text is an error."""
    values = dict(json.loads(text))
    codes = {name: tuple(values.get(name, ())) for name in ("services", "publics")}
    return Announcement(**values | codes)


def readable(text: str) -> Announcement | None:
    """None, told in the log, for a text that another version of the portal wrote: a list must not fail for it."""
    try:
        return read(text)
    except (ValueError, TypeError):
        logger.exception("an announcement cannot be read, the night's work writes it again: %.60s", text)
        return None


def short_title(title: str, kind: str) -> str:
    """The title without what its badge says; the pages of the activity keep it whole."""
    return _SAID_BY_BADGE.sub("", title) if kind == "permanence" else title


def calendar_title(title: str, kind: str, commune: str = "") -> str:
    """« Permanence, mairie de Lafox », « Débuter avec une tablette – Boé »: where it is, within the thirty letters that
    a telephone shows. Titles of another form stay as they were written."""
    place = short_title(title, kind)
    if place == title:
        words, beside = title, " – "
    else:
        first = place.partition(" ")[0].lower()
        words = f"Permanence, {lower_first(place) if first in _COMMON_NOUNS else place}"
        beside = ", "
    return f"{words}{beside}{commune}" if unsaid(fold(commune), fold(title)) else words


def unsaid(words: str, title: str) -> str:
    """What the title has not said yet: « Mairie de Lafox » needs no « Mairie de Lafox », nor « Lafox », below.

    Whole words only: « Agenais » has not said « Agen ».
    """
    said, looked_for = title.lower(), words.lower()
    at = said.find(looked_for)
    while at >= 0:  # no expression made for each title: it takes longer than the rest of an announcement
        around = said[at - 1 : at] + said[at + len(looked_for) : at + len(looked_for) + 1]
        if not re.search(r"\w", around):
            return ""
        at = said.find(looked_for, at + 1)
    return words
