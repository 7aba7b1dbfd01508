"""Reads the calendars of partners: one, in this process and within its limits, or all that are due, each in its own."""

import subprocess
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events.models import PartnerCalendar
from events.partners.limits import limited
from events.partners.reading import Busy, Told, read
from events.partners.running import PATIENCE, command


class Command(BaseCommand):
    help = "Lit les calendriers des partenaires et met leurs dates à jour."
    requires_system_checks: list[str] = []  # a second at each reading

    def add_arguments(self, parser: ArgumentParser) -> None:
        # Neither a group nor a type: argparse would refuse in English.
        parser.add_argument("--source", metavar="N", help="le calendrier numéro N, à toute heure")
        parser.add_argument("--due", action="store_true", help="ceux dont l’heure est venue, l’un après l’autre")
        parser.add_argument("--dry-run", action="store_true", help="dit ce qui serait fait, sans rien écrire")

    def handle(self, *args: Any, **options: Any) -> None:
        dry, source = options["dry_run"], options["source"]
        if (source is None) != options["due"]:
            raise CommandError("Dites lesquels : « --source N » pour le calendrier numéro N, ou bien « --due ».")
        if source is not None:
            if not str(source).isdecimal():
                raise CommandError(f"« {source} » n’est pas le numéro d’un calendrier.")
            self._read(int(source), dry)
            return
        due = list(PartnerCalendar.objects.due(timezone.now()))
        if not due:
            self.stdout.write("Aucun calendrier n’est à lire maintenant.")
        for calendar in due:
            child = [*command(calendar.pk), *(["--dry-run"] if dry else [])]
            try:
                done = subprocess.run(child, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own command
                self.stdout.write((done.stdout or done.stderr).strip())
            except subprocess.TimeoutExpired:
                self.stderr.write(f"{calendar} : la lecture a été interrompue.")

    def _read(self, pk: int, dry: bool) -> None:
        try:
            calendar = PartnerCalendar.objects.get(pk=pk)
            with limited():
                told = read(calendar, timezone.now(), dry=dry)
        except PartnerCalendar.DoesNotExist as error:
            raise CommandError(f"Il n’y a pas de calendrier n° {pk}.") from error
        except Busy as error:
            raise CommandError(f"Le calendrier n° {pk} est déjà en cours de lecture.") from error
        for line in _lines(calendar, told):
            self.stdout.write(line)
        if dry:
            self.stdout.write("Essai seulement : rien n’a été écrit.")


def _lines(calendar: PartnerCalendar, told: Told) -> list[str]:
    return [f"{calendar} : {told.sentence}", *(f"  {notice}" for notice in told.notices if notice not in told.sentence)]
