"""Loading files of the national standard: what people changed stays, odd rows are said, many rows cost few queries."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import HelpPoint
from directory.standard.record import LieuRecord
from portal.models import Commune
from tests.factories.imports import load
from tests.factories.records import a_record

pytestmark = pytest.mark.django_db


# Odd rows


def test_the_commune_is_found_by_code_or_by_name(laplume: Commune, now: datetime) -> None:
    load([a_record(code_insee="", commune="LAPLUME", latitude=None, longitude=None)], now=now)
    point = HelpPoint.objects.get()
    assert (point.commune, point.insee_code, point.commune_name) == (laplume, "47137", "Laplume")
    assert point.approximate
    load([a_record(id="loin", code_insee="75056", commune="Paris", code_postal="75001")], now=now)
    assert HelpPoint.objects.get(standard_id="loin").commune is None


def test_a_text_that_no_column_holds_is_cut(laplume: Commune, now: datetime) -> None:
    done = load([a_record(nom="x" * 300, prise_rdv=f"https://exemple.fr/{'y' * 600}")], now=now)
    assert list(done.remarks.values_list("line", "column")) == [(2, "nom"), (2, "prise_rdv")]
    point = HelpPoint.objects.get()
    assert (len(point.name), point.booking_url) == (200, "")


def test_two_rows_with_one_identifier_make_one_place(laplume: Commune, now: datetime) -> None:
    done = load([a_record(), a_record(nom="Autre")], now=now)
    assert list(done.remarks.values_list("line", "column", "value")) == [(3, "id", "exemple-1")]
    assert HelpPoint.objects.get().name == "Maison d’exemple"


def test_the_number_of_queries_hardly_grows_with_the_rows(laplume: Commune, now: datetime) -> None:
    def queries(records: list[LieuRecord], **options: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            load(records, now=now, **options)
        return len(captured)

    few = queries([a_record(id=f"peu-{n}") for n in range(5)])
    many = queries([a_record(id=f"tas-{n}", nom=f"Lieu {n}") for n in range(400)])
    # Four chunks; a query a row would be four hundred more.
    assert many < few * 4
    again = queries([a_record(id=f"tas-{n}", nom=f"Lieu {n}", telephone="+33553111111") for n in range(400)])
    assert again < few * 4
    assert HelpPoint.objects.count() == 405
