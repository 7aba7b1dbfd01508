"""Runs the judges written for Node. Installed by `npm ci` in this folder.

A missing judge skips its test on a workstation and fails it when CI=true: a check nobody ran must not look green.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent


def require_judge(package: str) -> str:
    """Path of the `node` command, once sure that `package` is installed; otherwise skips or fails the test."""
    node = shutil.which("node")
    if node and (FOLDER / "node_modules" / package / "package.json").is_file():
        return node
    reason = f"node or {package} is missing: run « npm ci » in tests/judges"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def expand_feed(feed: bytes, *arguments: str) -> list[dict[str, Any]]:
    """What ical.js reads in `feed`; fails the test with its message when it refuses the file."""
    command = [require_judge("ical.js"), str(FOLDER / "expand_feed.mjs"), *arguments]
    done = subprocess.run(command, input=feed, capture_output=True, timeout=120, check=False)
    if done.returncode:
        pytest.fail(f"ical.js refused the feed: {done.stderr.decode()[-2000:]}")
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows
