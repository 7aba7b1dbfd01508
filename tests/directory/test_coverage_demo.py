"""The coverage of a real territory in the admin: tables, maps and a spreadsheet, in few queries."""

import time
from datetime import datetime
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from directory.admin.coverage import picture
from directory.contributions import contributions
from directory.domain.coverage import Distance, Rhythm
from directory.upkeep.coverage import coverage
from portal.models import Commune
from tests.strict_client import StrictClient

pytestmark = pytest.mark.usefixtures("demo", "admin_templates")


@pytest.fixture
def page(editor_client: StrictClient) -> BeautifulSoup:
    response = editor_client.get(reverse("directory_coverage:index"))
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def test_every_inhabitant_is_in_both_tables(page: BeautifulSoup) -> None:
    home = Commune.objects.filter(departement="47")
    population = sum(home.values_list("population", flat=True))
    tables = page.select("table.coverage-table")
    assert len(tables) == 2
    for found in tables:
        last = found.select("tbody tr")[-1]
        assert f"{population:,}".replace(",", "\u202f") in last.select("td")[-1].get_text()
        assert f"{home.count()} communes" in last.select("td")[-1].get_text()


def test_maps_say_the_class_in_a_number_and_in_words(page: BeautifulSoup) -> None:
    for drawing in page.select(".coverage-map > svg"):
        dots = drawing.select("g")
        assert len(dots) == Commune.objects.filter(departement="47").count()
        for dot in dots:
            number, title = dot.select_one("text"), dot.select_one("title")
            assert number is not None and title is not None
            assert str(dot["class"]).strip("[]'").endswith(f"-{number.get_text()}") and " : " in title.get_text()
    assert len(page.select(".coverage-map figcaption li")) == len(Distance) + len(Rhythm)


def test_it_takes_few_queries_and_less_than_a_second(now: datetime) -> None:
    coverage(now)
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        found = coverage(now)
    assert found is not None and len(found.communes) == 319
    assert len(captured.captured_queries) <= 6
    assert all(query["sql"].startswith("SELECT") for query in captured.captured_queries)
    assert time.perf_counter() - start < 1


def test_permanences_count(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def days() -> int:
        found = coverage(now)
        assert found is not None
        return sum(one.days for one in found.communes)

    with_them = days()
    monkeypatch.setattr(contributions, "help_days", [])
    assert days() < with_them


def test_the_spreadsheet_has_every_commune(editor_client: StrictClient) -> None:
    response = editor_client.get(reverse("directory_coverage:download"))
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert len(rows) == 320
    agen = next(row for row in rows if row[1] == "Agen")
    assert agen[:2] == ("47001", "Agen") and agen[6] == "Moins de 2 km" and agen[8] == "5 jours ou plus"


def test_too_many_communes_for_a_map_leave_the_tables(
    editor_client: StrictClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "MOST", 100)
    response = editor_client.get(reverse("directory_coverage:index"))
    assert b"coverage-map" not in response.content and b"coverage-table" in response.content
