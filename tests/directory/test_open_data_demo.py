"""The files given to everybody, of the real places: valid by an independent judge, read back without a change."""

import json
from pathlib import Path
from typing import Any

import pytest

from directory.exchange.open_data.forms import FORMS
from directory.standard.reader import parse_row, read
from tests.directory.open_data import body, judged
from tests.factories.imports import prepared
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("extension", ["csv", "json"])
def test_the_demo_is_valid_by_the_national_schema(
    client: StrictClient, demo_places: Any, tmp_path: Path, extension: str
) -> None:
    assert judged(body(client, extension), tmp_path / f"places.{extension}") == []


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (b"\r\n", b"\n", "neither a comma nor a line end"),
        (b"Gratuit", b"gratuite", "is not in the list"),
        (b"+335", b"05 5", "has not the form"),
        (b",2024-", b",24-", "is no date"),
    ],
)
def test_the_judge_sees_faults(
    client: StrictClient, demo_places: Any, tmp_path: Path, before: bytes, after: bytes, said: str
) -> None:
    content = body(client, "csv").replace(before, after)
    assert any(said in fault for fault in judged(content, tmp_path / "places.csv"))


def test_what_is_read_back_changes_nothing(client: StrictClient, demo_places: Any, now: Any) -> None:
    parsed = [parse_row(row.values, row.number) for row in read(body(client, "csv"))]
    assert [problem for row in parsed for problem in row.problems if problem.level != "info"] == []
    run = prepared([row.record for row in parsed if row.record], now=now, feed="Lecture", update=True)
    assert set(run.steps.values_list("kind", flat=True)) == {"remember"}
    from_json = [
        parse_row({name: str(value) for name, value in place.items()}, number).record
        for number, place in enumerate(json.loads(body(client, "json")), 2)
    ]
    again = prepared([one for one in from_json if one], now=now, feed="Autre lecture", update=True)
    assert set(again.steps.values_list("kind", flat=True)) == {"remember"}
    assert again.steps.count() == run.steps.count() == len(parsed) == len(from_json) > 50


@pytest.mark.parametrize("form", [form for form in FORMS if form.exact], ids=lambda form: form.extension)
def test_the_same_places_give_the_same_bytes(client: StrictClient, demo_places: Any, form: Any) -> None:
    assert body(client, form.extension) == body(client, form.extension)
