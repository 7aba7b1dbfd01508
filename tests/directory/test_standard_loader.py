"""Loading files of the national standard: what people changed stays, odd rows are said, many rows cost few queries."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.exchange.loader import load
from directory.exchange.merges import Merge, merged, merges_from
from directory.models import HelpPoint
from directory.signals import place_merged
from directory.standard import reader, writer
from directory.standard.record import LieuRecord
from portal.models import Commune, RetiredAddress
from search.models import SearchDocument

pytestmark = pytest.mark.django_db


def a_record(**values: Any) -> LieuRecord:
    row = {
        "id": "exemple-1",
        "pivot": "00000000000000",
        "nom": "Maison d’exemple",
        "commune": "Laplume",
        "code_postal": "47310",
        "code_insee": "47137",
        "adresse": "1 rue de l’Exemple",
        "latitude": "44.112750",
        "longitude": "0.530547",
        "services": "Aide aux démarches administratives",
        "modalites_acces": "Se présenter",
        "date_maj": "2024-08-01",
    }
    record = reader.parse_row(row, 2).record
    assert record is not None
    return replace(record, **values)


# What people changed


def test_what_people_changed_is_never_overwritten(laplume: Commune, now: datetime) -> None:
    load([a_record(), a_record(id="exemple-2"), a_record(id="exemple-3")], now=now)
    edited, verified = HelpPoint.objects.get(standard_id="exemple-1"), HelpPoint.objects.get(standard_id="exemple-2")
    edited.name = "Nom corrigé"
    edited.save_revision().publish()
    HelpPoint.objects.filter(pk=verified.pk).update(phone="+33553000000", verified_on=date(2026, 11, 1))
    newer = [a_record(id=f"exemple-{n}", telephone="+33553111111") for n in (1, 2, 3)]

    report = load(newer, now=now)
    assert (report.created, report.updated, report.kept) == (0, 0, 3)

    report = load(newer, now=now, update=True)
    assert (report.created, report.updated, report.kept) == (0, 1, 2)
    assert dict(HelpPoint.objects.values_list("standard_id", "phone")) == {
        "exemple-1": "",
        "exemple-2": "+33553000000",
        "exemple-3": "+33553111111",
    }
    assert HelpPoint.objects.get(pk=edited.pk).name == "Nom corrigé"
    assert load(newer, now=now, update=True).unchanged == 1


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
    report = load(records, now=now, merges=[merge], update=True)
    place_merged.disconnect(listen)
    assert (report.updated, report.merged) == (1, 1)
    assert told == [(kept, dropped)]
    assert RetiredAddress.objects.get(kind="lieu", object_id=dropped).replaced_by == kept
    assert [point.phone for point in HelpPoint.objects.all()] == ["+33553111111"]
    assert list(SearchDocument.objects.filter(kind="lieu").values_list("key", flat=True)) == [f"lieu:{kept}"]


def test_a_merge_whose_kept_record_is_missing_drops_nothing() -> None:
    records = [a_record(id="seul")]
    assert merged(records, [Merge("absent", ("seul",))]) == records


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([{"keep": "a", "drop": ["b"]}, {"keep": "b", "drop": ["c"]}], "named twice"),
        ([{"keep": "a", "drop": ["b"], "take": {"couleur": "b"}}], "not a field"),
        ([{"keep": "a", "drop": ["b"], "union": ["nom"]}], "not multiple"),
    ],
)
def test_a_faulty_merge_file_is_refused(rows: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        merges_from(rows)


# Odd rows


def test_the_commune_is_found_by_code_or_by_name(laplume: Commune, now: datetime) -> None:
    load([a_record(code_insee="", commune="LAPLUME", latitude=None, longitude=None)], now=now)
    point = HelpPoint.objects.get()
    assert (point.commune, point.insee_code, point.commune_name) == (laplume, "47137", "Laplume")
    assert point.approximate
    load([a_record(id="loin", code_insee="75056", commune="Paris", code_postal="75001")], now=now)
    assert HelpPoint.objects.get(standard_id="loin").commune is None


def test_repeated_and_oversized_values_are_said(laplume: Commune, now: datetime) -> None:
    report = load([a_record(nom="x" * 300), a_record(nom="Autre")], now=now)
    assert report.created == 1
    assert len(report.said) == 2
    assert len(HelpPoint.objects.get().name) == 200


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


# The command


@pytest.fixture
def csv_file(tmp_path: Path) -> Callable[[list[LieuRecord]], Path]:
    def write(records: list[LieuRecord]) -> Path:
        path = tmp_path / "lieux.csv"
        path.write_text("".join(writer.lines(records)), encoding="utf-8")
        return path

    return write


def run(*arguments: Any) -> str:
    out = StringIO()
    call_command("directory_load", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_did(laplume: Commune, csv_file: Callable[[list[LieuRecord]], Path]) -> None:
    path = csv_file([a_record(), a_record(id="exemple-2", nom="")])
    said = run(path, "--dry-run")
    assert "1 lieux créés" in said
    assert "1 lignes refusées" in said
    assert "Ligne 3, nom" in said
    assert "rien n’a été écrit" in said
    assert not HelpPoint.objects.exists()
    assert not SearchDocument.objects.exists()
    run(path)
    assert HelpPoint.objects.count() == SearchDocument.objects.count() == 1
    assert "1 déjà à jour" in run(path)


def test_the_command_refuses_what_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        run(tmp_path / "absent.csv")
    (tmp_path / "autre.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Colonnes obligatoires absentes"):
        run(tmp_path / "autre.csv")
