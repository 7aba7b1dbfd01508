"""What a card says of a place, the moment apart: written down when the place changes, read with each search result.

A list of twenty places would else gather three wide tables and forty fields of each to show ten.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache

from directory.domain import vocabulary
from directory.domain.freshness import Freshness, freshness
from directory.domain.hours.days import ChangedHours
from directory.domain.hours.notices import notices
from directory.domain.hours.territories import Territory, territory_of
from directory.domain.opening_hours import ClosedDays
from directory.domain.place_kind import PlaceKind

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """Texts are empty when unknown, the position (degrees WGS 84) both given or both None; lists hold codes of
    `directory.domain.vocabulary`. A service that `moves` has no position; a place that `hosts_only` helps on dates
    only. `closures`, `changed` hours and `messages` (the label is the sentence) are those that were not over when this
    was written, soonest first."""

    pk: int
    url: str
    name: str
    kind: PlaceKind
    address: str
    postal_code: str
    commune: str
    insee: str
    latitude: float | None
    longitude: float | None
    approximate: bool
    closed_for_good: bool
    moves: bool
    hosts_only: bool
    phone: str
    opening_hours: str
    services: tuple[str, ...]
    programmes: tuple[str, ...]
    access_modes: tuple[str, ...]
    fees: tuple[str, ...]
    publics: tuple[str, ...]
    special_needs: tuple[str, ...]
    date_maj: date
    verified_on: date | None
    closures: tuple[ClosedDays, ...]
    summary: str = ""  # neither this nor what follows is in what an earlier version wrote
    changed: tuple[ChangedHours, ...] = ()
    messages: tuple[ClosedDays, ...] = ()

    @property
    def territory(self) -> Territory:
        return territory_of(self.insee, self.postal_code)

    @property
    def welcomes_walk_ins(self) -> bool:
        """One may simply come; elsewhere the open state would send people to a closed door."""
        return vocabulary.WALK_IN in self.access_modes and not self.moves and not self.hosts_only

    @property
    def receives_by_appointment(self) -> bool:
        """Its hours are then those of the team, whom one calls first."""
        elsewhere = self.moves or self.hosts_only or self.closed_for_good
        return not (elsewhere or self.welcomes_walk_ins or vocabulary.NOBODY in self.access_modes)

    def freshness(self, today: date) -> Freshness:
        return freshness(self.date_maj, self.verified_on, today)

    def notices(self, today: date) -> tuple[str, ...]:
        """What is true between two dates only, in words."""
        return notices(self.closures, self.changed, self.messages, today)

    def closed_days(self, today: date, added: Sequence[ClosedDays] = ()) -> tuple[ClosedDays, ...]:
        """Days when the whole place is closed, from `today` on: its own, then those `added` for all places."""
        return (*(closure for closure in self.closures if closure.last >= today), *added)


def write(facts: PlaceFacts) -> str:
    """The same facts give the same text: what is stored tells whether anything changed."""
    return json.dumps(asdict(facts), ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


@lru_cache(maxsize=4096)
def read(text: str) -> PlaceFacts:
    """The facts that `write` wrote down, decoded once by a worker. Any other text is an error."""
    values = json.loads(text)
    for name in ("services", "programmes", "access_modes", "fees", "publics", "special_needs"):
        values[name] = tuple(values[name])
    values["kind"] = PlaceKind(**values["kind"])
    values["date_maj"] = date.fromisoformat(values["date_maj"])
    values["verified_on"] = date.fromisoformat(values["verified_on"]) if values["verified_on"] else None
    for name, kind in (("closures", ClosedDays), ("changed", ChangedHours), ("messages", ClosedDays)):
        values[name] = tuple(kind(**row | _dates(row)) for row in values.get(name, ()))
    return PlaceFacts(**values)


def _dates(period: dict[str, str]) -> dict[str, date]:
    return {name: date.fromisoformat(period[name]) for name in ("first", "last")}


def read_each(texts: Iterable[str]) -> Iterator[PlaceFacts]:
    """Those that can be read. One written by another version of the portal is left out and told in the log: a list must
    not fail for it."""
    for text in texts:
        try:
            yield read(text)
        except (ValueError, KeyError, TypeError):
            logger.exception("a card cannot be read, `manage.py search_rebuild` writes it again: %.60s", text)
