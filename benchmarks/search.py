"""How long the embedded search takes, beside the raw queries that any answer needs.

    python -m benchmarks.search                 20 000 made-up places
    python -m benchmarks.search places.csv      the places of a file of the national standard

On SQLite in memory, or on the server of DATABASE_URL. Prints the time to build the index, then p50 and p95 of each
question and its ratio to the floor: reading the same rows with plain SQL.
"""

from __future__ import annotations

import csv
import os
import random
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from django.db import connection  # noqa: E402 - Django must be set up first
from django.test.utils import CaptureQueriesContext  # noqa: E402

from search import registry  # noqa: E402
from search.api import mark_stale, search  # noqa: E402
from search.index.writing import rebuild  # noqa: E402
from search.question.moments import moments  # noqa: E402
from search.types import Circle, Document, SearchRequest, Span, SpanFilter, never  # noqa: E402

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AGEN = Circle(44.2, 0.62, "Agen (47000)", "47001", 30)
CENTRES = [(44.2 + i % 40 * 0.15, 0.6 + i // 40 * 0.3) for i in range(400)]
RUNS = 60
SERVICES = (
    "Aide aux démarches administratives", "Maîtrise des outils numériques du quotidien", "Parentalité et éducation",
    "Insertion professionnelle via le numérique", "Utilisation sécurisée du numérique", "Loisirs et créations",
    "Compréhension du monde numérique", "Accès internet et matériel informatique", "Acquisition de matériel",
)  # fmt: skip
THINGS = tuple("tablette smartphone ordinateur impôts caf imprimante photos courriel visio retraite".split())  # noqa: SIM905
PUBLICS = ("Jeunes", "Étudiants", "Familles et/ou enfants", "Seniors", "Femmes")


class BenchSource:
    kind = "lieu"
    label = "Lieux"
    order = 10
    card_template = ""

    def __init__(self, held: dict[int, Document]) -> None:
        self.held = held

    def pks(self) -> list[int]:
        return list(self.held)

    def documents(self, pks: Collection[int], now: datetime) -> Iterator[Document]:
        return (self.held[pk] for pk in pks if pk in self.held)

    def cards(self, hits: Any, now: datetime, circle: Circle | None) -> dict[int, object]:
        return {}


def document(pk: int, name: str, town: str, lat: float, lon: float, facets: dict[str, Any], body: str) -> Document:
    week = [NOW.replace(hour=8) + timedelta(days=day, hours=4 * half) for day in range(7) for half in (0, 1)]
    return Document(
        key=f"lieu:{pk}", kind="lieu", pk=str(pk), title=name, url=f"/lieux/{pk}-lieu/", lat=lat, lon=lon,
        fields={"name": name, "services": " ".join(facets["services"]), "place": town, "body": body},
        facets=facets, spans=tuple(Span("open", start, start + timedelta(hours=3)) for start in week if pk % 3),
    )  # fmt: skip


def made_up(count: int) -> dict[int, Document]:
    chance = random.Random(47)
    held = {}
    for pk in range(1, count + 1):
        lat, lon = chance.choice(CENTRES)
        facets = {
            "services": tuple(chance.sample(SERVICES, 4)),
            "publics": tuple(chance.sample(PUBLICS, chance.randrange(3))),
            "acces": (chance.choice(("Se présenter", "Téléphoner")),),
        }
        body = " ".join(chance.sample(THINGS, 3)) + f" salle {pk % 900}"
        held[pk] = document(
            pk, f"Espace numérique {chance.choice(THINGS)} {pk % 700}", f"Commune{pk % 400}",
            lat + chance.gauss(0, 0.08), lon + chance.gauss(0, 0.1), facets, body,
        )  # fmt: skip
    return held


def from_file(path: Path) -> dict[int, Document]:
    columns = {"services": "services", "publics": "publics_specifiquement_adresses", "acces": "modalites_acces"}
    held = {}
    with path.open(encoding="utf-8", newline="") as lines:
        for pk, row in enumerate(csv.DictReader(lines), 1):
            facets = {group: tuple(filter(None, row[name].split("|"))) for group, name in columns.items()}
            body = " ".join((row["presentation_resume"], row["presentation_detail"], *facets["publics"]))
            if row["latitude"] and row["longitude"]:
                town = f"{row['commune']} {row['code_postal']}"
                lat, lon = float(row["latitude"]), float(row["longitude"])
                held[pk] = document(pk, row["nom"], town, lat, lon, facets, body)
    return held


def timed(action: Callable[[], object]) -> tuple[float, float]:
    action()
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        action()
        times.append((perf_counter() - start) * 1000)
    return median(times), quantiles(times, n=20)[18]


def floor_of(action: Callable[[], object]) -> Callable[[], None]:
    """The queries of an answer run alone, their rows fetched and dropped."""
    with CaptureQueriesContext(
        connection,
    ) as captured:
        action()
    statements = [query["sql"] for query in captured.captured_queries]

    def run() -> None:
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.cursor.execute(statement)
                cursor.fetchall()

    return run


def indexed(words: list[str]) -> dict[int, Document]:
    """The documents of the file that `words` name, or made-up ones, in a new index of the database."""
    held = from_file(Path(words[0])) if words else made_up(20_000)
    registry._sources.clear()
    registry.register(BenchSource(held))
    start = perf_counter()
    rebuild()
    print(f"{connection.vendor}, {len(held)} documents; index built in {perf_counter() - start:.1f} s")
    return held


def questions(held: dict[int, Document]) -> dict[str, SearchRequest]:
    """What is asked, by name."""
    spans = tuple(
        SpanFilter("quand", one.code, ("open",), start, end)
        for one in moments(NOW).values()
        for start, end in one.stretches
    )
    chosen = {"services": frozenset({min(value for one in held.values() for value in one.facets["services"])})}
    all_filters = SearchRequest(
        kinds=("lieu",), spans=lambda _zone: spans, counted=frozenset({"services", "publics", "acces", "quand"})
    )
    return {
        "text near, 3 groups + half-days": replace(all_filters, text="apprendre tablette", circle=AGEN),
        "text near, one choice": replace(all_filters, text="impots", circle=AGEN, facets=chosen, spans=never),
        "near only": replace(all_filters, circle=AGEN, spans=never),
        "whole country, text": replace(all_filters, text="tablette", spans=never),
        "whole country, misspelt": replace(all_filters, text="inprimante", spans=never),
        "whole country, common phrase": replace(all_filters, text="demarches administratives", spans=never),
        "whole country, nothing asked": all_filters,
    }


def main() -> None:
    held = indexed(sys.argv[1:])
    print(f"{'question':34} {'found':>6} {'p50 ms':>8} {'p95 ms':>8} {'floor':>8} {'ratio':>6}")
    for name, request in questions(held).items():
        found = search(request).total
        p50, p95 = timed(lambda request=request: search(request))
        floor, _ = timed(floor_of(lambda request=request: search(request)))
        print(f"{name:34} {found:6} {p50:8.1f} {p95:8.1f} {floor:8.1f} {p50 / floor:6.1f}")
    pks = iter(random.Random(1).choices(sorted(held), k=1 + RUNS))

    def save() -> None:
        pk = next(pks)
        held[pk] = document(pk, f"Nouveau nom {pk}", "Agen", 44.2, 0.6, dict(held[pk].facets), "nouveau texte")
        mark_stale("lieu", [pk])

    p50, p95 = timed(save)
    print(f"{'refresh of one changed document':34} {1:6} {p50:8.1f} {p95:8.1f}")


if __name__ == "__main__":
    name = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        main()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
