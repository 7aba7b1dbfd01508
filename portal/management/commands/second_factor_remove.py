"""Takes away the second factor of somebody who lost their telephone, when no administrator can do it in the admin."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.models import User
from portal.roof.signing_in.second_factor.devices import remove


class Command(BaseCommand):
    help = "Retire la double authentification d’un compte, qui entre alors avec son mot de passe seul."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="le compte")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["name"]).first()
        if user is None:
            raise CommandError(f"Aucun compte ne s’appelle « {options['name']} ».")
        if not remove(user, by=None):
            raise CommandError(f"Le compte « {options['name']} » n’a pas de double authentification.")
        self.stdout.write(f"Double authentification retirée : {options['name']}.")
