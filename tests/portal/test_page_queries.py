"""The statements that each main page sends, in order: a query that is added, lost or changed is seen in review.

The lists are in tests/data/queries; `make queries` writes them anew. How many there may be is asserted by the tests of
the rooms; here one reads which.
"""

import difflib
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import HelpPoint
from events.models import Activity, Occurrence
from tests.consistency.source_files import PROJECT
from tests.portal.statements import normalised

STORED = PROJECT / "tests/data/queries"


def place() -> str:
    return HelpPoint.objects.get(name="France services La Poste de Castelmoron-sur-Lot").get_absolute_url()


def permanence() -> str:
    dated = Activity.objects.filter(kind="permanence", rules__isnull=False).order_by("pk")
    return dated[0].get_absolute_url()


def workshop() -> str:
    return Activity.objects.filter(kind="workshop").order_by("pk")[0].get_absolute_url()


def date() -> str:
    return f"/agenda/date/{Occurrence.objects.order_by('pk')[0].pk}/"


# name of the list → the address, or what finds it in the demo
PAGES: dict[str, Any] = {
    "accueil": "/",
    "lieux": "/lieux/",
    "lieux-commune": "/lieux/?ou=castelmoron",
    "lieux-filtres": "/lieux/?ou=agen&quoi=impots&acces=se-presenter&ouvert=maintenant",
    "lieux-besoin": "/lieux/?quoi=impots",
    "commune": "/lieux/commune/47001-agen/",
    "commune-sans-lieu": "/lieux/commune/47002-agme/",
    "donnees": "/donnees/",
    "donnees-csv": "/donnees/lieux.csv",
    "guide": "/guide/quand/?service=demarches&ou=agen",
    "lieu": place,
    "agenda": "/agenda/",
    "agenda-commune": "/agenda/?ou=agen",
    "permanence": permanence,
    "atelier": workshop,
    "date": date,
    "recherche": "/recherche/?q=impots+castelmoron",
    "articles": "/actualites/",
    "article": "/actualites/la-poste/",
    "rss": "/actualites/rss.xml",
    "agenda-mois": "/agenda/mois/?ou=agen",
    "ical-reseau": "/ical/reseau.ics",
    "ical-recherche": "/ical/agenda.ics?ou=Agen+(47000)&rayon=20",
    "sitemap": "/sitemap.xml",
}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="each database has its own words for the same query")
@pytest.mark.parametrize("name", PAGES)
def test_a_page_sends_the_stored_statements(name: str, demo: Any, client: Any, pytestconfig: pytest.Config) -> None:
    address = PAGES[name] if isinstance(PAGES[name], str) else PAGES[name]()
    read(client, address)  # what is remembered from one visit to the next is so from now on
    with CaptureQueriesContext(connection) as captured:
        read(client, address)
    found = "\n\n".join(normalised(query["sql"], tables()) for query in captured.captured_queries) + "\n"
    stored = STORED / f"{name}.sql.txt"
    if pytestconfig.getoption("renew_queries"):
        stored.write_text(found, encoding="utf-8")
    changed = difference(stored, found)
    assert not changed, f"{changed}\n\nIf this is what you want: make queries, then look at the difference in git."


def tables() -> dict[str, list[str]]:
    return {
        model._meta.db_table: [str(field.column) for field in model._meta.local_fields] for model in apps.get_models()
    }


def read(client: Any, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    if response.streaming:
        b"".join(response)


def difference(stored: Path, found: str) -> str:
    before = stored.read_text(encoding="utf-8") if stored.is_file() else ""
    lines = difflib.unified_diff(before.splitlines(), found.splitlines(), stored.name, "now", lineterm="")
    return "\n".join(lines)


def test_every_list_is_of_a_page() -> None:
    assert {path.name.removesuffix(".sql.txt") for path in STORED.glob("*")} == set(PAGES)


@pytest.mark.parametrize(
    ("sql", "text"),
    [
        ('SELECT "a"."id", "a"."name" FROM "a" WHERE "a"."id" = 12', "SELECT a.(id, name) FROM a WHERE a.id = ?"),
        ("SELECT 1 FROM a WHERE a.n IN ('x', 'l''y', NULL) LIMIT 21", "SELECT ? FROM a WHERE a.n IN (…) LIMIT ?"),
        ("SELECT t2.b, t2.c, d.e, d.f FROM t2", "SELECT t2.(b, c), d.* FROM t2"),
        ("SELECT a.x FROM a WHERE a.y >= -1.5e-05 ORDER BY 1 ASC", "SELECT a.x FROM a WHERE a.y >= ? ORDER BY ? ASC"),
    ],
)
def test_statements_are_written_without_values(sql: str, text: str) -> None:
    assert " ".join(normalised(sql, {"d": ["e", "f"]}).split()) == text


def test_a_difference_is_told(tmp_path: Path) -> None:
    stored = tmp_path / "a.sql.txt"
    stored.write_text("SELECT a\n")
    assert difference(stored, "SELECT a\n") == ""
    assert "-SELECT a\n+SELECT b" in difference(stored, "SELECT b\n")
