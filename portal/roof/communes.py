"""The table of communes, read from a CSV file and brought up to date."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

from portal.models import Commune, CommuneOutline
from portal.models.changes import changes
from search.api import communes_changed

# Field of `Commune` → the titles it may have in a file.
_TITLES: Mapping[str, tuple[str, ...]] = {
    "insee": ("code_insee", "insee"),
    "name": ("nom",),
    "postal_codes": ("codes_postaux",),
    "departement": ("departement",),
    "epci": ("epci",),
    "epci_name": ("epci_nom",),
    "population": ("population",),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon"),
    "former_names": ("anciens_noms",),
}
_OPTIONAL = frozenset({"former_names"})
_FIELDS = [name for name in _TITLES if name != "insee"]
# Municipal arrondissements have no centre of their own in the public tables: that of their city stands in.
_CITIES = {"751": "75056", "132": "13055", "6938": "69123"}


class TableError(Exception):
    """The file is no table of communes; the message is a French sentence for its owner."""


@dataclass(frozen=True)
class Loaded:
    """`skipped` are names of communes without a centre, which a place could not be shown at."""

    new: int
    changed: int
    same: int
    skipped: tuple[str, ...]


@dataclass(frozen=True)
class CommuneTable:
    """`communes` are not yet saved; `skipped` are names of communes without a centre, `silent` the fields for which the
    file has no column."""

    communes: tuple[Commune, ...]
    skipped: tuple[str, ...]
    silent: frozenset[str]


def read_communes(lines: Iterable[str]) -> CommuneTable:
    """The communes of a file (UTF-8, separated by commas, postal codes by `|` or spaces). Raises `TableError`."""
    table = csv.DictReader(lines)
    titles = {
        field: next((one for one in names if one in (table.fieldnames or ())), "") for field, names in _TITLES.items()
    }
    if missing := [_TITLES[field][0] for field, title in titles.items() if not title and field not in _OPTIONAL]:
        raise TableError(f"Colonnes absentes : {', '.join(missing)}.")
    rows = {
        row[titles["insee"]]: {field: (row[title] if title else "") or "" for field, title in titles.items()}
        for row in table
    }
    communes, skipped = [], []
    for insee, row in rows.items():
        city = rows.get(next((code for start, code in _CITIES.items() if insee.startswith(start)), ""), row)
        centre = row if row["latitude"] and row["longitude"] else city
        if not (centre["latitude"] and centre["longitude"]):
            skipped.append(row["name"])
            continue
        if len(insee) != 5:
            raise TableError(f"{row['name']} : « {insee} » n’est pas un code INSEE.")
        try:
            communes.append(_commune(row, centre))
        except ValueError as error:
            raise TableError(f"{row['name']} ({insee}) : un nombre ne peut pas être lu.") from error
    silent = frozenset(field for field, title in titles.items() if not title)
    return CommuneTable(tuple(communes), tuple(skipped), silent)


def _commune(row: Mapping[str, str], centre: Mapping[str, str]) -> Commune:
    return Commune(
        insee=row["insee"],
        name=row["name"],
        postal_codes=row["postal_codes"].replace("|", " ").split(),
        departement=row["departement"],
        epci=row["epci"],
        epci_name=row["epci_name"],
        population=int(row["population"] or 0),
        latitude=float(centre["latitude"]),
        longitude=float(centre["longitude"]),
        former_names=[name for name in row["former_names"].split("|") if name],
    )


def load_communes(table: CommuneTable, *, dry_run: bool = False) -> Loaded:
    """Insert what is missing, change what differs, leave what the file does not name; all or nothing."""
    communes = table.communes
    with nullcontext() if dry_run else changes():
        there = {row[0]: row[1:] for row in Commune.objects.order_by().values_list("insee", *_FIELDS)}
        for one in communes:
            for name in table.silent if one.insee in there else ():
                setattr(one, name, there[one.insee][_FIELDS.index(name)])
        new = [one for one in communes if one.insee not in there]
        differing = [one for one in communes if one.insee in there and there[one.insee] != _values(one)]
        if not dry_run:
            Commune.objects.bulk_create(new, batch_size=500)
            for one in differing:
                one.save(force_update=True)  # one by one: what bears their names follows
            if new:
                communes_changed()
    return Loaded(len(new), len(differing), len(communes) - len(new) - len(differing), table.skipped)


def _values(commune: Commune) -> tuple[object, ...]:
    return tuple(getattr(commune, name) for name in _FIELDS)


def load_outlines(text: str) -> int:
    """The outlines of a GeoJSON collection whose features bear their INSEE code as `code`; those of communes that the
    table lacks are left out. How many were stored. Raises `TableError`."""
    try:
        rings = dict(_outline(feature) for feature in json.loads(text)["features"])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise TableError("Ce fichier n’est pas une collection GeoJSON de communes avec leur code INSEE.") from error
    with changes():
        known = Commune.objects.filter(insee__in=rings).values_list("insee", flat=True)
        outlines = [CommuneOutline(commune_id=insee, rings=rings[insee]) for insee in known]
        CommuneOutline.objects.bulk_create(
            outlines, batch_size=500, update_conflicts=True, unique_fields=["commune"], update_fields=["rings"]
        )
    return len(outlines)


def _outline(feature: Mapping[str, Any]) -> tuple[str, list[Any]]:
    geometry = feature["geometry"]
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}[geometry["type"]]
    rings = [[[float(x), float(y)] for x, y, *_ in ring] for polygon in polygons for ring in polygon]
    return str(feature["properties"]["code"]), rings
