"""One row that says which state of the content is public, for all that keeps something made from it."""

from __future__ import annotations

import secrets
import zlib

from django.db import connection, models
from django.utils.translation import gettext_lazy as _


class ContentVersion(models.Model):
    """A random token, changed in the transaction of each change (`portal.models.changes`).

    Random, not counted: after a rolled-back transaction a counter would come back to the same value with another
    content, and what was made inside it would be kept for ever.
    """

    token = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("version du contenu")
        verbose_name_plural = _("version du contenu")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="portal_content_version_single_row")]

    def __str__(self) -> str:
        return str(self.token)


_TURN = zlib.crc32(b"content version")
# Seconds. Eight threads that publish at once on a busy machine wait for three (measured); a stuck writer holds none for
# long.
PATIENCE = 10.0


def content_version() -> int:
    """The token of this moment, 0 before the first change. Plain SQL: read at each visit, and the ORM costs 0.1 ms."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT token FROM portal_contentversion WHERE id = 1")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def take_turn() -> None:
    """Wait until no other change is being written; the turn lasts as long as the transaction.

    SQLite lets one writer in anyway. An advisory lock, because the row is not there before the first change. It is a
    queue that moves on: one waits longer there than for a row, then fails with an `OperationalError`.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f"SET LOCAL lock_timeout = '{PATIENCE}s'; SET LOCAL statement_timeout = '{PATIENCE}s';"
                f"SELECT pg_advisory_xact_lock({_TURN});"
                "SET LOCAL lock_timeout TO DEFAULT; SET LOCAL statement_timeout TO DEFAULT"
            )


def move_content_version() -> None:
    """Call inside the transaction of the change."""
    token = secrets.randbits(62) + 1
    if not ContentVersion.objects.filter(pk=1).update(token=token):
        ContentVersion.objects.update_or_create(pk=1, defaults={"token": token})
