"""Starting over: only where a demo is at home, and only when somebody said so.

`demo --reset` with the settings of production erased its rows and its pictures without a question.
"""

from __future__ import annotations

import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from directory.models import HelpPoint
from events.models import Activity
from portal.models import PortalImage, User
from portal.roof.demo.credentials import credentials_file

WORD = "effacer"


def only_at_home() -> None:
    """Raises `CommandError` outside the embedded profile."""
    if not settings.HOLDS_A_DEMO:
        raise CommandError(
            "La démonstration ne s’installe que dans le profil embarqué "
            "(DJANGO_SETTINGS_MODULE=portal.settings.embedded). Rien n’a été changé."
        )


def erase(*, migrated: bool, asked: bool) -> None:
    """Back to an empty installation: rows, images and logins; the secret key and the collected files stay.

    `migrated` says that the tables are there, `asked` that nobody has to be asked. Raises `CommandError` when it is
    not wanted.
    """
    only_at_home()
    if migrated:
        if not asked:
            _ask()
        call_command("flush", interactive=False, verbosity=0)
    credentials_file().unlink(missing_ok=True)
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(media.rglob("*"), reverse=True) if media.exists() else []:
        path.rmdir() if path.is_dir() else path.unlink()


def _ask() -> None:
    held = {
        "lieux": HelpPoint.objects.count(),
        "permanences et ateliers": Activity.objects.count(),
        "images": PortalImage.objects.count(),
        "comptes": User.objects.count(),
    }
    if not any(held.values()):
        return
    told = ", ".join(f"{count} {words}" for words, count in held.items())
    print(f"Le dossier {settings.VAR_DIR} contient : {told}. Tout sera effacé, sans retour possible.")
    print(f"Pour continuer, tapez « {WORD} » : ", end="", flush=True)
    if sys.stdin.readline().strip().lower() != WORD:
        raise CommandError("Rien n’a été effacé.")
