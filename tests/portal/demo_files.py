"""The demo data files as plain values, for the tests that check their promises."""

import csv
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "portal" / "roof" / "demo" / "data"


def load(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def read_csv(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


COMMUNES = {row["insee"]: row for row in read_csv("communes.csv")}
PLACES = {row["id"]: row for row in read_csv("lieux-47.csv")}
MERGES = load("lieux-47-merges.json")
DROPPED = {dropped for merge in MERGES for dropped in merge["drop"]}
KEPT = PLACES.keys() - DROPPED
PERMANENCES = load("permanences-47.json")
HOSTS = {row["id"] for row in load("lieux-accueil-47.json")}
WORKSHOPS = load("workshops.json")
ARTICLES = load("articles.json")
FIGURES = load("key_figures.json")
PAGES = load("standard_pages.json")
IMAGES = load("images.json")


def strings(value: Any) -> list[str]:
    """Every string held by a JSON value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return []
