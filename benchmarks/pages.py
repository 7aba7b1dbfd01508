"""What a page costs, beside a bare Wagtail site that lists 50 pages.

    python -m benchmarks.pages            a few minutes

Both are served alike (gunicorn, two workers of four threads, SQLite) and asked in the same rounds, so that their
ratio holds on any machine. Printed: processor time a request, without anything kept and with; then a crowd: many
clients on distinct lists, many on one address, an administrator while a robot follows filters.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from urllib.parse import quote

from benchmarks import bare_wagtail
from benchmarks.load import ask, processor_seconds
from tests.running_portal import free_port, running

PROJECT = Path(__file__).resolve().parents[1]
ROUNDS = 5
REQUESTS = 40
KEPT_REQUESTS = 1_500  # an answer that is kept costs less than a tick of the system's clock
COMMUNES = (
    "Agen", "Villeneuve-sur-Lot", "Marmande", "Tonneins", "Le Passage", "Nérac", "Casteljaloux", "Fumel", "Aiguillon",
    "Miramont-de-Guyenne", "Boé", "Bon-Encontre", "Foulayronnes", "Penne-d’Agenais", "Layrac", "Monflanquin",
    "Sainte-Livrade-sur-Lot", "Pujols", "Clairac", "Port-Sainte-Marie", "Duras", "Astaffort", "Laplume", "Mézin",
)  # fmt: skip


@dataclass
class Server:
    """`group` is its process group."""

    port: int
    group: int


@contextmanager
def served(command: list[str], folder: Path, environment: dict[str, str], scratch: Path) -> Iterator[Server]:
    port = free_port()
    url, log = f"http://127.0.0.1:{port}/", scratch / f"log-{port}.txt"
    pid_file = scratch / f"pid-{port}"
    whole = {**environment, "PORT": str(port), "BENCH_PID": str(pid_file)}
    start = [
        "sh",
        "-c",
        'echo $$ > "$BENCH_PID"; exec "$@"',
        "sh",
        *(part.replace("PORT", str(port)) for part in command),
    ]
    with running(start, folder=folder, url=url, log=log, environment=whole):
        yield Server(port, os.getpgid(int(pid_file.read_text())))


def gunicorn(module: str) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", module, "--bind", "127.0.0.1:PORT", "--workers", "2", "--threads", "4",
        "--preload", "--no-control-socket", "--log-level", "error",
    ]  # fmt: skip


def lists(path: str, name: str) -> list[str]:
    """The same list near each commune, so that no two requests are the same until all have been asked."""
    return [f"{path}?{name}={quote(commune)}&rayon={radius}" for radius in (20, 40, 10) for commune in COMMUNES]


def pages() -> dict[str, list[str]]:
    """Name → addresses to ask in turn."""
    words = ("impots", "caf", "carte grise", "ordinateur", "tablette", "emploi", "imprimante", "arnaque")
    return {
        "home": ["/"],
        "agenda": ["/agenda/"],
        "finder": lists("/lieux/", "ou"),
        "search": [f"/recherche/?q={quote(f'{word} {commune}')}" for word in words for commune in COMMUNES[:5]],
    }


def cost(server: Server, paths: list[str], requests: int = REQUESTS, clients: int = 4) -> float:
    """Milliseconds of processor a request."""
    asked = list(islice(cycle(paths), requests))
    before = processor_seconds(server.group)
    answers = ask(server.port, asked, clients)
    assert set(answers.statuses) == {200}, answers.statuses
    return 1000 * (processor_seconds(server.group) - before) / len(asked)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="bench-pages-") as name, ExitStack() as stack:
        scratch = Path(name)
        bare = bare_wagtail.make(scratch / "bare")
        demo = [sys.executable, "manage.py", "demo", "--port", "PORT"]

        def start(command: list[str], folder: Path, **environment: str) -> Server:
            return stack.enter_context(served(command, folder, environment, scratch))

        path = {"PYTHONPATH": str(bare)}
        plain = start(gunicorn("bare.wsgi"), bare, DJANGO_SETTINGS_MODULE="bare.settings", **path)
        cached = start(gunicorn("bare.wsgi"), bare, DJANGO_SETTINGS_MODULE="bare.cached", **path)
        fresh = start(demo, PROJECT, PORTAL_VAR_DIR=str(scratch / "fresh"), KEPT_ANSWERS_MB="0")
        keeping = start(demo, PROJECT, PORTAL_VAR_DIR=str(scratch / "keeping"))
        _costs(plain, cached, fresh, keeping)
        _crowd(keeping)


def _costs(plain: Server, cached: Server, fresh: Server, keeping: Server) -> None:
    figures: dict[str, list[float]] = {}
    for number in range(ROUNDS + 1):
        listing = [bare_wagtail.LISTING]
        row = {"bare": cost(plain, listing), "bare cached": cost(cached, listing, KEPT_REQUESTS, 8)}
        for name, paths in pages().items():
            row[name] = cost(fresh, paths)
            row[f"{name} kept"] = cost(keeping, paths[:1], KEPT_REQUESTS, 8)
        if number:  # the first round warms everything up
            for name, value in row.items():
                figures.setdefault(name, []).append(value)
    print(f"processor time a request, median of {ROUNDS} rounds of {REQUESTS}; ratio of each round to the bare page's")
    for name, values in figures.items():
        floor = figures["bare cached" if name.endswith(("kept", "cached")) else "bare"]
        ratio = median(value / other for value, other in zip(values, floor, strict=True))
        print(f"{name:12} {median(values):7.2f} ms  {ratio:5.2f} ×", flush=True)


def _crowd(server: Server) -> None:
    distinct = [f"{path}&prix=gratuit" for path in lists("/lieux/", "ou")] + lists("/lieux/", "ou")
    answers = ask(server.port, distinct * 2, 64)
    print(f"64 clients, distinct lists: {_told(answers)}")
    answers = ask(server.port, ["/lieux/?ou=agen"] * 10_000, 256)
    print(f"256 clients, one address: {_told(answers)}")


def _told(answers: object) -> str:
    from benchmarks.load import Answers

    assert isinstance(answers, Answers)
    return (
        f"{answers.rate:.0f} requests/s, p50 {answers.percentile(0.5):.0f} ms, p99 {answers.percentile(0.99):.0f} ms, "
        f"answers {dict(answers.statuses)}"
    )


if __name__ == "__main__":
    main()
