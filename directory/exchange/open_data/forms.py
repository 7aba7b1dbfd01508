"""The files in which the directory is given: each form is the same places, written another way."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.addresses import OPEN_DATA
from directory.domain.hours.usual import usual_words
from directory.exchange.mapping import record_of
from directory.exchange.open_data.places import edition, read, records
from directory.exchange.spreadsheet import CONTENT_TYPE, workbook
from directory.models import HelpPoint
from directory.standard import writer
from directory.standard.fields import FIELDS, Field
from portal.ground.remembered import remembered
from portal.ground.site import site_root
from portal.words.typography import display_phone

# How many places the weight of a file is told from.
_SAMPLE = 200
_CHUNK = 65_536  # characters: one write to the network for some seventy places
_POSITION = frozenset({"latitude", "longitude"})


@dataclass(frozen=True)
class Form:
    """`write` gives the bytes of these places bit by bit; the addresses of their pages begin with the root of the site.
    `exact`: the same places give the same bytes. `kept`: too slow to be made for each reader."""

    extension: str
    media: str
    label: str | Promise
    whom: str | Promise
    write: Callable[[Iterable[HelpPoint], str], Iterator[bytes]]
    exact: bool = True
    kept: bool = False

    @property
    def address(self) -> str:
        """Written in other people's programs: it never changes."""
        return f"{OPEN_DATA}lieux.{self.extension}"


def _csv(points: Iterable[HelpPoint], root: str) -> Iterator[bytes]:
    return _chunks(writer.lines(records(points)))


def _json(points: Iterable[HelpPoint], root: str) -> Iterator[bytes]:
    return _chunks(_array("[", (writer.values(record) for record in records(points)), "]"))


def _geojson(points: Iterable[HelpPoint], root: str) -> Iterator[bytes]:
    features = (_feature(point, root) for point in points)
    return _chunks(_array('{"type":"FeatureCollection","features":[', features, "]}"))


def _xlsx(points: Iterable[HelpPoint], root: str) -> Iterator[bytes]:
    head = [field.title for field in FIELDS]
    rows = ([*map(_in_words, FIELDS, _values(point)), f"{root}{point.get_absolute_url()}"] for point in points)
    yield workbook(_("Lieux"), [*head, _("Page")], rows)


FORMS = (
    Form(
        "xlsx", CONTENT_TYPE,
        gettext_lazy("Tableur (XLSX)"),
        gettext_lazy("Pour lire, trier et imprimer avec un tableur. Les mots sont en clair."),
        _xlsx, exact=False, kept=True,
    ),
    Form(
        "csv", "text/csv; charset=utf-8",
        gettext_lazy("Standard national (CSV)"),
        gettext_lazy("Les 32 colonnes du standard « Lieux de médiation numérique », version 1.0.2."),
        _csv,
    ),
    Form(
        "json", "application/json",
        gettext_lazy("Standard national (JSON)"),
        gettext_lazy("Les mêmes lieux et les mêmes noms, pour un programme."),
        _json,
    ),
    Form(
        "geojson", "application/geo+json",
        gettext_lazy("Carte (GeoJSON)"),
        gettext_lazy("Pour une carte. Un lieu qui se déplace, ou placé à peu près, n’y a pas de point."),
        _geojson,
    ),
)  # fmt: skip


@remembered
def sizes() -> Mapping[str, int]:
    """Bytes of each form by its extension, told from the first places: to be said with « environ »."""
    points = list(islice(read(), _SAMPLE))
    share = edition().places / len(points) if points else 1
    return {form.extension: round(share * sum(map(len, form.write(points, site_root())))) for form in FORMS}


def _feature(point: HelpPoint, root: str) -> Mapping[str, Any]:
    """RFC 7946. Of a service that moves the position is that of its mail: on a map it would be a door."""
    values = writer.values(record_of(point))
    placed = values.keys() >= _POSITION and not point.moves
    geometry = {"type": "Point", "coordinates": [values["longitude"], values["latitude"]]} if placed else None
    properties = {name: value for name, value in values.items() if name not in _POSITION}
    page = f"{root}{point.get_absolute_url()}"
    return {"type": "Feature", "id": values["id"], "geometry": geometry, "properties": {**properties, "page": page}}


def _array(before: str, objects: Iterable[Mapping[str, Any]], after: str) -> Iterator[str]:
    """An object a line: two editions can be compared."""
    yield before
    for rank, one in enumerate(objects):
        yield ",\n" if rank else "\n"
        yield json.dumps(one, ensure_ascii=False, separators=(",", ":"))
    yield f"\n{after}\n"


def _values(point: HelpPoint) -> Iterator[Any]:
    record = record_of(point)
    return (getattr(record, field.name) for field in FIELDS)


def _in_words(field: Field, value: Any) -> str:
    if field.name == "telephone" and value:
        return display_phone(value)
    if field.name == "horaires":
        return usual_words(value)
    if field.vocabulary is not None:
        return ", ".join(term.plain for term in field.vocabulary.pick(value))
    if field.multiple:
        return ", ".join(value)
    return "" if value is None else str(value)


def _chunks(texts: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    length = 0
    for text in texts:
        held.append(text)
        length += len(text)
        if length >= _CHUNK:
            yield "".join(held).encode()
            held, length = [], 0
    if held:
        yield "".join(held).encode()
