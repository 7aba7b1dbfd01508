"""The clock: one small process beside the server."""

import logging
import os
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from portal.roof.clock.tick import tick
from portal.roof.public_address import answer_at

PAUSE = 5  # seconds: a publication is at most this late on its minute


class Command(BaseCommand):
    help = "Publie à l’heure choisie et fait le travail de la nuit. S’arrête avec le serveur qui l’a lancée."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="fait ce qui est dû, puis s’arrête")

    def handle(self, *args: Any, **options: Any) -> None:
        answer_at(settings.WAGTAILADMIN_BASE_URL)
        if options["once"]:
            tick(timezone.now())
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        parent = os.getppid()
        logging.getLogger("portal.roof.clock.tick").info("the clock has started")
        while not stopped.is_set():
            tick(timezone.now())
            close_old_connections()
            for _second in range(PAUSE):
                # A server killed outright cannot say so: its children see that their parent is another one.
                if stopped.wait(1) or os.getppid() != parent:
                    stopped.set()
                    break
