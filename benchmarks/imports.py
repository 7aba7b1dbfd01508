"""What loading a file of places costs, beside the least that it could.

    python -m benchmarks.imports             the places of the demo, fifty times over
    python -m benchmarks.imports places.csv  those of a file of the national standard

The floor, in the same run on the same file: reading it, `bulk_create` of its rows and their index in one transaction.
Printed: processor time of both, what the same file costs a second time, how the cost grows with a quarter and a half
of the rows, and the memory added.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from time import process_time

DEMO = Path("portal/roof/demo/data/lieux-47.csv")


def main(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PORTAL_VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.embedded"}
        import django

        django.setup()
        _measure(content)


def _measure(content: bytes) -> None:
    from django.core.management import call_command

    from directory.models import HelpPoint, ImportRun, SourceRecord
    from portal.models.changes import changes
    from portal.roof.demo.loaders import territory

    call_command("migrate", verbosity=0)
    territory.load()

    def empty() -> None:
        with changes():
            ImportRun.objects.all().delete()
            HelpPoint.objects.all().delete()
            SourceRecord.objects.all().delete()

    peaks = []
    for part in (4, 2, 1):
        cost = _timed(lambda part=part: _load(content, part))
        again = _timed(lambda part=part: _load(content, part))
        rows = HelpPoint.objects.count()
        peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        each = f"{1000 * cost / rows:.2f} ms a place, peak {peaks[-1]:.0f} MB"
        print(f"{rows:6} places: {cost:6.1f} s, {each}; the same file again: {again:.1f} s", flush=True)
        empty()
    floor = _timed(lambda: _floor(content))
    print(f"floor: {floor:.1f} s; ratio {cost / floor:.2f} (limit 4)")


def _timed(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


def _rows(content: bytes, part: int) -> Iterable[object]:
    from directory.standard.reader import parse_row, read

    rows = [parse_row(row.values, row.number) for row in read(content)] if part > 1 else None
    if rows is None:
        return (parse_row(row.values, row.number) for row in read(content))
    return islice(rows, len(rows) // part)


def _load(content: bytes, part: int) -> None:
    from django.utils import timezone

    from directory.exchange.apply import finish, start
    from directory.exchange.prepare import prepare
    from directory.models import ImportRun

    now = timezone.now()
    run = prepare(ImportRun(feed="Mesure", created_at=now), _rows(content, part))  # type: ignore[arg-type]
    start(run, now)
    finish(run, now)


def _floor(content: bytes) -> None:
    from django.utils import timezone

    from directory.addresses import PLACE
    from directory.exchange.existing import LENGTHS, communes_known
    from directory.exchange.known import Known
    from directory.exchange.plan import values_of
    from directory.models import HelpPoint
    from portal.models.changes import changes
    from search.api import mark_stale

    now = timezone.now()
    known = Known(communes=communes_known(), lengths=LENGTHS, today=now.date())
    points = []
    for row in _rows(content, 1):
        if row.record is not None:  # type: ignore[attr-defined]
            values, _ = values_of(row.record, row.line, known, None)  # type: ignore[attr-defined]
            points.append(HelpPoint(**values, live=True, first_published_at=now, last_published_at=now))
    with changes():
        HelpPoint.objects.bulk_create(points, batch_size=500)
        mark_stale(PLACE, [point.pk for point in points])


def _many(times: int) -> bytes:
    """The file of the demo again and again, each time under other identifiers."""
    with DEMO.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, rows[0])
    writer.writeheader()
    for time in range(times):
        writer.writerows(row | {"id": f"{row['id']}-{time}"} for row in rows)
    return text.getvalue().encode()


if __name__ == "__main__":
    main(Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else _many(50))
