"""Carrying an import out: what somebody did meanwhile is never lost, killed it goes on, and it can be undone."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.exchange.apply import Busy, Stale, carry_on, finish, start
from directory.exchange.plan import Why
from directory.exchange.prepare import touches_much
from directory.exchange.undo import NotUndone, prepare_undo
from directory.models import HelpPoint, ImportRun, ImportStep, SourceRecord
from directory.signals import places_changed
from directory.standard import writer
from portal.models import Commune, RetiredAddress
from search.models import SearchDocument
from tests.consistency.source_files import PROJECT
from tests.factories.dates import ActivityFactory
from tests.factories.imports import FEED, load, prepared
from tests.factories.places import publish
from tests.factories.records import a_record

pytestmark = pytest.mark.django_db
PHONE, OTHER = "+33553111111", "+33553222222"


def place(identifier: str = "exemple-1") -> HelpPoint:
    return HelpPoint.objects.get(standard_id=identifier)


def left(run: ImportRun) -> list[tuple[str, str]]:
    return list(run.steps.filter(state="left").values_list("identifier", "why"))


def edited(point: HelpPoint) -> None:
    point.address = "9 place du Marché"
    point.save_revision().publish()


def test_an_import_creates_changes_and_says_nothing_twice(laplume: Commune, now: datetime) -> None:
    first = load([a_record(), a_record(id="exemple-2")], now=now)
    assert (first.state, first.summary["create"], HelpPoint.objects.count()) == ("done", 2, 2)
    second = load([a_record(telephone=PHONE), a_record(id="exemple-2")], now=now)
    assert (second.summary["change"], second.summary["unchanged"]) == (1, 1)
    assert (place().phone, SearchDocument.objects.filter(kind="lieu").count()) == (PHONE, 2)
    told: list[object] = []

    def listen(**_: Any) -> None:
        told.append(_)

    places_changed.connect(listen)
    with CaptureQueriesContext(connection) as queries:
        third = load([a_record(telephone=PHONE), a_record(id="exemple-2")], now=now)
    places_changed.disconnect(listen)
    assert not told and third.summary == {"unchanged": 2, "known": 2}
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert all("directory_import" in sql for sql in written), "an unchanged file writes nothing in the directory"


def test_a_changed_place_keeps_its_history(laplume: Commune, now: datetime) -> None:
    load([a_record()], now=now)
    assert place().latest_revision is None
    load([a_record(telephone=PHONE)], now=now)
    point = place()
    assert point.latest_revision == point.live_revision is not None
    assert point.get_latest_revision_as_object().phone == PHONE


@pytest.mark.parametrize("scheduled", [False, True])
def test_a_draft_that_waits_has_the_imported_fields_too(laplume: Commune, now: datetime, scheduled: bool) -> None:
    load([a_record()], now=now)
    draft = place()
    draft.summary = "Ce que je prépare."
    hour = now + timedelta(days=1) if scheduled else None
    revision = draft.save_revision(approved_go_live_at=hour)
    load([a_record(telephone=PHONE, presentation_resume="De la source.")], now=now)
    assert (place().phone, place().summary) == (PHONE, "De la source.")
    waiting = place().get_latest_revision_as_object()
    assert (waiting.phone, waiting.summary) == (PHONE, "Ce que je prépare.")
    revision.refresh_from_db()
    revision.publish()
    assert (place().phone, place().summary) == (PHONE, "Ce que je prépare.")


# What somebody did meanwhile


def test_a_correction_stays_field_by_field(laplume: Commune, now: datetime) -> None:
    load([a_record()], now=now)
    edited(place())
    run = load([a_record(telephone=PHONE, adresse="2 rue de l’Exemple")], now=now)
    assert (place().phone, place().address) == (PHONE, "9 place du Marché")
    assert run.steps.get().kept == {"address": "2 rue de l’Exemple"}


def test_a_difference_that_is_old_is_made_again(laplume: Commune, now: datetime) -> None:
    load([a_record()], now=now)
    run = prepared([a_record(telephone=PHONE)], now=now)
    HelpPoint.objects.update(phone=OTHER)
    with pytest.raises(Stale):
        start(run, now)
    assert place().phone == OTHER


@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (lambda: HelpPoint.objects.filter(standard_id="exemple-1").update(phone=OTHER), Why.CHANGED_SINCE),
        (lambda: place().delete(), Why.DELETED_SINCE),
    ],
)
def test_what_changes_while_it_is_written_is_left(
    laplume: Commune, now: datetime, meanwhile: Callable[[], object], why: Why
) -> None:
    load([a_record(), a_record(id="exemple-2")], now=now)
    run = prepared([a_record(id=f"exemple-{n}", telephone=PHONE) for n in (1, 2)], now=now)
    start(run, now)
    meanwhile()
    finish(run, now)
    assert left(run) == [("exemple-1", why.value)]
    assert place("exemple-2").phone == PHONE


def test_a_place_created_meanwhile_is_not_made_twice(laplume: Commune, now: datetime) -> None:
    run = prepared([a_record(), a_record(id="exemple-2")], now=now)
    start(run, now)
    HelpPoint.objects.create(
        standard_id="exemple-1", name="Créée entre-temps", postal_code="47310", date_maj=now.date()
    )
    finish(run, now)
    assert left(run) == [("exemple-1", Why.CREATED_SINCE.value)]
    assert place().name == "Créée entre-temps"


def test_a_place_deleted_here_is_not_brought_back(laplume: Commune, now: datetime) -> None:
    load([a_record()], now=now)
    place().delete()
    run = load([a_record(telephone=PHONE)], now=now)
    assert left(run) == [("exemple-1", Why.DELETED.value)]
    assert not HelpPoint.objects.exists()


# Vanished


def test_who_is_no_longer_in_the_file_is_unpublished_only_when_asked(laplume: Commune, now: datetime) -> None:
    load([a_record(), a_record(id="exemple-2")], now=now)
    load([a_record(id="ailleurs")], now=now, feed="Un autre")
    run = load([a_record()], now=now)
    assert run.summary["unpublish"] == 1 and place("exemple-2").live
    assert touches_much(run)
    load([a_record()], now=now, unpublish_vanished=True)
    assert not place("exemple-2").live and place("ailleurs").live
    assert not SearchDocument.objects.filter(key=f"lieu:{place('exemple-2').pk}").exists()


# One at a time, and kills


def test_a_second_import_of_one_feed_is_refused_and_names_the_first(laplume: Commune, now: datetime) -> None:
    first, second = prepared([a_record()], now=now), prepared([a_record(id="exemple-2")], now=now)
    other = prepared([a_record(id="exemple-3")], now=now, feed="Un autre")
    start(first, now)
    with pytest.raises(Busy, match=f"n° {first.pk}"):
        start(second, now)
    start(other, now)
    finish(first, now)
    second.refresh_from_db()
    start(second, now)


def test_each_chunk_is_whole_and_the_next_goes_on(laplume: Commune, now: datetime) -> None:
    run = prepared([a_record(id=f"exemple-{n}") for n in range(7)], now=now)
    start(run, now)
    assert carry_on(run.pk, now, size=3) == 4
    assert HelpPoint.objects.count() == SearchDocument.objects.filter(kind="lieu").count() == 3
    finish(run, now)
    assert HelpPoint.objects.count() == SourceRecord.objects.count() == 7


def test_a_chunk_that_fails_leaves_nothing_of_itself(
    laplume: Commune, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = prepared([a_record()], now=now)
    start(run, now)

    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError("the index cannot be written")

    with monkeypatch.context() as broken:
        broken.setattr("search.index.writing.touch", fail)
        with pytest.raises(RuntimeError):
            carry_on(run.pk, now)
    assert not HelpPoint.objects.exists() and run.steps.get().state == "waiting"
    finish(run, now)
    assert HelpPoint.objects.count() == 1


def state_of(folder: Path) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        wanted = (
            "select standard_id, name, phone, live from directory_helppoint order by standard_id",
            'select identifier, point_id is null, "values" from directory_sourcerecord order by identifier',
            "select title, kind from search_searchdocument order by title, kind",
            "select state, kind, count(*) from directory_importstep group by state, kind",
            "pragma integrity_check",
        )
        return [row for sql in wanted for row in database.execute(sql).fetchall()]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="has databases of its own, always of SQLite")
def test_killed_at_any_instant_it_ends_in_the_same_state(tmp_path: Path) -> None:
    """Eight kills at random instants, then one run that goes on; against a directory that nobody killed."""
    file = tmp_path / "lieux.csv"
    records = [a_record(id=f"exemple-{n}", nom=f"Lieu d’exemple {n}") for n in range(900)]
    file.write_text("".join(writer.lines(records)), encoding="utf-8")

    def command(folder: Path, *words: str) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "PORTAL_VAR_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "portal.settings.embedded",
        }
        return subprocess.Popen(
            [sys.executable, "manage.py", *words], cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL
        )

    folders = [tmp_path / "calm", tmp_path / "killed"]
    folders[0].mkdir()
    assert command(folders[0], "migrate", "-v0").wait() == 0
    shutil.copytree(*folders)
    load_it = ("directory_load", str(file), "--feed", FEED)
    assert command(folders[0], *load_it).wait() == 0
    chance = random.Random(47)
    for _ in range(8):
        going = "--carry-on" if unfinished_in(folders[1]) else ""
        process = command(folders[1], *(("directory_load", going) if going else load_it))
        time.sleep(chance.uniform(1.0, 3.0))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert command(folders[1], "directory_load", "--carry-on").wait() == 0
    assert command(folders[1], *load_it).wait() == 0
    calm, killed = (state_of(folder) for folder in folders)
    assert [row for row in calm if row[0] not in ("done", "waiting")] == [
        row for row in killed if row[0] not in ("done", "waiting")
    ]


def unfinished_in(folder: Path) -> bool:
    with closing(sqlite3.connect(folder / "db.sqlite3")) as database:
        return bool(database.execute("select 1 from directory_importrun where state='applying'").fetchone())


# Undoing


def undone(run: ImportRun, now: datetime) -> ImportRun:
    undo = prepare_undo(run, now)
    start(undo, now)
    finish(undo, now)
    return undo


def test_undoing_gives_back_what_the_import_wrote(laplume: Commune, now: datetime) -> None:
    load([a_record()], now=now)
    before = place().phone, place().name
    run = load([a_record(telephone=PHONE, nom="Autre nom"), a_record(id="exemple-2")], now=now)
    undo = undone(run, now)
    assert (place().phone, place().name) == before
    assert not HelpPoint.objects.filter(standard_id="exemple-2").exists()
    assert (undo.summary["change"], undo.summary["delete"]) == (1, 1)
    assert RetiredAddress.objects.count() == 1
    again = load([a_record(telephone=PHONE, nom="Autre nom"), a_record(id="exemple-2")], now=now)
    assert (again.summary["change"], again.summary["create"]) == (1, 1), "an import that was undone can be done again"


def test_what_was_edited_since_is_listed_and_left(laplume: Commune, now: datetime) -> None:
    load([a_record()], now=now)
    run = load(
        [a_record(telephone=PHONE, nom="Autre nom"), a_record(id="exemple-2"), a_record(id="exemple-3")], now=now
    )
    point = place()
    point.phone = OTHER
    point.save_revision().publish()
    edited(place("exemple-2"))
    publish(ActivityFactory(point=place("exemple-3")))
    undo = undone(run, now)
    assert (place().phone, place().name) == (OTHER, "Maison d’exemple")
    assert undo.steps.get(kind="change").kept == {"phone": ""}
    assert dict(left(undo)) == {"exemple-2": Why.CHANGED_SINCE.value, "exemple-3": Why.IN_USE.value}


def test_an_unpublished_place_is_published_again(laplume: Commune, now: datetime) -> None:
    load([a_record(), a_record(id="exemple-2")], now=now)
    run = load([a_record()], now=now, unpublish_vanished=True)
    undone(run, now)
    assert place("exemple-2").live


def test_only_a_finished_import_is_undone_and_once(laplume: Commune, now: datetime) -> None:
    run = prepared([a_record()], now=now)
    with pytest.raises(NotUndone, match="terminé"):
        prepare_undo(run, now)
    start(run, now)
    finish(run, now)
    undone(run, now)
    with pytest.raises(NotUndone, match="déjà"):
        prepare_undo(run, now)


def test_only_what_changed_is_told_and_written(laplume: Commune, now: datetime) -> None:
    load([a_record(), a_record(id="exemple-2")], now=now)
    HelpPoint.objects.update(live=False, status=HelpPoint.Status.CLOSED)
    told: list[frozenset[int]] = []

    def listen(points: Iterable[int], **_: object) -> None:
        told.append(frozenset(points))

    places_changed.connect(listen)
    load([a_record(), a_record(id="exemple-2", telephone=PHONE)], now=now)
    places_changed.disconnect(listen)
    changed = place("exemple-2")
    assert told == [frozenset([changed.pk])]
    assert (changed.live, changed.status, changed.phone) == (False, "closed", PHONE)
    assert ImportStep.objects.filter(state="waiting").count() == 0


def test_a_verified_place_takes_what_is_newer_and_is_to_be_verified_again(laplume: Commune, now: datetime) -> None:
    load([a_record()], now=now)
    HelpPoint.objects.update(verified_on=date(2026, 11, 1))
    load([a_record(telephone=PHONE)], now=now)
    assert place().phone == ""
    load([a_record(telephone=PHONE, date_maj=date(2026, 11, 3))], now=now)
    assert (place().phone, place().verified_on) == (PHONE, None)


def test_undoing_one_import_after_the_other_ends_where_all_began(laplume: Commune, now: datetime) -> None:
    """The second one unpublished what the first one made; nobody else touched it."""
    first = load([a_record(), a_record(id="exemple-2")], now=now)
    second = load([a_record(telephone=PHONE)], now=now, unpublish_vanished=True)
    for run in (second, first):
        assert left(undone(run, now)) == []
    assert not HelpPoint.objects.exists()
