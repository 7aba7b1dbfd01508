"""Loads the readable rows of a CSV file of the national standard in one transaction, and says what it did."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from directory.exchange import report
from directory.exchange.apply import apply
from directory.exchange.existing import existing
from directory.exchange.plan import plan
from directory.standard.reader import Parsed, UnreadableFile, parse_row, read


class Command(BaseCommand):
    help = "Charge un fichier CSV du standard national des lieux de médiation numérique."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="le fichier CSV")
        parser.add_argument("--dry-run", action="store_true", help="dit ce qui serait fait, sans rien écrire")
        parser.add_argument("--update", action="store_true", help="met à jour les lieux que personne n’a modifiés")

    def handle(self, *args: Any, **options: Any) -> None:
        parsed = _parsed(options["file"])
        done = plan(parsed, existing(parsed), update=options["update"])
        if not options["dry_run"]:
            done = apply(done, timezone.now())
        for line in report.lines(done):
            self.stdout.write(line)
        if options["dry_run"]:
            self.stdout.write("Essai seulement : rien n’a été écrit.")


def _parsed(path: Path) -> list[Parsed]:
    try:
        return [parse_row(row.values, row.number) for row in read(path.read_bytes())]
    except OSError as error:
        raise CommandError(f"Le fichier {path} ne peut pas être lu : {error.strerror}.") from error
    except UnreadableFile as error:
        raise CommandError(str(error)) from error
