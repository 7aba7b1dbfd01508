"""Loads a file of places, as the import screen does, and says what it did."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from directory.exchange import report
from directory.exchange.apply import Busy, carry_on, start, unfinished
from directory.exchange.files import prepare_file
from directory.exchange.prepare import touches_much
from directory.exchange.undo import NotUndone, prepare_undo
from directory.models import ImportRun
from directory.standard.opening import UnreadableFile


class Command(BaseCommand):
    help = "Charge un fichier de lieux : dit d’abord ce qui changerait, puis l’écrit par centaines de lieux."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="le fichier")
        parser.add_argument("--feed", help="de qui vient ce fichier ; le nom du fichier par défaut")
        parser.add_argument(
            "--as-of",
            type=date.fromisoformat,
            metavar="AAAA-MM-JJ",
            help="le jour des informations, pour les lieux dont le fichier ne dit pas la date",
        )
        parser.add_argument("--dry-run", action="store_true", help="dit ce qui serait fait, sans rien publier")
        parser.add_argument("--update", action="store_true", help="met à jour les lieux déjà connus")
        parser.add_argument(
            "--unpublish-vanished", action="store_true", help="dépublie les lieux qui ne sont plus dans le fichier"
        )
        parser.add_argument("--yes", action="store_true", help="même si plus d’un tiers des lieux change")
        parser.add_argument("--carry-on", action="store_true", help="finit les imports interrompus")
        parser.add_argument("--undo", type=int, metavar="N", help="annule l’import numéro N")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["carry_on"]:
            for run in unfinished():
                self._finish(run)
            return
        if options["undo"]:
            run = _undo(options["undo"])
        elif options["file"]:
            run = _prepared(options)
        else:
            raise CommandError("Donnez un fichier, --undo N ou --carry-on.")
        if run.state == ImportRun.State.UNREAD:
            notes = " ".join(run.notes)
            run.delete()
            raise CommandError(f"{notes} Chargez ce fichier une première fois dans l’espace de rédaction.")
        for line in report.lines(run):
            self.stdout.write(line)
        if options["dry_run"]:
            run.delete()
            self.stdout.write("Essai seulement : rien n’a été publié.")
            return
        if run.undoes is None and not options["yes"] and (why := _asked_twice(run)):
            run.delete()
            raise CommandError(f"{why} Vérifiez le fichier, puis ajoutez --yes.")
        try:
            start(run, timezone.now())
        except Busy as error:
            run.delete()
            raise CommandError(str(error)) from error
        self._finish(run)

    def _finish(self, run: ImportRun) -> None:
        while left := carry_on(run.pk, timezone.now()):
            self.stdout.write(f"… encore {left}")
        self.stdout.write(f"Import n° {run.pk} terminé.")


def _prepared(options: dict[str, Any]) -> ImportRun:
    path: Path = options["file"]
    run = ImportRun(
        feed=options["feed"] or path.stem,
        file_name=path.name,
        created_at=timezone.now(),
        update=options["update"],
        as_of=options["as_of"],
        unpublish_vanished=options["unpublish_vanished"],
    )
    try:
        return prepare_file(run, path.read_bytes())
    except OSError as error:
        raise CommandError(f"Le fichier {path} ne peut pas être lu : {error.strerror}.") from error
    except UnreadableFile as error:
        raise CommandError(str(error)) from error


def _asked_twice(run: ImportRun) -> str:
    if touches_much(run):
        return "Plus d’un tiers des lieux de cette source changerait ou disparaîtrait."
    return "Des lieux qui viennent d’une autre source changeraient." if run.summary.get("foreign") else ""


def _undo(pk: int) -> ImportRun:
    try:
        return prepare_undo(ImportRun.objects.get(pk=pk), timezone.now())
    except ImportRun.DoesNotExist as error:
        raise CommandError(f"Il n’y a pas d’import n° {pk}.") from error
    except NotUndone as error:
        raise CommandError(str(error)) from error
