"""From groups of French words to clauses, such days and such hours, and what of a sentence governs which of them.

« sur rendez-vous », « hors vacances scolaires », « semaines paires » govern one clause or the whole sentence: where
both may be meant, the text is refused.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from directory.domain.hours.french_groups import WEEK, Days, DoubtError, Group, Range, groups
from directory.domain.hours.french_tokens import Token

# The letters of groups: D days, T hours, A by appointment, X closed, E except. Either days come first, or hours do.
_DAYS_FIRST = r"D(?:ED)*(?:TA?|X|A)(?:ED)*|XD"
_UNITS = (re.compile(rf"(?:{_DAYS_FIRST})+"), re.compile(r"(?:TA?D(?:ED)*)(?:TA?D(?:ED)*|XD)*"))
_UNIT = re.compile(rf"{_DAYS_FIRST}|TA?D(?:ED)*")


@dataclass(frozen=True)
class Clause:
    """`ranges` is None for days by appointment without hours, empty for closed days. `left_out` are the holidays,
    public or school, in which these hours do not hold."""

    days: Days
    ranges: tuple[Range, ...] | None
    appointment: bool = False
    left_out: Days = field(default_factory=Days)

    @property
    def closes(self) -> bool:
        return self.ranges == ()


@dataclass
class _Part:
    """`mark` is what stands before it: a bracket goes on with the sentence."""

    mark: str
    groups: list[Group]

    @property
    def letters(self) -> str:
        return "".join(group.letter for group in self.groups)


@dataclass(frozen=True)
class _Unit:
    """One clause, how its `days` were written, and whether it `starts` a sentence; `late` when a comma stands before
    « sur rendez-vous »."""

    clause: Clause
    starts: bool
    days: Group
    late: bool = False


def clauses(words: Sequence[Token]) -> list[Clause] | None:
    """None in doubt."""
    try:
        return _scoped([unit for part in _joined(_parts(words)) for unit in _units(part)])
    except DoubtError:
        return None


def _parts(words: Sequence[Token]) -> Iterator[_Part]:
    mark, part = "", list[Token]()
    for word in [*words, Token("end", "")]:
        if word.kind != "end":
            part.append(word)
            continue
        if found := groups(part):
            yield _Part(mark, found)
        mark, part = word.text, []


def _joined(parts: Iterator[_Part]) -> list[_Part]:
    """Days alone wait for the hours of the next line; hours alone, and « sauf », go on with the line before."""
    joined: list[_Part] = []
    for part in parts:
        before = joined[-1] if joined else _Part("", [])
        waits = set(before.letters) == {"D"}
        if not (waits or (joined and (set(part.letters) == {"T"} or part.letters[0] == "E"))):
            joined.append(part)
            continue
        # « Lundi Mardi » and the hours of each below; « lundi 9h-12h, mardi 9h-12h » and hours that go on with one.
        if waits and any(group.beside for group in before.groups):
            raise DoubtError
        if part.letters[0] == "T" and "T" in before.letters:
            if before.letters.count("T") > 1 or before.groups[-1].letter != "T" or part.mark == "(":
                raise DoubtError
            before.groups[-1].ranges.extend(part.groups.pop(0).ranges)
        before.groups.extend(part.groups)
    return joined


def _units(part: _Part) -> Iterator[_Unit]:
    letters = part.letters
    starts = part.mark not in ("(", ")")
    if letters == "A":
        yield _Unit(Clause(Days(WEEK), None, appointment=True), starts, Group("D"))
        return
    if not any(units.fullmatch(letters) for units in _UNITS):
        raise DoubtError
    found = [part.groups[slice(*unit.span())] for unit in _UNIT.finditer(letters)]
    # « 9h-12h lundi, mardi 14h-17h, mercredi »: the days of which hours?
    if letters[0] == "T" and len(found) > 1 and any(group.comma for group in part.groups):
        raise DoubtError
    for number, unit in enumerate(found):
        named = next(group for group in unit if group.letter == "D")
        late = any(group.letter == "A" and group.comma for group in unit)
        yield _Unit(_clause(unit), starts and not number, named, late)


def _clause(unit: Sequence[Group]) -> Clause:
    ranges: tuple[Range, ...] | None = None
    named, left_out = Group("D"), Days()
    letters = "".join(group.letter for group in unit)
    for before, group in pairwise([Group(""), *unit]):
        if group.letter == "T":
            ranges = tuple(group.ranges)
        elif group.letter == "D" and before.letter == "E":
            if group.days.special:
                raise DoubtError
            left_out = Days(
                left_out.days | group.days.days,
                left_out.public or group.days.public,
                left_out.school or group.days.school,
            )
        elif group.letter == "D":
            named = group
    days = named.days
    if not left_out.days <= days.days or (left_out.days and days.special):
        raise DoubtError
    # « 9h-12h / 2h-5h » was hours of the afternoon; « lundi et samedi hors vacances scolaires 9h-12h »: both?
    if list(ranges or ()) != sorted(ranges or (), key=lambda one: one[0]):
        raise DoubtError
    if (left_out.public or left_out.school) and ("X" in letters or (letters.startswith("DE") and named.items > 1)):
        raise DoubtError
    # « 9h-12h et 14h-17h sur rendez-vous »: the morning too?
    if "A" in letters and len(ranges or ()) > 1:
        raise DoubtError
    return Clause(
        replace(days, days=days.days - left_out.days),
        () if "X" in letters else ranges,
        "A" in letters,
        replace(left_out, days=frozenset()),
    )


def _scoped(units: Sequence[_Unit]) -> list[Clause]:
    _check_days(units)
    found: list[Clause] = []
    headed = False
    sentences = _sentences(units)
    for number, sentence in enumerate(sentences):
        # « semaines paires : lundi 9h-12h. Mardi 9h-12h »: in which weeks?
        if headed and not sentence[0].days.leads and any(unit.clause.days.days for unit in sentence):
            raise DoubtError
        headed = headed or sentence[0].days.leads
        said = list(_governed(sentence))
        _check_sentence(said)
        # « lundi 9h-12h ; mardi 14h-17h, sur rendez-vous »
        if any(unit.late and unit.clause.ranges for unit in sentence) and any(clause.ranges for clause in found):
            raise DoubtError
        alone = len(said) == 1 and (not found or number == len(sentences) - 1)
        for clause in said:
            found += _said_of_the_one_before(clause, found) if not alone and clause.closes else [clause]
    return found


def _said_of_the_one_before(clause: Clause, found: list[Clause]) -> list[Clause]:
    """« samedi 9h-12h (fermé pendant les vacances scolaires) » is said of Saturday; what else it closes comes back."""
    if not (clause.days.school and found):
        return [clause]
    if found[-1].closes:
        raise DoubtError
    found[-1] = replace(found[-1], left_out=replace(found[-1].left_out, school=True))
    others = replace(clause, days=replace(clause.days, school=False))
    return [others] if others.days != Days() else []


def _check_days(units: Sequence[_Unit]) -> None:
    """« Lundi Mardi 9h-12h Mercredi 14h-17h » may be a table whose Monday is empty. « lundi-jeudi 9h-12h » may be two
    days, « lundi-jeudi 9h-12h, vendredi 9h-11h » is a week."""
    said = {day for unit in units for day in unit.clause.days.days}
    for unit in units:
        days = unit.clause.days.days
        if unit.days.beside and len(units) > 1 and _unbroken(days):
            raise DoubtError
        if unit.days.dashed and max(days) + 1 not in said:
            raise DoubtError


def _unbroken(days: frozenset[int]) -> bool:
    return max(days) - min(days) + 1 == len(days)


def _sentences(units: Sequence[_Unit]) -> list[list[_Unit]]:
    sentences: list[list[_Unit]] = []
    for unit in units:
        if unit.starts or not sentences:
            sentences.append([])
        sentences[-1].append(unit)
    return sentences


def _governed(sentence: Sequence[_Unit]) -> Iterator[Clause]:
    """« semaines paires : lundi 9h-12h, mardi 14h-17h »: both are of these weeks, until the next heading."""
    parity = ""
    for unit in sentence:
        if unit.days.leads and unit is not sentence[0] and not (parity and unit.days.governs):
            raise DoubtError
        if unit.days.governs:
            parity = unit.clause.days.parity
        yield _of_weeks(unit.clause, parity) if parity and not unit.days.governs else unit.clause


def _of_weeks(clause: Clause, parity: str) -> Clause:
    if clause.closes and not clause.days.days:
        return clause
    if clause.closes or clause.days.special or clause.days.public:
        raise DoubtError
    return replace(clause, days=replace(clause.days, parity=parity))


def _check_sentence(sentence: Sequence[Clause]) -> None:
    """« 1er mardi du mois 9h-12h, jeudi 14h-17h »: which Thursdays? « lundi 9h-12h, mardi 14h-17h sur rendez-vous »:
    Monday too?"""
    opens = [clause for clause in sentence if not clause.closes]
    for before, clause in pairwise(opens):
        if before.days.special and not clause.days.special:
            raise DoubtError
        if clause.appointment and clause.ranges and before.ranges and not before.appointment:
            raise DoubtError
