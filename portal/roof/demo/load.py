"""Loads the demo territory, all of it or nothing of it."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from portal.models import JobRun
from portal.models.changes import changes
from portal.roof.demo.loaders import agenda, editorial, hosts, places, site, territory
from portal.roof.signing_in.roles import ensure_roles

# The row that says « this database holds the demo »: written with the data, in the same transaction.
LOADED = "demo-load"


def is_loaded() -> bool:
    return JobRun.objects.filter(name=LOADED).exists()


def load_demo(now: datetime, say: Callable[[str], None]) -> None:
    """Insert or update everything, tell `say` each step; a second run changes nothing that is already as wanted."""
    with changes():
        say(f"{territory.load()} communes")
        site.ensure_site()
        site.introduce_network()
        say(places.load(now))
        say(hosts.load(now))
        say(agenda.load(now))
        say(editorial.load(now))
        ensure_roles()
        JobRun.objects.update_or_create(
            name=LOADED, defaults={"started_at": now, "finished_at": timezone.now(), "message": "démonstration chargée"}
        )
