"""The week that clauses make together, written for OpenStreetMap and said in French; two hours a day are a doubt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import time
from itertools import groupby, pairwise

from directory.domain.hours.french_clauses import Clause
from directory.domain.hours.french_groups import Days, Range
from portal.words.french import DAY_NAMES, clock_words, join_words, time_range_words

_OSM = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_WEEKS = {"even": "week 2-52/2", "odd": "week 1-53/2"}
_RANKS = {1: "1er", -1: "dernier"}
_PUBLIC = 7  # after Sunday


@dataclass(frozen=True)
class _Hours:
    """`ranges` is empty for a day by appointment without hours. `named` are all the days they were said of."""

    ranges: tuple[Range, ...] = ()
    appointment: bool = False
    named: frozenset[int] = field(default=frozenset(), compare=False)

    def osm(self) -> str:
        ranges = ",".join(_range(*one) for one in self.ranges)
        return f'{ranges} "sur rendez-vous"'.strip() if self.appointment else ranges

    def words(self) -> str:
        hours = join_words([_range_words(*one) for one in self.ranges])
        return f"{hours} sur rendez-vous".strip() if self.appointment else hours


@dataclass
class FrenchWeek:
    _hours: dict[int, _Hours] = field(default_factory=dict)
    _closed: set[int] = field(default_factory=set)
    _school_closed: bool = False
    _special: list[Clause] = field(default_factory=list)
    _left_out: list[Days] = field(default_factory=list)  # of each clause with hours

    def add_all(self, clauses: Sequence[Clause] | None) -> bool:
        """False in doubt."""
        return clauses is not None and bool(clauses) and all(self._add(clause) for clause in clauses)

    def _add(self, clause: Clause) -> bool:
        days = {*clause.days.days, *([_PUBLIC] if clause.days.public else [])}
        if clause.ranges is not None and not _apart(clause.ranges):
            return False
        if not clause.closes:
            self._left_out.append(clause.left_out)
        if clause.days.special:
            self._special.append(clause)
            return bool(clause.ranges)
        if clause.closes:
            self._closed |= days
            self._school_closed |= clause.days.school
            return True
        hours = _Hours(clause.ranges or (), clause.appointment, frozenset(days))
        for day in days:
            both = hours if day not in self._hours else _both(self._hours[day], hours)
            if both is None:
                return False
            self._hours[day] = both
        return not clause.days.school and bool(days)

    def osm(self) -> str:
        """ "" in doubt, or when nothing was said."""
        open_days = set(self._hours) - self._closed
        regular = {day for clause in self._special for day in clause.days.days}
        if regular & (open_days | self._closed) or len(regular) < sum(len(one.days.days) for one in self._special):
            return ""
        if any(hours.named <= self._closed for hours in self._hours.values()) or not self._closed_for_all:
            return ""
        if len(open_days & set(range(7))) == 7 and {self._hours[day].osm() for day in open_days} == {"00:00-24:00"}:
            return "; ".join(["24/7", *self._closed_osm()])
        rules = [f"{_days_osm(days)} {hours.osm()}" for days, hours in self._grouped(open_days)]
        return "; ".join([*rules, *(_special_osm(clause) for clause in self._special), *self._closed_osm()])

    def words(self) -> str:
        open_days = set(self._hours) - self._closed
        parts = [f"{_days_words(days)} {hours.words()}" for days, hours in self._grouped(open_days)]
        parts += [_special_words(clause) for clause in self._special]
        closed = [_name(day) for day in sorted(self._closed)] if not self._hours else []
        closed += ["les jours fériés"] if self._public_off and self._hours else []
        closed += ["pendant les vacances scolaires"] if self._school_off else []
        return " ; ".join([*parts, *([f"fermé {join_words(closed)}"] if closed else [])])

    @property
    def _public_off(self) -> bool:
        return _PUBLIC in self._closed or any(days.public for days in self._left_out)

    @property
    def _school_off(self) -> bool:
        return self._school_closed or any(days.school for days in self._left_out)

    @property
    def _closed_for_all(self) -> bool:
        """« lundi 9h-12h hors vacances scolaires ; samedi 10h-12h »: « SH off » would close Saturday too."""
        public = _PUBLIC in self._closed or len({days.public for days in self._left_out}) < 2
        return public and (self._school_closed or len({days.school for days in self._left_out}) < 2)

    def _closed_osm(self) -> list[str]:
        closed = set() if self._hours or self._special else self._closed
        names = _days_osm(sorted({*closed, *([_PUBLIC] if self._public_off else [])}))
        return [f"{days} off" for days in (names, "SH" if self._school_off else "") if days]

    def _grouped(self, days: set[int]) -> Iterator[tuple[list[int], _Hours]]:
        """Days of the same hours together, by their first day."""
        alike: dict[_Hours, list[int]] = {}
        for day in sorted(days):
            alike.setdefault(self._hours[day], []).append(day)
        yield from ((found, hours) for hours, found in alike.items())


def _both(one: _Hours, other: _Hours) -> _Hours | None:
    """« lundi 9h-12h, lundi 14h-17h »: both, if they are apart. « lundi au vendredi 9h-12h, mercredi 14h-17h » may add
    or replace: it is a doubt."""
    ranges = (*one.ranges, *other.ranges)
    if one == other:
        return one
    if one.named != other.named or not (one.ranges and other.ranges) or one.appointment != other.appointment:
        return None
    ordered = tuple(sorted(ranges, key=lambda found: found[0]))
    return _Hours(ordered, one.appointment, one.named) if _apart(ranges) else None


def _apart(ranges: Sequence[Range]) -> bool:
    ordered = sorted(ranges, key=lambda one: one[0])
    return all(end is not None and end != time(0) and end <= start for (_, end), (start, _) in pairwise(ordered))


def _range(start: time, end: time | None) -> str:
    if end is None:
        return f"{start:%H:%M}+"
    return f"{start:%H:%M}-{'24:00' if end == time(0) else f'{end:%H:%M}'}"


def _range_words(start: time, end: time | None) -> str:
    if start == end:
        return "jour et nuit"
    return f"à partir de {clock_words(start)}" if end is None else time_range_words(start, end)


def _runs(days: Sequence[int]) -> Iterator[list[int]]:
    """Days that follow each other, three or more together; the public holidays apart."""
    for _, group in groupby(enumerate(days), key=lambda pair: -1 if pair[1] == _PUBLIC else pair[1] - pair[0]):
        run = [day for _, day in group]
        yield from [run] if len(run) > 2 else [[day] for day in run]


def _days_osm(days: Sequence[int]) -> str:
    names = (*_OSM, "PH")
    return ",".join(f"{names[run[0]]}-{names[run[-1]]}" if len(run) > 1 else names[run[0]] for run in _runs(days))


def _days_words(days: Sequence[int]) -> str:
    runs = [f"{_name(run[0])} à {_name(run[-1])}" if len(run) > 1 else _name(run[0]) for run in _runs(days)]
    return join_words(runs)


def _name(day: int) -> str:
    return "jours fériés" if day == _PUBLIC else DAY_NAMES[day]


def _special_osm(clause: Clause) -> str:
    days, ranks = sorted(clause.days.days), clause.days.ranks
    nth = f"[{','.join(map(str, sorted(ranks, key=lambda rank: rank % 10)))}]" if ranks else ""
    names = ",".join(f"{_OSM[day]}{nth}" for day in days) if nth else _days_osm(days)
    hours = _Hours(clause.ranges or (), clause.appointment).osm()
    return " ".join(filter(None, (_WEEKS.get(clause.days.parity, ""), names, hours)))


def _special_words(clause: Clause) -> str:
    days = join_words([DAY_NAMES[day] for day in sorted(clause.days.days)])
    ranks = join_words([_RANKS.get(rank, f"{rank}e") for rank in clause.days.ranks if rank > 0 or rank == -1])
    when = f"{ranks} {days} du mois" if ranks else days
    weeks = {"even": " des semaines paires", "odd": " des semaines impaires"}.get(clause.days.parity, "")
    return f"{when}{weeks} {_Hours(clause.ranges or (), clause.appointment).words()}"
