"""Loads the demo territory in the current database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from portal.roof.demo.erasing import erase, only_at_home
from portal.roof.demo.load import load_demo


class Command(BaseCommand):
    help = "Charge le territoire d’exemple : communes, lieux, permanences, ateliers, articles."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reset", action="store_true", help="efface d’abord la base de données et les images")
        parser.add_argument("--no-input", action="store_true", help="efface sans demander confirmation")

    def handle(self, *args: Any, **options: Any) -> None:
        only_at_home()
        if options["reset"]:
            erase(migrated=True, asked=options["no_input"])
        load_demo(timezone.now(), self.stdout.write)
