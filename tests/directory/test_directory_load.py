"""The command: it decides first, then writes; a dry run touches nothing and waits for nobody."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from directory.exchange import apply, files, prepare
from directory.models import HelpPoint, ImportRun
from directory.standard import writer
from directory.standard.record import LieuRecord
from portal.models import Commune
from search.models import SearchDocument
from tests.factories.records import a_record

TRIED = "Essai seulement : rien n’a été publié.\n"


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
    assert "1 lieu nouveau" in said
    assert "1 ligne refusée" in said
    assert "Ligne 3, nom" in said
    assert "rien n’a été publié" in said
    assert not HelpPoint.objects.exists()
    assert not SearchDocument.objects.exists()
    assert not ImportRun.objects.exists()
    assert run(path).startswith(said.removesuffix(TRIED))
    assert HelpPoint.objects.count() == SearchDocument.objects.count() == 1
    assert "1 lieu déjà à jour" in run(path)


@pytest.mark.django_db
def test_the_command_refuses_what_is_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        run(tmp_path / "absent.csv")
    (tmp_path / "autre.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Aucune colonne du fichier n’a été trouvée pour : Nom"):
        run(tmp_path / "autre.csv")


@pytest.mark.django_db
def test_much_at_once_is_asked_twice(laplume: Commune, csv_file: Callable[[list[LieuRecord]], Path]) -> None:
    run(csv_file([a_record(), a_record(id="exemple-2")]))
    path = csv_file([a_record(nom="Autre nom")])
    with pytest.raises(CommandError, match="Plus d’un tiers"):
        run(path, "--update")
    assert ImportRun.objects.count() == 1
    assert "1 lieu mis à jour" in run(path, "--update", "--yes")


@pytest.mark.django_db
def test_an_import_is_undone_by_its_number(laplume: Commune, csv_file: Callable[[list[LieuRecord]], Path]) -> None:
    said = run(csv_file([a_record()]))
    number = said.split("n° ")[1].split()[0]
    assert "1 lieu créé par cet import est retiré" in run("--undo", number)
    assert not HelpPoint.objects.exists()
    for wrong, why in ((number, "déjà été annulé"), ("999", "pas d’import n° 999")):
        with pytest.raises(CommandError, match=why):
            run("--undo", wrong)


def test_a_file_is_read_outside_any_transaction(
    laplume: Commune,
    csv_file: Callable[[list[LieuRecord]], Path],
    transactional_db: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[tuple[str, bool]] = []

    def watch(module: Any, name: str) -> None:
        real = getattr(module, name)

        def call(*args: Any, **options: Any) -> Any:
            seen.append((name, connection.in_atomic_block))
            return real(*args, **options)

        monkeypatch.setattr(module, name, call)

    watch(files, "open_file")
    watch(prepare, "known")
    watch(apply, "mark_stale")
    run(csv_file([a_record()]))
    assert seen == [("open_file", False), ("known", False), ("mark_stale", True)]
