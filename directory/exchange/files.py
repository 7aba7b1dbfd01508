"""The file of an import: read from where it is kept, as often as its difference has to be made."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from directory.domain.french_hours import osm_hours, osm_week
from directory.exchange.prepare import forget, prepare
from directory.models import ImportRun
from directory.standard.opening import Opened, open_file

# A file without dates of update gives them all its own day: no news by itself.
_UNDATED = {"date_of_file": True}


def prepare_file(run: ImportRun, content: bytes) -> ImportRun:
    """Keep the file with the run and make its difference. Raises `UnreadableFile` when it cannot be read.

    Columns chosen by a person for an earlier file of this feed are chosen again, if this one has them.
    """
    run.content = zlib.compress(content)
    earlier = ImportRun.objects.filter(feed=run.feed, mapping_chosen=True).order_by("-pk").first()
    if earlier is not None:
        run.mapping, run.mapping_chosen = earlier.mapping, True
        if opened(run).missing:
            run.mapping, run.mapping_chosen = None, False
    return prepare_again(run)


def prepare_again(run: ImportRun) -> ImportRun:
    """`state` is `UNREAD` when a person has to say which columns hold what the standard requires."""
    file = opened(run)
    run.recognised, run.notes, run.mapping = file.words[:300], _notes(file), dict(file.mapping)
    if file.missing:
        run.state = ImportRun.State.UNREAD
        run.save()
        forget(run)
        return run
    undated = run.mapping.get("date_maj") == _UNDATED
    return prepare(run, file.rows, no_news=frozenset({"date_maj"} if undated else ()))


def choose_columns(run: ImportRun, columns: Mapping[str, str]) -> ImportRun:
    """Read the file again with these columns, by field of the standard; the other fields are read as before."""
    rules: dict[str, Any] = dict(run.mapping or {})
    for field, column in columns.items():
        if column:
            rules[field] = column
        elif isinstance(rules.get(field), str):
            del rules[field]
    run.mapping, run.mapping_chosen = rules, True
    return prepare_again(run)


def opened(run: ImportRun) -> Opened:
    content = zlib.decompress(run.content or b"")
    today = timezone.localdate(run.created_at)
    chosen = run.mapping if run.mapping_chosen else None
    return open_file(content, run.file_name, today, osm_hours=osm_hours, osm_week=osm_week, mapping=chosen)


def _notes(file: Opened) -> list[str]:
    notes = list(file.remarks)
    if file.unused and not file.missing:
        notes.append(f"Ces colonnes du fichier ne sont pas reprises : {' ; '.join(file.unused)}.")
    return notes
