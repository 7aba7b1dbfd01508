from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from search.index.writing import rebuild


class Command(BaseCommand):
    help = "Reconstruit tout l’index de recherche. Le site continue de répondre pendant ce temps."

    def handle(self, *args: Any, **options: Any) -> None:
        start = perf_counter()
        done = rebuild()
        self.stdout.write(
            _("%(written)d documents écrits, %(deleted)d retirés, en %(seconds).1f s.")
            % {"written": done.written, "deleted": done.deleted, "seconds": perf_counter() - start}
        )
