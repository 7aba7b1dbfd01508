"""Many writers, a server that is killed again and again, a rebuild in the middle: is anything lost?

    python -m tests.search.replica.nothing_lost [updates] [kills] [writers]

Each writer is a process with a connection of its own: it changes, deletes, makes again, and sometimes rolls back at the
last moment. The database is that of DATABASE_URL, else SQLite. In the end the server must hold, key by key, what the
database does. Exit code 1 when it does not, or when a writer had an error.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from statistics import quantiles
from typing import Any

KEYS = 60


def prepare(url: str, alias: str, folder: str) -> None:
    os.environ |= {
        "ELASTICSEARCH_URL": url,
        "ELASTICSEARCH_INDEX": alias,
        "PORTAL_VAR_DIR": folder,
        "DJANGO_SETTINGS_MODULE": "portal.settings.embedded",
    }
    import django

    django.setup()
    from search import registry

    registry._sources.clear()
    registry.register(Towns())


class Towns:
    """Communes as documents: small rows, so that the time goes into the index and not into what it describes."""

    kind, label, order, card_template = "ville", "Villes", 1, ""

    def pks(self) -> list[int]:
        from portal.models import Commune

        return [int(insee) for insee in Commune.objects.values_list("pk", flat=True)]

    def documents(self, pks: Collection[int], now: datetime) -> Iterator[Any]:
        from portal.models import Commune
        from search.types import Document

        for town in Commune.objects.filter(pk__in=[f"{pk:05}" for pk in pks]).order_by("pk"):
            yield Document(
                f"ville:{int(town.pk)}", "ville", town.pk, f"{town.name} {town.population}", "/",
                fields={"name": town.name, "body": str(town.population)}, lat=town.latitude, lon=town.longitude,
            )  # fmt: skip

    def cards(self, hits: Any, asked: Any) -> Mapping[int, object]:
        return {}


def write(seed: int, updates: int) -> None:
    """Print the milliseconds of each save."""
    from portal.models import Commune
    from portal.models.changes import changes
    from search.api import mark_stale

    chance = random.Random(seed)
    for number in range(updates):
        pk = chance.randrange(1, KEYS)
        start = time.perf_counter()
        try:
            with changes():
                town = Commune.objects.filter(pk=f"{pk:05}")
                if chance.random() < 0.15:
                    town.delete()
                elif not town.update(population=seed * 1_000_000 + number):
                    Commune.objects.create(
                        pk=f"{pk:05}", name=f"Ville {pk}", postal_codes=[], departement="99", population=number,
                        latitude=44.0 + pk / 1000, longitude=0.5,
                    )  # fmt: skip
                mark_stale("ville", [pk])
                if chance.random() < 0.1:
                    raise TimeoutError
        except TimeoutError:
            continue  # rolled back on purpose
        print(f"{1000 * (time.perf_counter() - start):.1f}", flush=True)


def trial(updates: int = 1_000, kills: int = 3, writers: int = 8) -> int:
    """Run it all and say what was found; how many documents differ in the end."""
    from tests.judges import elasticsearch
    from tests.running_portal import free_port

    port = free_port()
    with elasticsearch.prepared() as home, tempfile.TemporaryDirectory(prefix="nothing-lost-") as folder:
        url, alias = f"http://127.0.0.1:{port}", "essai-perdu"
        prepare(url, alias, folder)
        from django.core.management import call_command

        from search.engines.elastic.connection import Refused, Unreachable
        from search.engines.elastic.writing import TooFew
        from search.engines.replica import sync
        from search.models import SearchDocument

        call_command("migrate", verbosity=0)
        with elasticsearch.started(home, port=port):
            sync.sync()
        command = [sys.executable, "-m", "tests.search.replica.nothing_lost"]
        started = [
            subprocess.Popen(
                [*command, "--write", url, alias, folder, str(seed), str(updates // writers)],
                stdout=subprocess.PIPE, text=True,
            )
            for seed in range(1, writers + 1)
        ]  # fmt: skip
        rebuilt = 0
        for kill in range(kills):
            with elasticsearch.started(home, port=port) as node:
                time.sleep(1)
                try:
                    sync.sync()
                    if kill == kills // 2:
                        sync.rebuild()
                        rebuilt += 1
                    sync.sync()
                except (Unreachable, Refused) as error:
                    print(f"sync: {error}")
                except TooFew as error:  # of sixty documents, two went while the index was filled: later, then
                    print(f"rebuild: {error}")
                    sync.rebuild()
                    rebuilt += 1
                node.kill()
            time.sleep(1)
        said = [process.communicate()[0] for process in started]
        saves = [float(line) for one in said for line in one.split()]
        failed = sum(process.returncode != 0 for process in started)
        with elasticsearch.started(home, port=port):
            sync.sync()
            found = sync.check()
        slow = quantiles(saves, n=20)[-1]
        print(
            f"{len(saves)} updates of {writers} writers, {kills} kills, {rebuilt} rebuild:"
            f" {len(found.missing)} missing, {len(found.stale)} stale, {len(found.ghosts)} ghosts,"
            f" {failed} writers with an error; {SearchDocument.objects.count()} documents;"
            f" save p95 {slow:.0f} ms, max {max(saves):.0f} ms"
        )
        wrong: int = len(found.missing) + len(found.stale) + len(found.ghosts) + failed + (rebuilt != 1)
        return wrong


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        prepare(*sys.argv[2:5])
        write(*map(int, sys.argv[5:]))
    else:
        sys.exit(bool(trial(*map(int, sys.argv[1:]))))
