"""Decides what an import does: plain values in and out, nothing is read or written. No Django here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from directory.domain.freshness import OLDEST
from directory.exchange import whereabouts
from directory.exchange.known import Known, KnownPlace
from directory.exchange.mapping import TEXTS, fields_of
from directory.exchange.merges import Merge, merged
from directory.standard.record import LieuRecord
from directory.standard.rows import Parsed, Problem


class Why(StrEnum):
    """Why a place is left as it is; the value follows « 3 lieux »."""

    NOT_ASKED = "déjà dans l’annuaire, sans que leur mise à jour soit demandée"
    EDITED = "modifiés dans l’administration"
    VERIFIED = "vérifiés par le réseau"
    # Between the decision and the writing.
    CHANGED_SINCE = "modifiés pendant l’import"
    CREATED_SINCE = "créés pendant l’import"
    DELETED_SINCE = "supprimés pendant l’import"
    ALONE_SINCE = "en double d’une fiche supprimée pendant l’import"


class Change(NamedTuple):
    before: Any
    after: Any


@dataclass(frozen=True)
class Created:
    """A place to create from row `line`; `values` has every name of `mapping.FIELDS`."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Changed:
    """A place to change, `seen` being what the decision rests on."""

    line: int
    values: Mapping[str, Any]
    seen: KnownPlace

    @property
    def fields(self) -> dict[str, Change]:
        """The fields that change, by name."""
        before = self.seen.values
        return {name: Change(before[name], value) for name, value in self.values.items() if before[name] != value}


@dataclass(frozen=True)
class Kept:
    """A place that the file describes otherwise, left as it is."""

    identifier: str
    name: str
    why: Why


@dataclass(frozen=True)
class Retired:
    """A place to delete, whose address will lead to the one with the identifier `kept`."""

    seen: KnownPlace
    kept: str


@dataclass(frozen=True)
class ImportPlan:
    """What an import will do, or has done. `merged` are the identifiers of records that another one takes in,
    `refused` the fatal problems, `remarks` what else is said on single rows."""

    created: Sequence[Created] = ()
    changed: Sequence[Changed] = ()
    kept: Sequence[Kept] = ()
    unchanged: Sequence[str] = ()
    merged: Sequence[str] = ()
    retired: Sequence[Retired] = ()
    refused: Sequence[Problem] = ()
    remarks: Sequence[Problem] = ()


def plan(parsed: Iterable[Parsed], known: Known, *, merges: Sequence[Merge] = (), update: bool = False) -> ImportPlan:
    """What to do of these rows (`standard.reader.parse_row`).

    Missing places are created. One already there is left alone unless `update`; even then, one that people changed in
    the admin or verified is kept as it is. Records that a merge drops disappear; a place that was already loaded from
    one of them is retired to the one that is kept. Of two rows with one identifier, the first counts.
    """
    reading = _Reading(known)
    for row in parsed:
        reading.take(row)
    records = [one for one, _ in reading.taken.values()]
    lines = {one.id: line for one, line in reading.taken.values()}
    taken_in = {
        identifier: merge.keep
        for merge in merges
        if merge.keep in known.places or merge.keep in lines
        for identifier in merge.drop
    }
    created: list[Created] = []
    changed: list[Changed] = []
    kept: list[Kept] = []
    unchanged: list[str] = []
    for record in merged(records, merges):
        if record.id in taken_in:
            continue
        line = lines[record.id]
        seen = known.places.get(record.id)
        values = reading.values(record, line, seen)
        if seen is None:
            created.append(Created(line, values))
        elif all(seen.values[name] == value for name, value in values.items()):
            unchanged.append(record.id)
        elif why := _why_kept(seen, update):
            kept.append(Kept(record.id, seen.values["name"], why))
        else:
            changed.append(Changed(line, values, seen))
    return ImportPlan(
        created=created,
        changed=changed,
        kept=kept,
        unchanged=unchanged,
        merged=[record.id for record in records if record.id in taken_in],
        retired=[Retired(known.places[one], keep) for one, keep in taken_in.items() if one in known.places],
        refused=sorted(reading.refused, key=_by_line),
        remarks=sorted(reading.remarks, key=_by_line),
    )


@dataclass
class _Reading:
    """The records that can be taken, each with its line, and what has to be said of the others."""

    known: Known
    taken: dict[str, tuple[LieuRecord, int]] = field(default_factory=dict)
    refused: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    def take(self, row: Parsed) -> None:
        for problem in row.problems:
            (self.refused if problem.level == "fatal" else self.remarks).append(problem)
        record = row.record
        if record is None:
            return
        length = self.known.lengths.get("standard_id")
        if length and len(record.id) > length:
            # Cut, it would be another place's identifier.
            self._refuse(row.line, record.id, f"Identifiant de plus de {length} caractères : donnez-en un plus court.")
        elif record.id in self.taken:
            first = self.taken[record.id][1]
            self._refuse(
                row.line,
                record.id,
                f"Identifiant déjà donné à la ligne {first}, seconde fiche laissée de côté : "
                "donnez-lui le sien, ou supprimez-la.",
            )
        else:
            self.taken[record.id] = record, row.line

    def _refuse(self, line: int, identifier: str, message: str) -> None:
        self.refused.append(Problem(line, "id", message, "fatal", identifier))

    def values(self, record: LieuRecord, line: int, seen: KnownPlace | None) -> dict[str, Any]:
        """The fields of the help point, as far as they can be believed and held."""
        values = fields_of(record)
        self.remarks += whereabouts.situate(values, record, line, self.known.communes)
        values["date_maj"] = self._believable(record.date_maj, line, seen)
        return self._fitting(values, line)

    def _believable(self, day: date, line: int, seen: KnownPlace | None) -> date:
        """A row of tomorrow was brought up to date when it came, at the latest; the same row says the same next time.
        One of 1900, the zero of spreadsheets, counts as old: people are told to call first."""
        if OLDEST <= day <= self.known.today:
            return day
        if day < OLDEST:
            believed, message = OLDEST, f"Date de mise à jour trop ancienne : nous la comptons de {OLDEST.year}."
        else:
            known = seen.values["date_maj"] if seen is not None else self.known.today
            believed, message = min(known, self.known.today), "Date de mise à jour à venir : celle du jour la remplace."
        self.remarks.append(Problem(line, "date_maj", f"{message} Corrigez-la.", "warning", day.isoformat()))
        return believed

    def _fitting(self, values: dict[str, Any], line: int) -> dict[str, Any]:
        """The values that columns can hold: longer texts are cut, addresses and hours, useless when cut, left out."""
        for column, name in TEXTS.items():
            text, length = values[name], self.known.lengths.get(name)
            if length is None or len(text) <= length:
                continue
            if name in _WHOLE_OR_NOTHING:
                values[name] = ""
                message = f"Valeur de plus de {length} caractères, laissée de côté."
            else:
                values[name] = text[:length]
                message = f"Texte trop long, coupé à {length} caractères."
            self.remarks.append(Problem(line, column, message, "warning", text))
        return values


_WHOLE_OR_NOTHING = frozenset({"booking_url", "accessibility_url", "opening_hours", "phone"})


def _by_line(problem: Problem) -> int:
    return problem.line


def _why_kept(seen: KnownPlace, update: bool) -> Why | None:
    if not update:
        return Why.NOT_ASKED
    if seen.revision is not None:  # saving in the admin leaves one
        return Why.EDITED
    return Why.VERIFIED if seen.verified_on is not None else None
