"""The files given to everybody: which places, what is told of them, what asking again costs."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from directory.exchange.open_data.forms import FORMS
from directory.models import HelpPoint
from portal.models.changes import changes
from tests.directory.open_data import answer, body, judged
from tests.strict_client import StrictClient

MakePoint = Callable[..., HelpPoint]
pytestmark = pytest.mark.django_db


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


def test_cells_of_any_kind_stay_text(client: StrictClient, make_point: MakePoint, tmp_path: Path) -> None:
    name = '=HYPERLINK("x";"y"),\n<script>'
    make_point(name, summary='Guillemets « " » et\nligne')
    assert judged(body(client, "csv"), tmp_path / "places.csv") == []
    assert rows(body(client, "csv"))[0]["nom"] == name
    assert json.loads(body(client, "json"))[0]["nom"] == name
    sheet = load_workbook(io.BytesIO(body(client, "xlsx"))).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "inlineStr"}
    assert name in [cell.value for cell in sheet[2]]


def test_only_open_doors_with_an_address_are_given(client: StrictClient, make_point: MakePoint) -> None:
    make_point("Donné")
    make_point("Fermé", status="closed")
    make_point("Brouillon", live=False)
    make_point("Salle", hosts_only=True)
    make_point("Sans adresse", address="")
    assert [row["nom"] for row in rows(body(client, "csv"))] == ["Donné"]
    for form in FORMS:
        assert b"Brouillon" not in body(client, form.extension)


def test_an_approximate_position_is_not_given(client: StrictClient, make_point: MakePoint) -> None:
    make_point("Exact")
    make_point("Environ", position_precision="commune")
    make_point("Camion", itinerance=["itinerant"])
    assert [row["latitude"] for row in rows(body(client, "csv"))] == ["44.112750", "", "44.112750"]
    assert ["latitude" in place for place in json.loads(body(client, "json"))] == [True, False, True]
    features = json.loads(body(client, "geojson"))["features"]
    placed = {feature["properties"]["nom"]: feature["geometry"] for feature in features}
    assert placed == {
        "Exact": {"type": "Point", "coordinates": [0.530547, 44.11275]}, "Environ": None, "Camion": None,
    }  # fmt: skip
    assert all("latitude" not in feature["properties"] for feature in features)


def test_the_spreadsheet_speaks_plainly(client: StrictClient, make_point: MakePoint) -> None:
    point = make_point(phone="+33553878793", fees=["gratuit"], websites=["https://a.fr", "https://b.fr"])
    head, line = load_workbook(io.BytesIO(body(client, "xlsx"))).active.iter_rows(values_only=True)
    said = dict(zip(head, line, strict=True))
    assert said["Téléphone"].replace("\u00a0", " ") == "05 53 87 87 93"
    assert said["Sites web"] == "https://a.fr, https://b.fr"
    assert said["Page"].endswith(point.get_absolute_url()) and said["Page"].startswith("http")


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.extension)
def test_who_holds_the_file_is_told_so(client: StrictClient, make_point: MakePoint, form: Any) -> None:
    point = make_point()
    first = answer(client, form.extension)
    held = {"if-none-match": first["ETag"]}
    assert first["Content-Type"] == form.media
    assert first["Access-Control-Allow-Origin"] == "*"
    assert first["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert first["Content-Disposition"].endswith(f'lieux-de-mediation-numerique_lot-et-garonne.{form.extension}"')
    assert first["ETag"].startswith('"' if form.exact else 'W/"')
    unchanged = answer(client, form.extension, **held)
    assert (unchanged.status_code, unchanged["Access-Control-Allow-Origin"]) == (304, "*")
    asked = client.head(f"/donnees/lieux.{form.extension}")
    assert (asked.status_code, asked["ETag"], asked.content) == (200, first["ETag"], b"")
    with changes():
        point.phone = "+33553878793"
        point.save()
    assert answer(client, form.extension, **held).status_code == 200
    assert client.post(f"/donnees/lieux.{form.extension}").status_code == 405


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.extension)
def test_a_large_directory_costs_no_more_questions(client: StrictClient, make_point: MakePoint, form: Any) -> None:
    sent = []
    for number in (1, 2, 700):
        with changes():
            HelpPoint.objects.bulk_create(
                HelpPoint(
                    name=f"Lieu {rank}", standard_id=f"essai-{number}-{rank}", commune_name="Agen",
                    postal_code="47000", address="1 rue de l’Exemple", date_maj="2026-01-01",
                )
                for rank in range(number)
            )  # fmt: skip
        with CaptureQueriesContext(connection) as captured:
            assert len(body(client, form.extension)) > 0
        sent.append(len(captured))
    assert sent[1] == sent[2] <= sent[0] <= 8


def test_an_empty_directory_is_a_file_too(client: StrictClient, site: Any, tmp_path: Path) -> None:
    assert judged(body(client, "csv"), tmp_path / "places.csv") == []
    assert json.loads(body(client, "json")) == []
    assert json.loads(body(client, "geojson")) == {"type": "FeatureCollection", "features": []}
    assert load_workbook(io.BytesIO(body(client, "xlsx"))).active.max_row == 1


def test_a_spreadsheet_says_hours_in_french(client: StrictClient, make_point: MakePoint) -> None:
    make_point(opening_hours="Mo-Fr 09:00-12:00")
    cells = [cell.value for cell in load_workbook(io.BytesIO(body(client, "xlsx"))).active[2]]
    assert "lundi à vendredi 9 h à 12 h" in [str(cell).replace("\u00a0", " ") for cell in cells]
    assert rows(body(client, "csv"))[0]["horaires"] == "Mo-Fr 09:00-12:00"
