"""From the words of French opening hours to clauses: such days, such hours. What does not fit is refused whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time
from itertools import pairwise

from directory.domain.hours.french_tokens import Token

Range = tuple[time, time | None]  # without an end, « à partir de »; an end at 0 h is midnight

_WEEK = frozenset(range(7))
_WEEKEND = frozenset({5, 6})
_NOON, _AFTERNOON, _EVENING = time(12), time(14), time(17)
# D days, T hours, A by appointment, X closed, E except. Either days come first, or hours do.
_DAYS_FIRST = r"D(?:ED)*(?:TA?|X|A)(?:ED)*|XD"
_UNITS = (re.compile(rf"(?:{_DAYS_FIRST})+"), re.compile(r"(?:TA?D(?:ED)*)(?:TA?D(?:ED)*|XD)*"))
_UNIT = re.compile(rf"{_DAYS_FIRST}|TA?D(?:ED)*")


@dataclass(frozen=True)
class Days:
    """`ranks` in the month (-1 the last), `parity` of the week, « even » or « odd », when it is not every week."""

    days: frozenset[int] = frozenset()
    public: bool = False
    school: bool = False
    ranks: tuple[int, ...] = ()
    parity: str = ""


@dataclass(frozen=True)
class Clause:
    """`ranges` is None for days by appointment without hours, empty for closed days."""

    days: Days
    ranges: tuple[Range, ...] | None
    appointment: bool = False


@dataclass
class _Group:
    letter: str
    days: Days = Days()
    ranges: list[Range] = field(default_factory=list)


class _Doubt(Exception):
    """The text is not certain."""


def clauses(words: Sequence[Token]) -> list[Clause] | None:
    """None in doubt."""
    try:
        parts = [part for part in (_Reader(part).groups() for part in _parts(words)) if part]
        return [clause for part in _joined(parts) for clause in _clauses_of(part)]
    except _Doubt:
        return None


def _parts(words: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for word in words:
        if word.kind == "end":
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _joined(parts: Sequence[list[_Group]]) -> list[list[_Group]]:
    """Days alone wait for the hours of the next line; hours alone, and « sauf », go on with the line before."""
    joined: list[list[_Group]] = []
    for part in parts:
        waits = joined and {group.letter for group in joined[-1]} == {"D"}
        goes_on = joined and ({group.letter for group in part} == {"T"} or part[0].letter == "E")
        if waits or goes_on:
            if joined[-1][-1].letter == part[0].letter == "T":
                joined[-1][-1].ranges.extend(part.pop(0).ranges)
            joined[-1].extend(part)
        else:
            joined.append(part)
    return joined


def _clauses_of(groups: list[_Group]) -> list[Clause]:
    letters = "".join(group.letter for group in groups)
    if letters == "A":
        return [Clause(Days(_WEEK), None, appointment=True)]
    if letters == "ED" and not groups[1].days.days:  # « sauf jours fériés », after an end
        return [Clause(groups[1].days, ())]
    if not any(units.fullmatch(letters) for units in _UNITS):
        raise _Doubt
    return [clause for found in _UNIT.finditer(letters) for clause in _clauses_of_unit(groups[slice(*found.span())])]


def _clauses_of_unit(groups: Sequence[_Group]) -> list[Clause]:
    ranges: tuple[Range, ...] | None = None
    named: Days | None = None
    left_out = Days()
    letters = {group.letter for group in groups}
    for before, group in pairwise([_Group(""), *groups]):
        if group.letter == "T":
            ranges = tuple(group.ranges)
        elif group.letter == "D" and before.letter == "E":
            if group.days.ranks or group.days.parity:
                raise _Doubt
            left_out = Days(
                left_out.days | group.days.days,
                left_out.public or group.days.public,
                left_out.school or group.days.school,
            )
        elif group.letter == "D":
            named = group.days
    if named is None or not left_out.days <= named.days or (left_out.days and (named.ranks or named.parity)):
        raise _Doubt
    closed = [Clause(Days(public=left_out.public, school=left_out.school), ())] if left_out != Days() else []
    days = Days(named.days - left_out.days, named.public, named.school, named.ranks, named.parity)
    return [Clause(days, () if "X" in letters else ranges, "A" in letters), *closed]


class _Reader:
    """The groups of one part, read from left to right."""

    def __init__(self, words: Sequence[Token]) -> None:
        self.words = [word for word in words if word.kind != "noise"]
        self.at = 0

    def groups(self) -> list[_Group]:
        found: list[_Group] = []
        while self.at < len(self.words):
            if group := self._group(found):
                found.append(group)
        return found

    def _kind(self, ahead: int = 0) -> str:
        return self.words[self.at + ahead].kind if self.at + ahead < len(self.words) else ""

    def _take(self, *kinds: str) -> Token | None:
        if self._kind() not in kinds:
            return None
        self.at += 1
        return self.words[self.at - 1]

    def _group(self, found: Sequence[_Group]) -> _Group | None:
        last = found[-1].letter if found else ""
        if self._kind() in ("day", "daily", "weekend", "ordinal", "public", "school", "even", "odd"):
            return _Group("D", self._days())
        if self._kind() in ("hour", "number", "from", "between", "always", "morning", "afternoon", "evening"):
            ranges = self._ranges()
            if last == "T":
                found[-1].ranges.extend(ranges)
                return None
            return _Group("T", ranges=ranges)
        for kind, letter in (("appointment", "A"), ("closed", "X"), ("except", "E")):
            if self._take(kind):
                if letter == "A" and last == "T" and self._after_a_list:  # « 9h-12h et sur rendez-vous »
                    raise _Doubt
                return _Group(letter)
        if self._take("whole") and last == "T":
            return None
        joint = self._take("and", "to")
        follows = self._kind() not in ("and", "to", "")
        if joint and (joint.text == "," or (follows and (joint.kind == "and" or joint.text == "-"))):
            return None
        raise _Doubt

    @property
    def _after_a_list(self) -> bool:
        return self.at > 1 and self.words[self.at - 2].kind == "and" and self.words[self.at - 2].text != ","

    def _days(self) -> Days:
        """One list of days; `self` stands after it."""
        parity = found.kind if (found := self._take("even", "odd")) else ""
        ranks = [word.number for word in self._list("ordinal")]
        days: set[int] = set()
        public = school = False
        start = self.at
        while True:
            if first := self._take("day"):
                days |= self._run(first.number)
            elif self._take("daily"):
                days |= _WEEK
            elif self._take("weekend"):
                days |= _WEEKEND
            elif self._take("public"):
                public = True
            elif self._take("school"):
                school = True
            else:
                raise _Doubt
            if not (self._kind() == "and" and self._kind(1) in ("day", "daily", "weekend", "public", "school")):
                break
            self.at += 1
        if ranks and not self._take("of_month"):
            raise _Doubt
        if after := self._take("even", "odd"):
            if parity:
                raise _Doubt
            parity = after.kind
        special = bool(ranks or parity)
        if special and (public or school or "daily" in {word.kind for word in self.words[start : self.at]}):
            raise _Doubt
        return Days(frozenset(days), public, school, tuple(sorted(set(ranks))), parity)

    def _run(self, first: int) -> set[int]:
        """« lundi au vendredi »."""
        if self._kind() == "to" and self._kind(1) == "day":
            last = self.words[self.at + 1].number
            self.at += 2
            if last <= first:
                raise _Doubt
            return set(range(first, last + 1))
        return {first}

    def _list(self, kind: str) -> list[Token]:
        found = []
        while word := self._take(kind):
            found.append(word)
            if self._kind() == "and" and self._kind(1) == kind:
                self.at += 1
        return found

    def _ranges(self) -> list[Range]:
        """One interval, with the part of the day said before or after it."""
        before = self._take("morning", "afternoon", "evening")
        if self._take("always"):
            if before:
                raise _Doubt
            return [(time(0), time(0))]
        if self._take("from"):
            start, end = self._hour(), None
        else:
            between = self._take("between")
            first, joint, last = self._take("hour", "number"), self._take("to", "and"), self._take("hour", "number")
            if first is None or last is None or joint is None or not self._joins(joint, between is not None):
                raise _Doubt
            if first.kind == last.kind == "number":
                raise _Doubt
            start, end = _time_of(first), _time_of(last)
            # « 00:00-00:00 » is how tables write that there is nothing; day and night is « 0h-24h », « 24h/24 ».
            if (end != time(0) and end <= start) or (start == end and last.text.startswith("0")):
                raise _Doubt
        part = before or (self._take("morning", "afternoon", "evening") if not self._part_of_next() else None)
        if part is not None and not _in_part(start, end, part.kind):
            raise _Doubt
        return [(start, end)]

    def _part_of_next(self) -> bool:
        """« 9h-12h après-midi 14h-17h »: of the interval that follows."""
        return self._kind(1) in ("hour", "number", "from")

    @staticmethod
    def _joins(joint: Token, between: bool) -> bool:
        return joint.text == "et" if between else joint.kind == "to" or joint.text == "/"

    def _hour(self) -> time:
        word = self._take("hour")
        if word is None:
            raise _Doubt
        return _time_of(word)


def _time_of(word: Token) -> time:
    return word.hour if word.hour is not None else time(word.number % 24)


def _in_part(start: time, end: time | None, part: str) -> bool:
    if part == "morning":
        return start < _NOON and end is not None and time(0) < end <= _AFTERNOON
    return start >= (_NOON if part == "afternoon" else _EVENING)
