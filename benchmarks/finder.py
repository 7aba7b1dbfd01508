"""How long the finder takes over the places of the whole country, beside the raw query of the same rows.

    python -m benchmarks.finder             the national file, when it lies in ../shared/data
    python -m benchmarks.finder places.csv  another file of the national standard

On SQLite in memory, or on the server of DATABASE_URL. Prints p50 and p95 of the search and of the whole page (HTML
included), and their ratio to the floor: fetching the places of that page by their primary key with plain SQL.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from time import perf_counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
django.setup()

from django.core.management import call_command  # noqa: E402 - Django must be set up first
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.search import timed  # noqa: E402
from directory.finder import answer as finder_answer  # noqa: E402
from directory.finder.filters import facet_specs  # noqa: E402
from directory.finder.query import FinderQuery, read  # noqa: E402
from directory.models import HelpPoint  # noqa: E402
from portal.models.changes import changes  # noqa: E402
from portal.roof.demo.loaders.site import ensure_site, introduce_network  # noqa: E402
from portal.roof.demo.loaders.territory import load as load_communes  # noqa: E402

NATIONAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "lieux-inclusion-numerique-national.csv"
QUESTIONS = {
    "nothing asked": {},
    "words, whole country": {"quoi": ["impots"]},
    "one filter, whole country": {"service": ["demarches"]},
    "near a commune": {"ou": ["agen"]},
    "words near a commune": {"quoi": ["impots"], "ou": ["agen"]},
    "within 80 km": {"ou": ["agen"], "rayon": ["80"]},
}


def floor_of(query: FinderQuery) -> tuple[int, Callable[[], None]]:
    """How many places answer, and the raw query of those of the page."""
    found = finder_answer.answer(query, timezone.now())
    sql, values = HelpPoint.objects.filter(pk__in=[card.pk for card in found.cards]).query.sql_with_params()

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            cursor.fetchall()

    return found.total, run


def main(path: Path) -> None:
    with changes():
        load_communes()
        ensure_site()
        introduce_network()
    start = perf_counter()
    call_command("directory_load", path, verbosity=0, stdout=StringIO())
    print(f"{connection.vendor}, {HelpPoint.objects.count()} places; loaded in {perf_counter() - start:.0f} s")
    client = Client()
    print(f"{'in ms':28} {'found':>6} {'search p50':>12} {'p95':>6} {'page p50':>10} {'p95':>7} {'floor':>6} ratios")
    for name, parameters in QUESTIONS.items():
        now = timezone.now()
        query, _ = read(parameters, finder_answer.known_codes(now))
        request = finder_answer.search_request(query, now, counted=facet_specs(now))
        total, raw = floor_of(query)
        searched, searched_late = timed(lambda request=request: finder_answer.search(request))
        paged, paged_late = timed(lambda query=query: client.get(query.address()).content)
        floor, _ = timed(raw)
        print(
            f"{name:28} {total:6} {searched:12.1f} {searched_late:6.1f} {paged:10.1f} {paged_late:7.1f} {floor:6.1f}"
            f" {searched / floor:.0f} and {paged / floor:.0f}"
        )


if __name__ == "__main__":
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else NATIONAL
    if not path.exists():
        print(f"Finder over the whole country: skipped, there is no file {path.name} to load (give one as argument).")
        sys.exit()
    name = connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        main(path)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
