"""What a reading of a partner's calendar changes: what was told before, what is told now, and what is no more.

One good reading in which a date is missing proves little: half a file, a filter that somebody tried. A second one does.
When most is gone at once a person is asked.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Self

from events.domain.partners.programme import PartnerDate, PartnerSeries, Programme


@dataclass(frozen=True, slots=True)
class Told:
    """A date as the calendar last told it. `missing`: it was not in the last reading."""

    day: date
    start: time
    end: time
    cancelled: bool = False
    missing: bool = False

    @classmethod
    def of(cls, said: PartnerDate) -> Self:
        return cls(said.day, said.start, said.end, said.cancelled)

    @classmethod
    def from_json(cls, row: list[Any]) -> Self:
        return cls(date.fromisoformat(row[0]), time.fromisoformat(row[1]), time.fromisoformat(row[2]), *row[3:])

    def to_json(self) -> list[Any]:
        return [f"{self.day}", f"{self.start:%H:%M}", f"{self.end:%H:%M}", self.cancelled, self.missing]


Dates = Mapping[str, Told]


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """`after` is what to keep of the dates of this event; `withdrawn` are the keys of those that are no more. `said` is
    None when the event itself is no more."""

    uid: str
    said: PartnerSeries | None
    before: Dates
    after: Dates
    withdrawn: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Difference:
    """`coming` dates were told before; `lost` of them are missing now, for the first time."""

    series: tuple[SeriesChange, ...]
    coming: int
    lost: int

    @property
    def asks(self) -> bool:
        """More than half gone at once."""
        return self.lost * 2 > self.coming

    @property
    def counts(self) -> Counter[str]:
        """Dates new, changed, missing and withdrawn."""
        found: Counter[str] = Counter()
        for change in self.series:
            found["withdrawn"] += len(change.withdrawn)
            for key, told in change.after.items():
                before = change.before.get(key)
                if before is None:
                    found["new"] += 1
                elif told.missing:
                    found["missing"] += not before.missing
                elif replace(before, missing=False) != told:
                    found["changed"] += 1
        return found


def difference(known: Mapping[str, Dates], read: Programme, today: date, *, accepted: bool = False) -> Difference:
    """`known` are the dates told before, by UID. `accepted`: a person said that what is missing is no more.

    An event that could not be read is neither changed nor missing. What is over stays as it was told.
    """
    said = {one.uid: one for one in read.series}
    changes: list[SeriesChange] = []
    coming = lost = 0
    for uid in {**known, **said}:
        before = known.get(uid, {})
        coming += sum(told.day >= today and not told.missing for told in before.values())
        if uid in read.unread:
            continue
        series = said.get(uid)
        # Nobody was told of a date that was called off before it was known here.
        now = {one.key: one for one in series.dates if one.key in before or not one.cancelled} if series else {}
        after = {key: Told.of(one) for key, one in now.items()}
        withdrawn = set()
        for key, told in before.items():
            if key in now:
                continue
            if told.day < today:
                after[key] = told
            elif told.missing or accepted:
                withdrawn.add(key)
            else:
                after[key] = replace(told, missing=True)
                lost += 1
        changes.append(SeriesChange(uid, series, before, after, frozenset(withdrawn)))
    return Difference(tuple(changes), coming, 0 if accepted else lost)
