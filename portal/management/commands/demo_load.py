"""Loads the demo territory in the current database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.roof.demo.load import load_demo


class Command(BaseCommand):
    help = "Charge le territoire d’exemple : communes, lieux, permanences, ateliers, articles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="efface d’abord toute la base de données")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reset"]:
            call_command("flush", interactive=False, verbosity=0)
        load_demo(timezone.now(), self.stdout.write)
