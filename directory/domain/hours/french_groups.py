"""From the words of French opening hours to groups: a list of days, ranges of hours, « fermé », « sauf »."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time
from itertools import pairwise

from directory.domain.hours.french_tokens import Token
from portal.words.french import DAY_NAMES

Range = tuple[time, time | None]  # without an end, « à partir de »; an end at 0 h is midnight

WEEK = frozenset(range(7))
_WEEKEND = frozenset({5, 6})
_NOON, _AFTERNOON, _EVENING = time(12), time(14), time(17)
# « 2h-5h » is how some write 14 h to 17 h, and no office opens in the night. A day without end is « 0h-24h ».
_EARLIEST = time(6)


class DoubtError(Exception):
    """The text is not certain."""


@dataclass(frozen=True)
class Days:
    """`ranks` in the month (-1 the last), `parity` of the week, « even » or « odd », when it is not every week."""

    days: frozenset[int] = frozenset()
    public: bool = False
    school: bool = False
    ranks: tuple[int, ...] = ()
    parity: str = ""

    @property
    def special(self) -> bool:
        """Not of every week."""
        return bool(self.ranks or self.parity)


@dataclass
class Group:
    """`letter` is D days, T hours, A by appointment, X closed, E except.

    How it was written: after a `comma`; days as `items` of a list, `beside` each other without a comma, or as a
    `dashed` interval that may be two days; after a parity that `leads` them, which with a colon `governs` the sentence;
    hours after their `half` of the day.
    """

    letter: str
    days: Days = Days()
    ranges: list[Range] = field(default_factory=list)
    items: int = 0
    beside: bool = False
    dashed: bool = False
    comma: bool = False
    leads: bool = False
    governs: bool = False
    half: bool = False


def groups(words: Sequence[Token]) -> list[Group]:
    """Of words without an end of sentence, from left to right. Raises `DoubtError`."""
    return _Reader(words).groups()


class _Reader:
    def __init__(self, words: Sequence[Token]) -> None:
        self.words = [word for word in words if word.kind != "noise"]
        self.at = 0

    def groups(self) -> list[Group]:
        found: list[Group] = []
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

    def _group(self, found: Sequence[Group]) -> Group | None:
        last = found[-1].letter if found else ""
        if self._kind() in ("day", "daily", "weekend", "ordinal", "public", "school", "even", "odd"):
            return self._days()
        if self._kind() in ("hour", "number", "from", "between", "always", "morning", "afternoon", "evening"):
            half = self._kind() in ("morning", "afternoon", "evening")
            ranges = self._ranges()
            if last != "T":
                return Group("T", ranges=ranges, half=half)
            if found[-1].half and not half:  # « lundi et mardi matin 9h-12h, 14h-17h »: Tuesday too?
                raise DoubtError
            found[-1].ranges.extend(ranges)
            return None
        for kind, letter in (("appointment", "A"), ("closed", "X"), ("except", "E")):
            comma = self._after_a_comma
            if self._take(kind):
                if letter == "A" and last == "T" and self._after_a_list:  # « 9h-12h et sur rendez-vous »
                    raise DoubtError
                return Group(letter, comma=comma)
        if self._take("colon", "open") or (self._take("whole") and last == "T"):
            return None
        joint = self._take("and", "to")
        follows = self._kind() not in ("and", "to", "")
        if joint and (joint.text == "," or (follows and (joint.kind == "and" or joint.text == "-"))):
            return None
        raise DoubtError

    @property
    def _after_a_comma(self) -> bool:
        return self.at > 0 and self.words[self.at - 1].text == ","

    @property
    def _after_a_list(self) -> bool:
        return self.at > 1 and self.words[self.at - 2].kind == "and" and self.words[self.at - 2].text != ","

    def _days(self) -> Group:
        """One list of days; `self` stands after it."""
        comma = self._after_a_comma
        first = self._take("even", "odd")
        governs = first is not None and self._take("colon") is not None
        ranks = [word.number for word in self._list("ordinal")]
        start = self.at
        items = [self._item()]
        while self._kind() == "and" and self._kind(1) in ("day", "daily", "weekend", "public", "school"):
            self.at += 1
            items.append(self._item())
        taken = {word.kind for word in self.words[start : self.at]}
        if ranks and not self._take("of_month"):
            raise DoubtError
        if self._kind() == "colon" and self._kind(1) in ("even", "odd"):  # « mardi : semaines paires 9h-12h »
            self.at += 1
        last = self._take("even", "odd")
        days = Days(
            frozenset().union(*(item.days.days for item in items)),
            any(item.days.public for item in items),
            any(item.days.school for item in items),
            tuple(sorted(set(ranks))),
            parity.kind if (parity := first or last) else "",
        )
        count = sum(item.items for item in items)
        if days.special and taken & {"daily", "public", "school"}:
            raise DoubtError
        # « lundi au jeudi et vendredi des semaines paires »: which of them?
        if (first and last) or (count > 1 and (ranks or last)):
            raise DoubtError
        beside, dashed = any(item.beside for item in items), any(item.dashed for item in items)
        return Group("D", days, [], count, beside, dashed, comma, first is not None, governs)

    def _item(self) -> Group:
        if self._kind() == "day":
            return self._run()
        if self._take("daily"):
            return Group("D", Days(WEEK), items=1)
        if self._take("weekend"):
            return Group("D", Days(_WEEKEND), items=1)
        if self._take("public"):
            return Group("D", Days(public=True), items=1)
        if self._take("school"):
            return Group("D", Days(school=True), items=1)
        raise DoubtError

    def _run(self) -> Group:
        """« lundi au vendredi », « lundi-vendredi », « lundi-mardi-jeudi », « lun. mar. jeu. », or one day.

        Three days and dashes between them are a list. Two are an interval: always in short, as timetables write it
        (« mar-jeu »); but « mardi-jeudi » is written for both, and so is « lundi-vendredi-samedi »: they are a doubt.
        « mardi-vendredi » is to be settled by the days that follow.
        """
        words, joints = [self.words[self.at]], []
        self.at += 1
        while self._kind() == "day" or (self._kind() == "to" and self._kind(1) == "day"):
            joint = self._take("to")
            joints.append(joint.text if joint else " ")
            words.append(self.words[self.at])
            self.at += 1
        days = [word.number for word in words]
        steps = [after - before for before, after in pairwise(days)]
        if any(step <= 0 for step in steps) or len(set(joints)) > 1:
            raise DoubtError
        if not joints or joints[0] == " " or (joints[0] == "-" and len(days) > 2):
            if "-" in joints and max(steps) > 2:
                raise DoubtError
            return Group("D", Days(frozenset(days)), items=len(days), beside=" " in joints)
        at_length = joints == ["-"] and any(word.text.rstrip("s") in DAY_NAMES for word in words)
        if len(days) > 2 or (at_length and steps == [2]):
            raise DoubtError
        named = frozenset(range(days[0], days[-1] + 1))
        return Group("D", Days(named), items=1, dashed=at_length and steps == [3])

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
        if before:
            self._take("colon")
        if self._take("always"):
            if before:
                raise DoubtError
            return [(time(0), time(0))]
        if self._take("from"):
            start, end = self._hour(), None
        else:
            between = self._take("between")
            first, joint, last = self._take("hour", "number"), self._take("to", "and"), self._take("hour", "number")
            if first is None or last is None or joint is None or not self._joins(joint, between is not None):
                raise DoubtError
            if first.kind == last.kind == "number":
                raise DoubtError
            start, end = _time_of(first), _time_of(last)
            # « 00:00-00:00 » is how tables write that there is nothing; day and night is « 0h-24h », « 24h/24 ».
            if (end != time(0) and end <= start) or (start == end and last.text.startswith("0")):
                raise DoubtError
        if start < _EARLIEST and (start, end) != (time(0), time(0)):
            raise DoubtError
        part = before or (self._take("morning", "afternoon", "evening") if not self._part_of_next() else None)
        if part is not None and not _in_part(start, end, part.kind):
            raise DoubtError
        return [(start, end)]

    def _part_of_next(self) -> bool:
        """« 9h-12h après-midi 14h-17h »: of the interval that follows."""
        ahead = 2 if self._kind(1) == "colon" else 1
        return self._kind(ahead) in ("hour", "number", "from")

    @staticmethod
    def _joins(joint: Token, between: bool) -> bool:
        return joint.text == "et" if between else joint.kind == "to" or joint.text == "/"

    def _hour(self) -> time:
        word = self._take("hour")
        if word is None:
            raise DoubtError
        return _time_of(word)


def _time_of(word: Token) -> time:
    return word.hour if word.hour is not None else time(word.number % 24)


def _in_part(start: time, end: time | None, part: str) -> bool:
    if part == "morning":
        return start < _NOON and end is not None and time(0) < end <= _AFTERNOON
    return start >= (_NOON if part == "afternoon" else _EVENING)
