"""Loading files of the national standard: what people changed stays, odd rows are said, many rows cost few queries."""

from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.exchange.merges import Merge
from directory.exchange.plan import ImportPlan, Kept, Why
from directory.models import HelpPoint
from directory.signals import place_merged
from directory.standard.record import LieuRecord
from portal.models import Commune, RetiredAddress
from search.models import SearchDocument
from tests.factories.imports import load
from tests.factories.records import a_record

pytestmark = pytest.mark.django_db


def counts(done: ImportPlan) -> tuple[int, int, int]:
    return len(done.created), len(done.changed), len(done.kept)


# What people changed


def test_what_people_changed_is_never_overwritten(laplume: Commune, now: datetime) -> None:
    load([a_record(), a_record(id="exemple-2"), a_record(id="exemple-3")], now=now)
    edited, verified = HelpPoint.objects.get(standard_id="exemple-1"), HelpPoint.objects.get(standard_id="exemple-2")
    edited.name = "Nom corrigé"
    edited.save_revision().publish()
    HelpPoint.objects.filter(pk=verified.pk).update(phone="+33553000000", verified_on=date(2026, 11, 1))
    newer = [a_record(id=f"exemple-{n}", telephone="+33553111111") for n in (1, 2, 3)]

    done = load(newer, now=now)
    assert counts(done) == (0, 0, 3)
    assert {one.why for one in done.kept} == {Why.NOT_ASKED}

    done = load(newer, now=now, update=True)
    assert counts(done) == (0, 1, 2)
    assert done.kept == [
        Kept("exemple-1", "Nom corrigé", Why.EDITED),
        Kept("exemple-2", "Maison d’exemple", Why.VERIFIED),
    ]
    assert dict(HelpPoint.objects.values_list("standard_id", "phone")) == {
        "exemple-1": "",
        "exemple-2": "+33553000000",
        "exemple-3": "+33553111111",
    }
    assert HelpPoint.objects.get(pk=edited.pk).name == "Nom corrigé"
    assert load(newer, now=now, update=True).unchanged == ["exemple-3"]


def test_a_place_merged_later_leads_to_the_one_kept(laplume: Commune, now: datetime) -> None:
    records = [a_record(), a_record(id="exemple-2", telephone="+33553111111")]
    load(records, now=now)
    dropped = HelpPoint.objects.get(standard_id="exemple-2").pk
    kept = HelpPoint.objects.get(standard_id="exemple-1").pk
    told: list[tuple[int, int]] = []

    def listen(kept: int, dropped: int, **_: Any) -> None:
        assert HelpPoint.objects.filter(pk=dropped).exists()
        told.append((kept, dropped))

    place_merged.connect(listen)
    merge = Merge("exemple-1", ("exemple-2",), take={"telephone": "exemple-2"})
    done = load(records, now=now, merges=[merge], update=True)
    place_merged.disconnect(listen)
    assert (len(done.changed), done.merged, len(done.retired)) == (1, ["exemple-2"], 1)
    assert told == [(kept, dropped)]
    assert RetiredAddress.objects.get(kind="lieu", object_id=dropped).replaced_by == kept
    assert [point.phone for point in HelpPoint.objects.all()] == ["+33553111111"]
    assert list(SearchDocument.objects.filter(kind="lieu").values_list("key", flat=True)) == [f"lieu:{kept}"]


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
    assert [(one.line, one.field) for one in done.remarks] == [(2, "nom"), (2, "prise_rdv")]
    point = HelpPoint.objects.get()
    assert (len(point.name), point.booking_url) == (200, "")


def test_two_rows_with_one_identifier_make_one_place(laplume: Commune, now: datetime) -> None:
    done = load([a_record(), a_record(nom="Autre")], now=now)
    assert [(one.line, one.field, one.value) for one in done.refused] == [(3, "id", "exemple-1")]
    assert HelpPoint.objects.get().name == "Maison d’exemple"


def test_a_failure_leaves_nothing_behind(laplume: Commune, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("the index cannot be written")

    monkeypatch.setattr("search.index.writing.touch", fail)
    with pytest.raises(RuntimeError):
        load([a_record()], now=now)
    assert not HelpPoint.objects.exists()


def test_the_number_of_queries_hardly_grows_with_the_rows(laplume: Commune, now: datetime) -> None:
    def queries(records: list[LieuRecord], **options: Any) -> int:
        with CaptureQueriesContext(connection) as captured:
            load(records, now=now, **options)
        return len(captured)

    few = queries([a_record(id=f"peu-{n}") for n in range(5)])
    many = queries([a_record(id=f"tas-{n}", nom=f"Lieu {n}") for n in range(400)])
    # SQLite takes a few more INSERTs for more rows; a query a row would be four hundred more.
    assert many < few + 60
    again = queries([a_record(id=f"tas-{n}", nom=f"Lieu {n}", telephone="+33553111111") for n in range(400)])
    assert again < few + 10
    assert HelpPoint.objects.count() == 405
