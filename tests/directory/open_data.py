"""Asking for the files given to everybody, and having them judged."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.consistency.source_files import PROJECT
from tests.strict_client import StrictClient

JUDGE = PROJECT / "tests/judges/standard.py"
SCHEMA = PROJECT / "tests/data/standard/lieux-mediation-numerique-1.0.2.json"


def answer(client: StrictClient, extension: str, **headers: str) -> Any:
    return client.get(f"/donnees/lieux.{extension}", headers=headers)


def body(client: StrictClient, extension: str) -> bytes:
    response = answer(client, extension)
    assert response.status_code == 200
    return b"".join(response)


def judged(content: bytes, path: Path) -> list[str]:
    path.write_bytes(content)
    done = subprocess.run([sys.executable, "-I", JUDGE, SCHEMA, path], capture_output=True, text=True, check=False)
    assert not done.stderr
    return done.stdout.split("\n")[:-1] if done.returncode else []
