"""One command from a fresh clone to a portal that answers."""

import os
import socket
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from portal.models.changes import changes
from portal.roof.clock.jobs import nightly
from portal.roof.demo.collected import ensure_collected
from portal.roof.demo.credentials import credentials_file, ensure_accounts
from portal.roof.demo.erasing import erase, only_at_home
from portal.roof.demo.load import is_loaded, load_demo
from portal.roof.demo.loaders.site import ensure_site
from portal.roof.public_address import answer_at
from portal.roof.signing_in.roles import ensure_roles
from portal.settings.env import BASE_DIR


class Command(BaseCommand):
    help = "Prépare la démonstration et la sert sur cette machine."
    requires_system_checks: list[str] = []  # they cost a second at each start; `make lint` and the tests run them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--reset", action="store_true", help="efface la base et les images, puis recharge")
        parser.add_argument("--no-input", action="store_true", help="efface sans demander confirmation")
        parser.add_argument("--prepare-only", action="store_true", help="prépare sans servir")

    def handle(self, *args: Any, **options: Any) -> None:
        only_at_home()
        if not options["prepare_only"]:
            _check_port(options["port"])
        _check_folder()
        if options["reset"]:
            erase(migrated=not _migrations_are_pending(), asked=options["no_input"])
        os.environ.setdefault("BASE_URL", f"http://127.0.0.1:{options['port']}")
        self._prepare()
        if options["prepare_only"]:
            self.stdout.write("La démonstration est prête : lancez « make demo ».")
            return
        self._serve(options["port"])

    def _prepare(self) -> None:
        if _migrations_are_pending():
            self.stdout.write("Préparation de la base de données…")
            call_command("migrate", interactive=False, verbosity=0)
            if is_loaded():  # what an earlier version stored beside the index is written anew, not left out until 3 h
                nightly(timezone.now())
        with changes():
            ensure_site()
            answer_at(os.environ["BASE_URL"])
            ensure_roles()
        if not is_loaded():
            self.stdout.write("Chargement du territoire d’exemple, une minute environ…")
            load_demo(timezone.now(), lambda sentence: self.stdout.write(f"  {sentence}"))
        if ensure_collected():
            self.stdout.write("Fichiers de présentation rassemblés.")
        text = ensure_accounts()
        if text:
            self.stdout.write(f"\nIdentifiants, montrés une seule fois :\n{text}")
        self.stdout.flush()

    def _serve(self, port: int) -> None:
        address = f"http://127.0.0.1:{port}/"
        self.stdout.write(f"\n{settings.WAGTAIL_SITE_NAME} est à l’adresse {address}")
        self.stdout.write(f"Espace de rédaction : {address}admin/ (identifiants : {credentials_file()})")
        self.stdout.write("Pour arrêter : Ctrl+C.\n")
        self.stdout.flush()
        connections.close_all()
        os.environ["PORT"] = str(port)
        # The server takes the place of this process: signals reach it with nothing in between.
        configuration = BASE_DIR / "portal" / "roof" / "serving" / "server.py"
        os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "-c", str(configuration)])  # noqa: S606


def _check_port(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise SystemExit(
                f"Le port {port} est déjà pris : choisissez-en un autre, par exemple « make demo PORT={port + 1} »."
            ) from None


def _check_folder() -> None:
    var = Path(settings.VAR_DIR)
    try:
        var.mkdir(parents=True, exist_ok=True)
        probe = var / ".ecriture-possible"
        probe.touch()
        probe.unlink()
        for path in var.glob("db.sqlite3*"):  # of an earlier version
            path.chmod(0o600)
    except OSError:
        raise SystemExit(
            f"Le dossier {var} est en lecture seule : copiez le projet dans un dossier où vous pouvez écrire."
        ) from None


def _migrations_are_pending() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
