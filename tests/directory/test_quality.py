"""The quality board, and what a form says of its own record."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from directory.domain.duplicates import likely_pairs
from directory.domain.quality import Fault
from directory.models import HelpPoint
from directory.upkeep.duplicates import candidates
from directory.upkeep.quality import judged
from portal.models import CommuneOutline
from tests.factories.imports import load
from tests.factories.records import a_record
from tests.strict_client import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("admin_templates")]
BOARD = "/admin/lieux/qualite/"
MakePoint = Callable[..., HelpPoint]


def rows(page: Any) -> list[str]:
    found = BeautifulSoup(page.content.decode(), "html.parser").select("table.listing tbody tr")
    return [" ".join(row.get_text(" ").split()) for row in found]


def test_each_line_leads_to_its_record_and_says_why(admin_client: StrictClient, make_point: MakePoint) -> None:
    without = make_point("Sans téléphone", phone="", source="Une source")
    make_point("Loin de chez lui", latitude="48.000000", longitude="7.500000", phone="+33553000001")
    page = admin_client.get(f"{BOARD}?probleme=NO_PHONE")
    (row,) = rows(page)
    assert "Sans téléphone" in row and "Laplume · Albret Communauté · Une source" in row
    assert f"/edit/{without.pk}/" in page.content.decode()
    assert [row for row in rows(admin_client.get(f"{BOARD}?probleme=OUTSIDE")) if "Loin de chez lui" in row]
    assert rows(admin_client.get(f"{BOARD}?epci=Ailleurs")) == []
    assert len(rows(admin_client.get(f"{BOARD}?source=Une+source"))) == 1
    assert len(rows(admin_client.get(f"{BOARD}?probleme=nimporte"))) == 2


def test_a_position_outside_the_outline_of_its_commune(admin_client: StrictClient, make_point: MakePoint) -> None:
    """Two kilometres away it is in another town, though near enough of the centre for a wide one."""
    here = make_point("Chez lui", latitude="44.100000", longitude="0.500000")
    make_point("En face", latitude="44.130000", longitude="0.500000")
    make_point("Sur la limite", latitude="44.111000", longitude="0.500000")

    def outside() -> list[str]:
        return rows(admin_client.get(f"{BOARD}?probleme=OUTSIDE"))

    assert outside() == []
    square = [[0.49, 44.09], [0.51, 44.09], [0.51, 44.11], [0.49, 44.11], [0.49, 44.09]]
    CommuneOutline.objects.create(commune=here.commune, rings=[square])
    (row,) = outside()
    assert "En face" in row


def test_the_lines_are_given_as_a_spreadsheet(admin_client: StrictClient, make_point: MakePoint) -> None:
    make_point("=1+1", phone="")
    response = admin_client.get(f"{BOARD}tableur/?probleme=NO_PHONE")
    sheet = load_workbook(BytesIO(response.content)).active
    values = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert values[1][0] == "=1+1" and "Pas de téléphone" in values[1][5]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}


def test_the_form_says_how_complete_it_is(admin_client: StrictClient, make_point: MakePoint) -> None:
    point = make_point(phone="")
    page = admin_client.get(f"/admin/snippets/directory/helppoint/edit/{point.pk}/")
    words = " ".join(BeautifulSoup(page.content.decode(), "html.parser").get_text(" ").split())
    assert "Fiche complète à" in words and "Pas de téléphone." in words
    assert admin_client.get("/admin/snippets/directory/helppoint/add/").status_code == 200


def test_a_form_compares_its_record_with_those_of_its_commune_only(
    make_point: MakePoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pairs of a country take seconds: nobody waits for them to open a form."""
    point = make_point("Maison")
    make_point("Maison")
    make_point("Maison", insee_code="47001")
    asked: list[set[str]] = []

    def compared(doors: Any, *rest: Any) -> Any:
        doors = list(doors)
        asked.append({door.commune for door in doors})
        return likely_pairs(doors, *rest)

    monkeypatch.setattr(candidates, "likely_pairs", compared)
    [found] = judged(date(2026, 11, 27), [point])
    assert Fault.DUPLICATE in found.faults and asked == [{point.insee_code}]


def test_nothing_is_judged_when_there_is_nothing(admin_client: StrictClient, site: Any) -> None:
    assert "0 fiches publiées" in admin_client.get(BOARD).content.decode()


def test_the_number_of_queries_does_not_grow(laplume: Any, now: Any, django_assert_max_num_queries: Any) -> None:
    load([a_record(id=f"exemple-{n}", adresse=f"{n} rue") for n in range(60)], now=now)
    with django_assert_max_num_queries(4):
        assert len(list(judged(date(2026, 11, 27)))) == 60


def test_only_editors_see_it(reader_client: StrictClient) -> None:
    assert reader_client.get(BOARD).status_code in (302, 403)
