"""Loads a table of communes, in one transaction: that of all France, or of a territory."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.roof.communes import TableError, load_communes, load_outlines, read_communes

SHOWN = 10


class Command(BaseCommand):
    help = "Charge la table des communes (CSV) : nom, codes postaux, intercommunalité, population, centre."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="le fichier CSV")
        parser.add_argument(
            "--outlines",
            type=Path,
            help="les contours (GeoJSON, code INSEE dans « code ») : une position hors de sa commune se voit alors "
            "à 300 m près",
        )
        parser.add_argument("--dry-run", action="store_true", help="dit ce qui serait fait, sans rien écrire")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                table = read_communes(lines)
        except OSError as error:
            raise CommandError(f"Le fichier {path} ne peut pas être lu : {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"Le fichier {path} n’est pas en UTF-8.") from error
        except TableError as error:
            raise CommandError(str(error)) from error
        done = load_communes(table, dry_run=options["dry_run"])
        self.stdout.write(f"{done.new} communes ajoutées, {done.changed} mises à jour, {done.same} déjà à jour")
        if done.skipped:
            names = ", ".join(done.skipped[:SHOWN]) + (", …" if len(done.skipped) > SHOWN else "")
            self.stdout.write(f"{len(done.skipped)} sans centre, laissées de côté : {names}")
        if options["outlines"] and not options["dry_run"]:
            self.stdout.write(f"{_load_outlines(options['outlines'])} contours")
        if options["dry_run"]:
            self.stdout.write("Essai seulement : rien n’a été écrit.")


def _load_outlines(path: Path) -> int:
    try:
        return load_outlines(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"Le fichier {path} ne peut pas être lu : {error.strerror}.") from error
    except (UnicodeDecodeError, TableError) as error:
        raise CommandError(f"{path} : {error}") from error
