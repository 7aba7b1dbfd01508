"""The floor of coverage only goes up: what was once reached is not given back in silence."""

import re
import subprocess

from tests.consistency.source_files import PROJECT, text_of, tracked

FILE = next(path for path in tracked() if path.name == "pyproject.toml")


def floor(text: str) -> float:
    found = re.search(r"^fail[-_]under = ([\d.]+)$", text, re.MULTILINE)
    return float(found[1]) if found else 0.0


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=PROJECT, capture_output=True, text=True, check=True).stdout


def test_the_floor_never_goes_down() -> None:
    """As far back as this clone remembers."""
    commits = git("log", "--format=%H", "-G", "^fail[-_]under", "--", str(FILE)).split()
    before = {commit[:12]: floor(git("show", f"{commit}:{FILE}")) for commit in commits}
    now = floor(text_of(FILE))
    assert now > 0
    assert {commit: was for commit, was in before.items() if was > now} == {}


def test_a_floor_is_read() -> None:
    assert floor("[tool.slipcover]\nfail-under = 91.5\n") == 91.5
    assert floor("[tool.coverage.report]\nfail_under = 91.5\n") == 91.5, "as it was once written"
    assert floor("[tool.slipcover]\n") == 0
