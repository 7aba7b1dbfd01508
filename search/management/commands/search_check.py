import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from search.index.checking import check, repair


class Command(BaseCommand):
    help = "Compare la base et l’index de recherche. Code de sortie 1 si un écart reste."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Répare les écarts, puis vérifie de nouveau.")

    def handle(self, *args: Any, **options: Any) -> None:
        drift = check()
        words = {"missing": _("manque"), "stale": _("périmé"), "ghosts": _("fantôme")}
        for name, key in drift.lines():
            self.stdout.write(f"{words[name]} {key}")
        if drift.words:
            self.stdout.write(_("le compte des mots est faux"))
        if drift and options["repair"]:
            repair(drift)
            drift = check()
            self.stdout.write(_("Il reste des écarts.") if drift else _("Réparé."))
        if drift:
            sys.exit(1)
        self.stdout.write(_("%d documents, aucun écart.") % drift.checked)
