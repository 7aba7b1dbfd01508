from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from search.management.evaluating import Judged, Row, evaluate, questions_of, report

VISIBLE = Path("tests/data/search/queries.json")


class Command(BaseCommand):
    help = "Mesure la qualité des réponses et leur durée sur une liste de questions (celle des tests par défaut)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("list", nargs="?", type=Path, default=settings.BASE_DIR / VISIBLE)
        parser.add_argument("--markdown", action="store_true", help="un tableau Markdown")
        parser.add_argument("--each", action="store_true", help="aussi ce qui manque à chaque question")

    def handle(self, *args: Any, **options: Any) -> None:
        judged = evaluate(questions_of(options["list"]), timezone.now())
        if options["each"]:
            for one in judged:
                if told := _lacks(one):
                    self.stdout.write(told)
        head = (
            _("liste"),
            _("famille"),
            _("questions"),
            _("rappel"),
            _("vides"),
            _("même réponse"),
            "p50 ms",
            "p95 ms",
        )
        rows = [head, *map(_cells, report(judged))]
        if options["markdown"]:
            rows.insert(1, tuple("---" for _cell in head))
            lines = [f"| {' | '.join(row)} |" for row in rows]
        else:
            widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
            lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
        self.stdout.write("\n".join(line.rstrip() for line in lines))


def _cells(row: Row) -> tuple[str, ...]:
    overlap = "" if row.overlap is None else f"{row.overlap:.2f}"
    return (
        row.where, row.family, str(row.questions), f"{row.recall:.2f}", str(row.empty), overlap,
        f"{row.p50 * 1000:.1f}", f"{row.p95 * 1000:.1f}",
    )  # fmt: skip


def _lacks(one: Judged) -> str:
    """What is missing in one answer, "" when nothing is."""
    whole = (one.recall is None or one.recall == 1) and (one.overlap is None or one.overlap == 1) and one.right
    overlap = "" if one.overlap is None else f"  = {one.overlap:.2f}"
    return "" if whole else f"{one.where:6} {one.question.query:45} {one.shown}/{one.right} ({one.total}){overlap}"
