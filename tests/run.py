"""Runs every test: sessions side by side, since each of them leaves a core idle now and then, and one total at the end.

Usage: tests/run.py [words for pytest]; with words, one ordinary pytest session with them. Sessions share no database,
port, folder of files or cache. The output of each is shown when it ends. Standard library only.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.judges import postgres

PROJECT = Path(__file__).resolve().parents[1]
CI = os.environ.get("CI") == "true"
PYTEST = [sys.executable, "-m", "pytest"]
OPTIONS = ["--durations=25"] if CI else []
# Its floor is in pyproject.toml; pytest stays as it is, since the tests themselves are not measured.
COVERED = [sys.executable, "-m", "slipcover", "--dont-wrap-pytest", "-m", "pytest"]
# What is asked of a server of Elasticsearch does not depend on the database: once is enough.
ON_POSTGRES = ["-m", "not elasticsearch", *postgres.ROOMS]
# What pytest and node call one thing, under the name of the total.
OUTCOMES = {
    "passed": "passed", "xfailed": "passed", "pass": "passed",
    "failed": "failed", "error": "failed", "errors": "failed", "xpassed": "failed", "fail": "failed",
    "skipped": "skipped",
}  # fmt: skip


@dataclass(frozen=True)
class Session:
    """`missing()` says in one sentence what this machine lacks, or nothing."""

    name: str
    command: list[str]
    missing: Callable[[], str] = lambda: ""


@dataclass
class Result:
    session: Session
    output: str
    code: int
    seconds: float = 0
    processor: float = 0  # seconds of it, the processes it started included
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.counts = counted(self.output)
        # A crash, or a floor that was not reached, is no failed test: the total says it all the same.
        if self.code and not self.counts["failed"]:
            self.counts["failed"] = 1


def pytest_session(name: str, *words: str, start: list[str] = PYTEST, **options: Callable[[], str]) -> Session:
    return Session(name, [*start, "-o", f"cache_dir=.pytest_cache/{name}", *OPTIONS, *words], **options)


def without_postgres() -> str:
    return "" if postgres.installed() else "PostgreSQL manque (tests/judges/install.sh)"


def without_node() -> str:
    return "" if shutil.which("node") else "Node manque (tests/judges/install.sh)"


def sessions() -> list[Session]:
    """The longest first."""
    scripts = [str(path.relative_to(PROJECT)) for path in sorted((PROJECT / "tests/js").glob("*.test.mjs"))]
    on_postgres = [sys.executable, "-m", "tests.judges.postgres"]
    return [
        pytest_session("navigateur", "-m", "browser"),
        pytest_session("postgresql", *ON_POSTGRES, start=on_postgres, missing=without_postgres),
        pytest_session("sqlite", "-m", "not browser", start=COVERED if CI else PYTEST),
        Session("javascript", ["node", "--test", "--test-reporter=spec", *scripts], without_node),
    ]


def counted(output: str) -> Counter[str]:
    """How many tests passed, failed and were skipped: pytest's closing line, or the last lines of node."""
    counts: Counter[str] = Counter()
    lines = output.splitlines()
    closing = next((line for line in reversed(lines) if re.search(r"\d+ \w+.* in [\d.]+s\b", line)), "")
    found = [(name, number) for number, name in re.findall(r"(\d+) (\w+)", closing)]
    of_node = (re.fullmatch(r"(?:\S )?(pass|fail|skipped) (\d+)", line) for line in lines)
    found += [(match[1], match[2]) for match in of_node if match]
    for name, number in found:
        if name in OUTCOMES:
            counts[OUTCOMES[name]] += int(number)
    return counts


def run(session: Session, running: list["subprocess.Popen[bytes]"]) -> Result:
    """Run one session to its end; its process is added to `running`, for who wants to end it earlier.

    It leads a group of processes: what it started (a server, a browser) is ended with it.
    """
    if reason := session.missing():
        return Result(session, f"1 skipped in 0s: {reason}\n", int(CI))
    start = time.monotonic()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            session.command, cwd=PROJECT, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        running.append(process)
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode("utf-8", "replace")
    seconds = time.monotonic() - start
    return Result(session, said, process.returncode, seconds, used.ru_utime + used.ru_stime)


def total(results: list[Result]) -> str:
    counts = sum((result.counts for result in results), Counter[str]())
    return ", ".join(f"{counts[name]} {name}" for name in ("passed", "failed", "skipped"))


def main() -> int:
    # To be ended is to be interrupted; and who starts this in the background must not make the sessions deaf to it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    chosen = sessions()
    print(f"Sessions : {', '.join(session.name for session in chosen)}.", flush=True)
    running: list[subprocess.Popen[bytes]] = []
    results = []
    with ThreadPoolExecutor(len(chosen)) as pool:
        try:
            for done in as_completed([pool.submit(run, session, running) for session in chosen]):
                results.append(result := done.result())
                print(f"\n== {result.session.name} : {result.seconds:.0f} s, {result.processor:.0f} s de processeur")
                print(result.output, flush=True)
        finally:
            for process in running:
                if process.returncode is None:  # someone pressed Ctrl+C: each session puts its things away by itself
                    os.killpg(process.pid, signal.SIGINT)
    print(f"Total: {total(results)}")
    return int(any(result.code for result in results))


if __name__ == "__main__":
    if words := sys.argv[1:]:
        os.chdir(PROJECT)
        os.execv(PYTEST[0], [*PYTEST, *words])  # noqa: S606 - our own interpreter
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Interrompu.")
