"""Asks axe-core about a whole page: header, footer and contrast included, nothing left out."""

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "judges" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["RGAAv4", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _source() -> str:
    if not SCRIPT.is_file():
        if os.environ.get("CI") == "true":
            pytest.fail("axe-core is missing: run « npm ci » in tests/judges")
        pytest.skip("axe-core is missing: run « npm ci » in tests/judges")
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Any) -> list[str]:
    """One line a violation and an element; empty when axe found nothing."""
    page.evaluate(_source())
    run = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
    result = page.evaluate(run, TAGS)
    assert result["passes"], "axe looked at nothing"
    return [
        f"{violation['id']}: {violation['help']} — {node['html'][:160]} — {node.get('failureSummary', '')[:200]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
