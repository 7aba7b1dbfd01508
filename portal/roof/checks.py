"""System checks for rules of this project."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register


@register(Tags.database, deploy=True)
def sqlite_is_recent(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """SQLite before 3.51.3 has a rare corruption race when the WAL is reset (fixed March 2026)."""
    used = any("sqlite3" in database["ENGINE"] for database in settings.DATABASES.values())
    if not used or sqlite3.sqlite_version_info >= (3, 51, 3):
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} est antérieur à 3.51.3 (rare corruption du journal WAL).",
            hint="Mettez SQLite à jour, ou utilisez le profil production avec PostgreSQL.",
            id="portal.W001",
        )
    ]
