from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from search.engines.elastic.connection import Refused, Unreachable
from search.engines.elastic.writing import TooFew
from search.engines.replica import sync
from search.engines.replica.server import configured
from search.index.writing import rebuild


class Command(BaseCommand):
    help = "Reconstruit tout l’index de recherche, Elasticsearch aussi. Le site continue de répondre pendant ce temps."

    def handle(self, *args: Any, **options: Any) -> None:
        start = perf_counter()
        done = rebuild()
        self.stdout.write(
            _("%(written)d documents écrits, %(deleted)d retirés, en %(seconds).1f s.")
            % {"written": done.written, "deleted": done.deleted, "seconds": perf_counter() - start}
        )
        if configured():
            start = perf_counter()
            try:
                name = sync.rebuild()
            except (Unreachable, Refused, TooFew) as error:
                raise CommandError(_("Elasticsearch n’a pas été reconstruit : %s") % error) from error
            self.stdout.write(
                _("Elasticsearch : index %(name)s, en %(seconds).1f s.")
                % {"name": name, "seconds": perf_counter() - start}
            )
