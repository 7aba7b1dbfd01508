"""Decides what an import does: plain values in and out, nothing is read or written. No Django here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from directory.domain.freshness import OLDEST
from directory.exchange.known import Known, KnownPlace
from directory.exchange.mapping import FIELDS, POSITION, TEXTS, TOGETHER, fields_of
from directory.exchange.whereabouts import situate
from directory.standard.record import LieuRecord
from directory.standard.rows import Parsed, Problem


class Kind(StrEnum):
    """What a step does; the values are those of `ImportStep.Kind`."""

    CREATE = "create"
    CHANGE = "change"
    REMEMBER = "remember"
    UNPUBLISH = "unpublish"
    PUBLISH = "publish"
    DELETE = "delete"
    LEAVE = "leave"


class Why(StrEnum):
    """Why a place is left as it is."""

    NOT_ASKED = "déjà dans l’annuaire : la mise à jour n’est pas demandée"
    VERIFIED = "vérifié par le réseau depuis la date de la source"
    MERGED = "réuni ici avec un autre lieu"
    DELETED = "supprimé ici"
    OTHERS = "vient d’une autre source"
    # Between the decision and the writing.
    CHANGED_SINCE = "modifié entre-temps"
    CREATED_SINCE = "créé entre-temps"
    DELETED_SINCE = "supprimé entre-temps"
    IN_USE = "des permanences ou des ateliers s’y tiennent"


@dataclass(frozen=True)
class Step:
    """One place of the plan.

    `before` and `after` are the fields that change; `given` is all that the row says (every name of
    `mapping.FIELDS`); `kept` the fields that people corrected here, with what the row says of them.
    """

    kind: Kind
    identifier: str
    name: str
    line: int | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    kept: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, Any] | None = None
    why: Why | None = None


@dataclass
class Reading:
    """One file, read slice after slice: what was decided of earlier rows is remembered by identifier only.

    `silent` are fields that the file says nothing about: places known already keep theirs. `lines` gives the row of
    each identifier met, `met` those of refused rows too, `unchanged` counts the places that already say what their row
    says.
    """

    update: bool = False
    silent: frozenset[str] = frozenset()
    lines: dict[str, int] = field(default_factory=dict)
    met: set[str] = field(default_factory=set)
    unchanged: int = 0

    def decide(self, parsed: Iterable[Parsed], known: Known) -> tuple[list[Step], list[Problem]]:
        """The steps of these rows (`standard.reader.parse_row`), and all that is said of single cells.

        Missing places are created. Of one that is there, a field takes the row's value unless its present value comes
        from no feed: then a person wrote it, and it stays. Of two rows with one identifier, the first counts.
        """
        steps: list[Step] = []
        problems: list[Problem] = []
        for row in parsed:
            problems += row.problems
            self.met.add(row.identifier)
            if row.record is None:
                continue
            if refused := self._refused(row.record.id, row.line, known):
                problems.append(refused)
                continue
            seen = known.places.get(row.record.id)
            values, said = values_of(row.record, row.line, known, seen)
            problems += said
            if any(problem.level == "fatal" for problem in said):
                continue
            self.lines[row.record.id] = row.line
            if step := self._step(row.line, values, known, seen):
                steps.append(step)
            else:
                self.unchanged += 1
        return steps, problems

    def _refused(self, identifier: str, line: int, known: Known) -> Problem | None:
        length = known.lengths.get("standard_id")
        if length and len(identifier) > length:
            # Cut, it would be another place's identifier.
            message = f"Identifiant de plus de {length} caractères : donnez-en un plus court."
        elif first := self.lines.get(identifier):
            message = (
                f"Identifiant déjà donné à la ligne {first}, seconde fiche laissée de côté : "
                "donnez-lui le sien, ou supprimez-la."
            )
        else:
            return None
        return Problem(line, "id", message, "fatal", identifier)

    def _step(self, line: int, values: dict[str, Any], known: Known, seen: KnownPlace | None) -> Step | None:
        identifier = values["standard_id"]
        given = known.given.get(identifier, ())
        told = values
        if seen is not None and (unsaid := self._unsaid(values, seen)):
            values = values | {name: seen.values[name] for name in unsaid}
            # Remembered as the feeds said it, not as a person may have corrected it since.
            earlier = next((one.values for one in sorted(given, key=lambda one: not one.ours)), told)
            told = told | {name: earlier[name] for name in unsaid}
        news = not any(one.ours and one.values == told for one in given)

        def step(kind: Kind, **more: Any) -> Step:
            # What is left is not remembered: else what it leaves would look, next time, like somebody's correction.
            remembered = told if news and kind is not Kind.LEAVE else None
            return Step(kind, identifier, values["name"], line, given=remembered, **more)

        if seen is None:
            if any(one.point is None for one in given):
                return step(Kind.LEAVE, why=Why.DELETED)
            if given:
                return step(Kind.LEAVE, why=Why.MERGED)
            return step(Kind.CREATE)
        different = {name for name in FIELDS if seen.values[name] != values[name]}
        corrected = _corrected(seen, [one.values for one in given]) & different
        changing = different - corrected
        kept = {name: values[name] for name in FIELDS if name in corrected}
        if changing and not self.update:
            return step(Kind.LEAVE, why=Why.NOT_ASKED)
        if changing and seen.verified_on and values["date_maj"] <= seen.verified_on:
            return step(Kind.LEAVE, why=Why.VERIFIED)
        if not changing:
            return step(Kind.REMEMBER, kept=kept) if news else None
        before = {name: seen.values[name] for name in FIELDS if name in changing}
        after = {name: values[name] for name in before}
        if seen.verified_on:
            # What was verified is no longer what is written.
            before["verified_on"], after["verified_on"] = seen.verified_on, None
        foreign = given and not any(one.ours for one in given)
        return step(Kind.CHANGE, before=before, after=after, kept=kept, why=Why.OTHERS if foreign else None)

    def _unsaid(self, values: dict[str, Any], seen: KnownPlace) -> set[str]:
        """The fields that a row does not say, and that stay as they are: a column left out once emptied the hours of
        all its places. The centre of another commune is said all the same."""
        unsaid = {name for name in self.silent if name in _DEFAULTED or not values[name]}
        return unsaid if values["commune_id"] == seen.values["commune_id"] else unsaid - set(POSITION)


# What a row that does not say it has all the same: a day, the centre of its commune, no number of a body.
_DEFAULTED = frozenset({"date_maj", "pivot", *POSITION})


def _corrected(seen: KnownPlace, given: list[Mapping[str, Any]]) -> set[str]:
    """The fields whose present value no feed gave; those that go together are corrected together."""
    found = {name for name in FIELDS if not any(one[name] == seen.values[name] for one in given)}
    for group in TOGETHER:
        if found & group:
            found |= group
    return found


def values_of(
    record: LieuRecord, line: int, known: Known, seen: KnownPlace | None
) -> tuple[dict[str, Any], list[Problem]]:
    """The fields of the help point that a row describes, as far as they can be believed and held; and what has to be
    said about them."""
    values = fields_of(record)
    problems = situate(values, record, line, known.communes)
    values["date_maj"], doubt = _believable(record.date_maj, seen, known.today)
    if doubt:
        problems.append(Problem(line, "date_maj", f"{doubt} Corrigez-la.", "warning", record.date_maj.isoformat()))
    return values, [*problems, *_fit(values, line, known.lengths)]


def _believable(day: date, seen: KnownPlace | None, today: date) -> tuple[date, str]:
    """A row of tomorrow was brought up to date when it came, at the latest; the same row says the same next time.
    One of 1900, the zero of spreadsheets, counts as old: people are told to call first."""
    if day < OLDEST:
        return OLDEST, f"Date de mise à jour trop ancienne : nous la comptons de {OLDEST.year}."
    if day > today:
        known = seen.values["date_maj"] if seen is not None else today
        return min(known, today), "Date de mise à jour à venir : celle du jour la remplace."
    return day, ""


_WHOLE_OR_NOTHING = frozenset({"booking_url", "accessibility_url", "opening_hours", "phone"})


def _fit(values: dict[str, Any], line: int, lengths: Mapping[str, int]) -> list[Problem]:
    """Make the values fit their columns: longer texts are cut, addresses and hours, useless when cut, left out."""
    problems = []
    for column, name in TEXTS.items():
        text, length = values[name], lengths.get(name)
        if length is None or len(text) <= length:
            continue
        if name in _WHOLE_OR_NOTHING:
            values[name] = ""
            message = f"Valeur de plus de {length} caractères, laissée de côté."
        else:
            values[name] = text[:length]
            message = f"Texte trop long, coupé à {length} caractères."
        problems.append(Problem(line, column, message, "warning", text))
    return problems
