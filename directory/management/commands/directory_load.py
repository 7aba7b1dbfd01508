"""Loads a CSV file of the national standard, all or nothing, and says what it did."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from directory.exchange.loader import load
from directory.standard.reader import StandardError, parse_row, read
from directory.standard.record import LieuRecord

SHOWN = 50


class Command(BaseCommand):
    help = "Charge un fichier CSV du standard national des lieux de médiation numérique."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="le fichier CSV")
        parser.add_argument("--dry-run", action="store_true", help="dit ce qui serait fait, sans rien écrire")
        parser.add_argument("--update", action="store_true", help="met à jour les lieux que personne n’a modifiés")

    def handle(self, *args: Any, **options: Any) -> None:
        self.problems: list[str] = []
        self.refused = 0
        try:
            with options["file"].open("rb") as lines, transaction.atomic():
                report = load(self._records(lines), now=timezone.now(), update=options["update"])
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except OSError as error:
            raise CommandError(f"Le fichier {options['file']} ne peut pas être lu : {error.strerror}.") from error
        except StandardError as error:
            raise CommandError(str(error)) from error
        for line in (*report.lines(), f"{self.refused} lignes refusées", *self.problems[:SHOWN]):
            self.stdout.write(line)
        if len(self.problems) > SHOWN:
            self.stdout.write(f"… et {len(self.problems) - SHOWN} autres remarques.")
        if options["dry_run"]:
            self.stdout.write("Essai seulement : rien n’a été écrit.")

    def _records(self, lines: Any) -> Iterator[LieuRecord]:
        for row in read(lines):
            parsed = parse_row(row.values, row.number)
            self.problems += [f"Ligne {one.line}, {one.field} : {one.message}" for one in parsed.problems]
            if parsed.record is None:
                self.refused += 1
            else:
                yield parsed.record
