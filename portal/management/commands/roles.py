from typing import Any

from django.core.management.base import BaseCommand

from portal.models.changes import changes
from portal.roof.signing_in.roles import ROLES, ensure_roles


class Command(BaseCommand):
    help = "Fait ou complète les groupes (contributeurs, éditeurs…) et la relecture avant publication."

    def handle(self, *args: Any, **options: Any) -> None:
        with changes():
            ensure_roles()
        self.stdout.write("Rôles : " + ", ".join(role.name for role in ROLES) + ".")
