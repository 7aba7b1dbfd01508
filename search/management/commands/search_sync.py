import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from search.engines.elastic.connection import Refused, Unreachable
from search.engines.replica.server import configured
from search.engines.replica.sync import sync

EVERY_S = 5


class Command(BaseCommand):
    help = "Envoie à Elasticsearch ce qui attend. Plusieurs peuvent tourner à la fois."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", action="store_true", help="Recommence toutes les cinq secondes, sans fin.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not configured():
            raise CommandError(_("Aucun Elasticsearch n’est indiqué (ELASTICSEARCH_URL)."))
        while True:
            try:
                self.stdout.write(_("%d changements envoyés.") % sync())
            except (Unreachable, Refused) as error:
                if not options["loop"]:
                    raise CommandError(_("Elasticsearch ne répond pas bien : %s") % error) from error
                self.stderr.write(str(error))
            if not options["loop"]:
                return
            time.sleep(EVERY_S)
