"""The file of an import: read from where it is kept, as often as its difference has to be made."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from directory.domain.french_hours import osm_hours, osm_week
from directory.exchange.mapping import fields_named
from directory.exchange.prepare import forget, prepare
from directory.models import ImportRun
from directory.standard.fields import BY_NAME
from directory.standard.opening import Opened, open_file

# What people would miss most, when a file has no column for it.
_MISSED = ("telephone", "horaires", "courriels", "services", "latitude")


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
    return prepare(run, file.rows, silent=fields_named(file.silent))


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
    return open_file(
        content,
        run.file_name,
        today,
        osm_hours=osm_hours,
        osm_week=osm_week,
        mapping=chosen,
        as_of=run.as_of,
    )


def _notes(file: Opened) -> list[str]:
    notes = list(file.remarks)
    if file.unused and not file.missing:
        notes.append(f"Ces colonnes du fichier ne sont pas reprises : {' ; '.join(file.unused)}.")
    if missed := [BY_NAME[name].title.lower() for name in _MISSED if name in file.silent]:
        notes.append(
            f"Le fichier ne dit rien de : {', '.join(missed)}. Les lieux déjà connus gardent ce qu’ils disent."
        )
    return notes
