"""What is wrong, old or missing in a record, and how complete it is: for those who keep it right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from urllib.parse import urlsplit

from directory.domain.hours_text import parse

MONTHS_OLD, MONTHS_VERY_OLD = 6, 12


class Fault(Enum):
    """`value` is said to staff, the gravest first."""

    OUTSIDE = "Position hors de sa commune"
    UNREADABLE_HOURS = "Horaires illisibles"
    NO_PHONE = "Pas de téléphone"
    NO_HOURS = "Pas d’horaires"
    NO_POSITION = "Pas de position exacte"
    NO_COMMUNE = "Commune inconnue"
    BROKEN_LINK = "Adresse web mal écrite"
    CLOSED = "Fermé pour de bon, encore dans la liste"
    VERY_OLD = "Pas vérifié depuis un an"
    OLD = "Pas vérifié depuis six mois"
    DUPLICATE = "Ressemble à une autre fiche"


@dataclass(frozen=True)
class Record:
    """What is judged of a place. `far_km` says how far a position lies from a commune that cannot hold it, else None;
    `waits` that one comes without appointment; `alike` that another record looks like it."""

    phone: str
    hours: str
    exact: bool
    far_km: float | None
    commune_known: bool
    links: Sequence[str]
    closed: bool
    hosts_only: bool
    moves: bool
    waits: bool
    services: bool
    access: bool
    address: bool
    summary: bool
    known_on: date
    alike: bool = False


@dataclass(frozen=True)
class Score:
    """Out of 100; `missing` are the points lost, each with its reason, the most first."""

    points: int
    missing: tuple[tuple[int, str], ...]


def faults(record: Record, today: date) -> Iterator[Fault]:
    """What is to be looked at. A town hall that only hosts has no hours nor services of its own; a bus no position."""
    if record.closed:
        yield Fault.CLOSED
    if record.far_km is not None:
        yield Fault.OUTSIDE
    if not parse(record.hours).valid:
        yield Fault.UNREADABLE_HOURS
    if not record.hosts_only:
        if not record.phone:
            yield Fault.NO_PHONE
        if not record.hours and record.waits and not record.moves:
            yield Fault.NO_HOURS
    if not record.exact and not record.moves:
        yield Fault.NO_POSITION
    if not record.commune_known:
        yield Fault.NO_COMMUNE
    if any(not well_written(link) for link in record.links):
        yield Fault.BROKEN_LINK
    months = _months(record.known_on, today)
    if months >= MONTHS_VERY_OLD:
        yield Fault.VERY_OLD
    elif months >= MONTHS_OLD:
        yield Fault.OLD
    if record.alike:
        yield Fault.DUPLICATE


def score(record: Record, today: date) -> Score:
    """What a visitor needs first counts most: whom to call, when, where."""
    parts = (
        (25, record.hosts_only or bool(record.phone), "le téléphone"),
        (20, record.hosts_only or record.moves or not record.waits or _readable(record.hours), "des horaires lisibles"),
        (15, record.moves or (record.exact and record.far_km is None), "une position exacte"),
        (10, record.hosts_only or record.address, "l’adresse"),
        (10, record.hosts_only or record.services, "les services"),
        (5, record.hosts_only or record.access, "comment on y est reçu"),
        (5, record.summary, "une phrase de présentation"),
        (10, _months(record.known_on, today) < MONTHS_VERY_OLD, "une vérification de moins d’un an"),
    )
    missing = tuple((points, reason) for points, there, reason in parts if not there)
    return Score(100 - sum(points for points, _ in missing), missing)


def well_written(link: str) -> bool:
    """Whether an address can lead somewhere; nothing is fetched."""
    try:
        parts = urlsplit(link)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return False
    labels = host.split(".")
    return (
        parts.scheme in ("http", "https")
        and len(labels) > 1
        and all(label and not label.startswith("-") and not label.endswith("-") for label in labels)
        and not any(character.isspace() or character in '<>"|' for character in link)
    )


def _readable(hours: str) -> bool:
    return bool(hours) and parse(hours).known


def _months(known_on: date, today: date) -> int:
    """Whole months between two days."""
    return (today.year - known_on.year) * 12 + today.month - known_on.month - (today.day < known_on.day)
