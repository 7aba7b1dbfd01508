"""The product says nothing of the demo's territory: its names and numbers are in `portal/roof/demo` only."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.models import SiteSettings
from tests.consistency.source_files import ending, text_of

ROOMS = ("portal", "home", "events", "directory", "search")
TERRITORY = re.compile(
    r"\b47\d{3}\b|\b47\b|lot-et-garonne|\bagen\b|marmande|villeneuve|nérac|castelmoron|laplume|0?5 ?36 ?49|33553|33536",
    re.IGNORECASE,
)
# The drawing of the home page shows the demo's territory, until it too can be chosen. So do the files of static/geo.
DRAWN = {Path("templates/illustrations/home-map.svg.html")}
# All the départements of France.
EVERYWHERE = {Path("portal/words/departements.py")}
# Lucide's and our own drawings are numbers.
PICTURES = ("templates/icons/", "templates/illustrations/")


def code() -> list[Path]:
    return [
        path
        for path in ending(".py")
        if path.parts[0] in ROOMS and path.parts[:3] != ("portal", "roof", "demo") and path not in DRAWN | EVERYWHERE
    ]


def strings(tree: ast.AST) -> Iterator[str]:
    """String constants but docstrings, which may tell of real cases."""
    told = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_no_string_of_the_code_names_the_territory() -> None:
    found = {
        (str(path), text) for path in code() for text in strings(ast.parse(text_of(path))) if TERRITORY.search(text)
    }
    assert found == set()


def test_no_template_names_the_territory() -> None:
    found = set()
    for path in ending(".html"):
        if path.parts[0] != "templates" or str(path).startswith(PICTURES):
            continue
        shown = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", text_of(path), flags=re.DOTALL)
        found |= {(str(path), match[0]) for match in TERRITORY.finditer(shown)}
    assert found == set()


@pytest.mark.parametrize("text", ["47", "47310", "Coup de main 47", "en Lot-et-Garonne", "impôts Marmande"])
def test_the_words_are_recognised(text: str) -> None:
    assert TERRITORY.search(text)
    assert list(strings(ast.parse(f'"""Le {text}."""\nname = "{text}"'))) == [text]


def test_a_new_portal_stands_nowhere_in_particular() -> None:
    new = SiteSettings()
    assert (new.phone, new.departements, new.territory_name, new.home_departements) == ("", "", "", frozenset())
    assert (new.map_latitude, new.map_longitude) == (46.6, 2.4)
