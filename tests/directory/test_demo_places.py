"""The 92 real records of the demo: loaded once, merged, and given back as they came."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest

from directory.domain.quality import Fault
from directory.exchange.apply import finish, start
from directory.exchange.mapping import record_of
from directory.exchange.plan import Why
from directory.exchange.prepare import prepare
from directory.models import HelpPoint, ImportRun
from directory.standard import reader, writer
from directory.standard.record import LieuRecord
from directory.upkeep.quality import judged
from portal.models import CommuneOutline, RetiredAddress
from portal.roof.demo.loaders import hosts, places
from portal.roof.demo.paths import DATA
from search.models import SearchDocument
from tests.portal.demo_files import DROPPED, HOSTS, KEPT, MERGES, PLACES


def demo_records() -> list[LieuRecord]:
    content = (DATA / "lieux-47.csv").read_bytes()
    parsed = [reader.parse_row(row.values, row.number) for row in reader.read(content)]
    return [one.record for one in parsed if one.record is not None]


def test_the_demo_places_are_loaded_once(demo_places: str, now: datetime) -> None:
    points = HelpPoint.objects.filter(hosts_only=False)
    assert {point.standard_id for point in points} == KEPT
    assert {point.standard_id for point in HelpPoint.objects.filter(hosts_only=True)} == HOSTS
    assert SearchDocument.objects.filter(kind="lieu").count() == 70
    assert CommuneOutline.objects.count() == 319
    assert not [one.point for one in judged(now.date()) if Fault.OUTSIDE in one.faults]
    before = list(HelpPoint.objects.order_by("pk").values()), list(SearchDocument.objects.order_by("pk").values())
    assert places.load(now).startswith("60 lieux (0 nouveaux)")
    assert hosts.load(now) == "10 lieux d’accueil (0 nouveaux)"
    assert before == (
        list(HelpPoint.objects.order_by("pk").values()),
        list(SearchDocument.objects.order_by("pk").values()),
    )


def test_every_demo_place_is_valid_for_the_admin(demo_places: str) -> None:
    for point in HelpPoint.objects.select_related("commune"):
        point.full_clean()
        assert point.commune is not None
        assert point.latitude is not None


def test_a_place_without_coordinates_stands_at_the_centre_of_its_commune(demo_places: str) -> None:
    without = {identifier for identifier in KEPT if not PLACES[identifier]["latitude"]}
    approximate = {point.standard_id for point in HelpPoint.objects.filter(position_precision="commune")}
    assert approximate == without | HOSTS
    assert approximate
    for point in HelpPoint.objects.filter(standard_id__in=without).select_related("commune"):
        assert float(point.latitude) == pytest.approx(point.commune.latitude, abs=1e-6)
        assert record_of(point).latitude is None


def test_merged_records_give_their_services_to_the_one_kept(demo_places: str) -> None:
    for merge in MERGES:
        point = HelpPoint.objects.get(standard_id=merge["keep"])
        kept, dropped = PLACES[merge["keep"]], [PLACES[identifier] for identifier in merge["drop"]]
        if "services" in merge["union"]:
            every = {label for row in (kept, *dropped) for label in row["services"].split("|") if label}
            assert len(point.services) == len(every)
        assert len(point.access_modes) == len([mode for mode in kept["modalites_acces"].split("|") if mode])
        if source := merge["take"].get("telephone"):
            assert point.phone == PLACES[source]["telephone"]
    assert RetiredAddress.objects.exclude(replaced_by=None).count() == len(DROPPED)
    assert not HelpPoint.objects.filter(standard_id__in=DROPPED).exists()


def test_records_come_out_as_they_came_in(demo_places: str) -> None:
    united = {merge["keep"]: {*merge["union"], *merge["take"]} for merge in MERGES}
    wanted = {record.id: record for record in demo_records()}
    for point in HelpPoint.objects.filter(hosts_only=False):
        got, given = writer.row(record_of(point)), wanted[point.standard_id]
        asked = writer.row(replace(given, latitude=_rounded(given.latitude), longitude=_rounded(given.longitude)))
        merged = united.get(point.standard_id, set())
        assert {name: got[name] for name in got if name not in merged} == {
            name: asked[name] for name in asked if name not in merged
        }


def test_the_national_file_brings_back_nothing_that_was_corrected_or_merged(demo_places: str, now: datetime) -> None:
    """The sources still say it as before: capitals, a point in Alsace, five records for Penne-d’Agenais."""
    before = list(HelpPoint.objects.order_by("pk").values())
    run = ImportRun(feed="Cartographie nationale", created_at=now, update=True)
    prepare(run, places._rows(as_given=True))
    assert run.summary.keys() <= {"remember", "leave", "kept", "unchanged"}
    start(run, now)
    finish(run, now)
    assert list(HelpPoint.objects.order_by("pk").values()) == before
    assert set(run.steps.filter(why=Why.MERGED).values_list("identifier", flat=True)) == DROPPED


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(Decimal("0.000001"))
