import sys
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from search.engines.replica import sync
from search.engines.replica.server import configured
from search.index import checking
from search.index.checking import Drift

Found = TypeVar("Found", bound=Drift)


class Command(BaseCommand):
    help = "Compare la base, l’index de recherche et Elasticsearch. Code de sortie 1 si un écart reste."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Répare les écarts, puis vérifie de nouveau.")

    def handle(self, *args: Any, **options: Any) -> None:
        drift = checking.check()
        wrong = self._look(drift, checking.check, checking.repair, "", options["repair"])
        if configured():
            wrong |= self._look(sync.check(), sync.check, sync.repair, "Elasticsearch : ", options["repair"])
        if wrong:
            sys.exit(1)
        self.stdout.write(_("%d documents, aucun écart.") % drift.checked)

    def _look(
        self, found: Found, check: Callable[[], Found], repair: Callable[[Found], object], where: str, mend: bool
    ) -> bool:
        """Tell what was found, mend it when asked; whether something is still wrong."""
        words = {
            "missing": _("manque"), "stale": _("périmé"), "ghosts": _("fantôme"),
            "newer": _("plus récent que la base, reconstruisez (search_rebuild)"),
        }  # fmt: skip
        for name, key in found.lines():
            self.stdout.write(f"{where}{words[name]} {key}")
        if getattr(found, "words", False):
            self.stdout.write(_("le compte des mots est faux"))
        if found and mend:
            repair(found)
            found = check()
            self.stdout.write(where + (_("Il reste des écarts.") if found else _("Réparé.")))
        return bool(found)
