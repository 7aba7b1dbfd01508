"""The files that the project tracks, so that the checks of this folder never read what is generated."""

import subprocess
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git tracks or would track, relative to the project."""
    command = ["git", "-C", str(PROJECT), "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split("\0")
    return tuple(sorted(Path(name) for name in names if name and (PROJECT / name).is_file()))


def ending(*suffixes: str) -> list[Path]:
    return [path for path in tracked() if path.suffix in suffixes]


def text_of(path: Path) -> str:
    return (PROJECT / path).read_text(encoding="utf-8")
