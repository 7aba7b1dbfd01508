"""The command: it decides first, then writes; a dry run touches nothing and waits for nobody."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from directory.management.commands import directory_load
from directory.models import HelpPoint
from directory.standard import writer
from directory.standard.record import LieuRecord
from portal.models import Commune
from search.models import SearchDocument
from tests.consistency.source_files import PROJECT
from tests.factories.records import a_record

TRIED = "Essai seulement : rien n’a été écrit.\n"


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


@pytest.mark.django_db
def test_the_command_says_what_it_did(laplume: Commune, csv_file: Callable[[list[LieuRecord]], Path]) -> None:
    path = csv_file([a_record(), a_record(id="exemple-2", nom="")])
    said = run(path, "--dry-run")
    assert "1 lieux créés" in said
    assert "1 lignes refusées" in said
    assert "Ligne 3, nom" in said
    assert "rien n’a été écrit" in said
    assert not HelpPoint.objects.exists()
    assert not SearchDocument.objects.exists()
    assert run(path) == said.removesuffix(TRIED)
    assert HelpPoint.objects.count() == SearchDocument.objects.count() == 1
    assert "1 déjà à jour" in run(path)


@pytest.mark.django_db
def test_a_dry_run_of_an_update_says_what_the_run_does(
    laplume: Commune, csv_file: Callable[[list[LieuRecord]], Path]
) -> None:
    run(csv_file([a_record(), a_record(id="exemple-2")]))
    HelpPoint.objects.get(standard_id="exemple-1").save_revision().publish()
    path = csv_file([a_record(id=f"exemple-{n}", nom=f"Maison {n}") for n in (1, 2, 3, 3)])
    said = run(path, "--dry-run", "--update")
    assert "1 lieux créés, 1 mis à jour" in said
    assert "dont 1 modifiés dans l’administration : Maison d’exemple (exemple-1)" in said
    assert "Ligne 5, id" in said
    assert run(path, "--update") == said.removesuffix(TRIED)


def test_the_command_refuses_what_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        run(tmp_path / "absent.csv")
    (tmp_path / "autre.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Colonnes obligatoires absentes"):
        run(tmp_path / "autre.csv")


# Locks


@pytest.fixture
def statements(transactional_db: None) -> Iterator[list[str]]:
    """The first word of each statement of the test, transactions included."""
    found: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        found.append(sql.split()[0].upper())
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield found


def test_a_dry_run_only_reads(
    laplume: Commune, csv_file: Callable[[list[LieuRecord]], Path], statements: list[str]
) -> None:
    run(csv_file([a_record(), a_record(id="exemple-2")]))
    assert "INSERT" in statements
    path = csv_file([a_record(nom="Autre nom"), a_record(id="exemple-3")])
    statements.clear()
    assert "1 lieux créés, 1 mis à jour" in run(path, "--dry-run", "--update")
    assert set(statements) == {"SELECT"}


def test_the_lock_is_held_for_the_writing_only(
    laplume: Commune,
    csv_file: Callable[[list[LieuRecord]], Path],
    transactional_db: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[str, bool]] = []

    def watched(name: str) -> None:
        real = getattr(directory_load, name)

        def call(*args: Any, **options: Any) -> Any:
            result = real(*args, **options)
            seen.append((name, connection.in_atomic_block))
            return result

        monkeypatch.setattr(directory_load, name, call)

    for name in ("parse_row", "existing", "plan", "apply"):
        watched(name)
    monkeypatch.setattr(
        "directory.exchange.apply.mark_stale", lambda *_: seen.append(("writing", connection.in_atomic_block))
    )
    run(csv_file([a_record()]))
    assert seen == [
        ("parse_row", False),
        ("existing", False),
        ("plan", False),
        ("writing", True),
        ("apply", False),
    ]


def test_a_dry_run_does_not_wait_for_who_is_writing(
    laplume: Commune, csv_file: Callable[[list[LieuRecord]], Path], transactional_db: None, tmp_path: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no lock on the whole database")
    path = csv_file([a_record()])
    with closing(sqlite3.connect(tmp_path / "db.sqlite3", isolation_level=None)) as other:
        connection.connection.backup(other)
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        done = subprocess.run(
            [sys.executable, "manage.py", "directory_load", str(path), "--dry-run"],
            cwd=PROJECT,
            env={
                **os.environ,
                "PORTAL_VAR_DIR": str(tmp_path),
                "DJANGO_SETTINGS_MODULE": "portal.settings.embedded",
            },
            capture_output=True,
            text=True,
            check=False,
            # The embedded profile waits 20 seconds for a lock before it gives up: a lock asked for fails both ways.
            timeout=120,
        )
    assert done.returncode == 0, done.stderr
    assert "1 lieux créés" in done.stdout
