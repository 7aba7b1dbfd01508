"""Lets somebody try again who typed a wrong password too often."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from portal.models import Attempt
from portal.models.attempts import account


class Command(BaseCommand):
    help = "Oublie les essais de mot de passe d’un compte (ou de tous), qui peut alors se connecter de nouveau."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="le compte ; tous quand il n’est pas donné")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = Attempt.objects.all()
        if options["name"]:
            chosen = chosen.filter(name=account(options["name"]))
        count, _ = chosen.delete()
        self.stdout.write(f"{count} essai(s) oublié(s).")
