"""Reads PDF with poppler, an engine that is not the one that writes them (Debian package poppler-utils).

Where it, or what draws PDF, is missing the test is skipped on a workstation and fails when CI=true: a check nobody ran
must not look green.
"""

import os
import re
import shutil
import subprocess

import pytest

from events.paper.pdf import available


def needed() -> None:
    """Go on only where PDF are drawn and read."""
    missing = [name for name, there in (("Pango", available()), ("poppler", shutil.which("pdfinfo"))) if not there]
    if missing:
        reason = f"{' and '.join(missing)} missing: run tests/judges/install.sh"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)


def described(pdf: bytes) -> dict[str, str]:
    """What the file says of itself: « Title », « Tagged », « Pages », « Page size »…"""
    lines = (line.partition(":") for line in _run("pdfinfo", "-", pdf=pdf).splitlines())
    return {name: value.strip() for name, _colon, value in lines}


def metadata(pdf: bytes) -> str:
    """Its XMP, where a file claims to be PDF/UA."""
    return _run("pdfinfo", "-meta", "-", pdf=pdf)


def structure(pdf: bytes) -> str:
    """The tree that a screen reader walks, one element a line, texts between quotes."""
    return _run("pdfinfo", "-struct-text", "-", pdf=pdf)


def text(pdf: bytes) -> str:
    """In the order of the file, ordinary spaces between words."""
    return re.sub(r"\s+", " ", _run("pdftotext", "-", "-", pdf=pdf)).strip()


def fonts(pdf: bytes) -> list[tuple[str, bool]]:
    """(Name, whether the file holds it) of each font."""
    rows = _run("pdffonts", "-", pdf=pdf).splitlines()[2:]
    return [(row.split()[0], row.split()[-5] == "yes") for row in rows]


def letters(pdf: bytes) -> dict[str, float]:
    """Each line of text → how high its tallest word is, in points."""
    found: dict[str, float] = {}
    for block in re.findall(r"<line .*?</line>", _run("pdftotext", "-bbox-layout", "-", "-", pdf=pdf), re.DOTALL):
        words = re.findall(r'yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>', block)
        found[" ".join(word for _top, _bottom, word in words)] = max(
            float(bottom) - float(top) for top, bottom, _ in words
        )
    return found


def _run(*command: str, pdf: bytes) -> str:
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    assert not done.stderr, done.stderr.decode()
    return done.stdout.decode().replace("\u00a0", " ").replace("\u202f", " ")
