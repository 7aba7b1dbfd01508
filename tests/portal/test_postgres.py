"""The tests whose result depends on the database, once more on PostgreSQL."""

import os
import subprocess
import sys

import pytest

from tests.consistency.source_files import PROJECT
from tests.judges.postgres import cluster

SENSITIVE = ["tests/search", "tests/events", "tests/portal/test_clock.py", "tests/portal/test_nothing_leaks.py"]


@pytest.mark.postgres
def test_the_same_tests_pass_on_postgresql() -> None:
    with cluster() as url:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-m", "not browser and not postgres", *SENSITIVE],
            cwd=PROJECT,
            env={**os.environ, "DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-8000:]
