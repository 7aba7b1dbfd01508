"""Eight writers at once, a server killed under them, a rebuild among it all."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.judges import elasticsearch

PROJECT = Path(__file__).resolve().parents[3]


@pytest.mark.elasticsearch
def test_nothing_is_lost_and_nothing_stays_that_is_gone() -> None:
    elasticsearch.require(own=True)
    command = [sys.executable, "-m", "tests.search.replica.nothing_lost", "400", "2", "8"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 rebuild: 0 missing, 0 stale, 0 ghosts, 0 writers with an error" in done.stdout
