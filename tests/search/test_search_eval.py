"""`manage.py search_eval`: the report of a list of questions."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from search.management.evaluating import SITE, Judged, Question, report
from tests.search.conftest import Index
from tests.search.sources import ListSource


@pytest.fixture
def questions(tmp_path: Path, places: ListSource, index: Index) -> Path:
    places.add(1, "Mairie", services="tablette")
    places.add(2, "Espace numérique", body="prêt de tablettes")
    places.add(3, "Médiathèque", body="ardoises")
    index(places)
    path = tmp_path / "questions.json"
    queries = [
        {"query": "tablette", "concept": "tablette", "family": "needs"},
        {"query": "tablete", "concept": "tablette", "family": "typo", "same_as": "tablette"},
        {"query": "mairie agricole", "concept": "nothing", "family": "needs"},
    ]
    concepts = {"tablette": "tablette|ardoise", "nothing": "nulle part"}
    path.write_text(json.dumps({"concepts": concepts, "queries": queries}), encoding="utf-8")
    return path


def run(*arguments: object) -> list[str]:
    out = StringIO()
    call_command("search_eval", *map(str, arguments), stdout=out)
    return out.getvalue().splitlines()


def test_recall_is_of_what_says_so_itself(questions: Path) -> None:
    table = {tuple(line.split()[:2]): line.split() for line in run(questions)}
    assert table["lieux", "needs"][2:5] == ["1", "0.67", "0"]
    assert table["lieux", "misspelt"][2:6] == ["1", "0.67", "0", "1.00"]
    assert table["site", "all"][2:5] == ["2", "0.67", "0"]


def test_what_each_question_lacks_and_a_table_for_docs(questions: Path) -> None:
    lines = run(questions, "--each", "--markdown")
    assert any(line.split() == ["lieux", "tablette", "2/3", "(2)"] for line in lines)
    assert any(line.startswith("| lieux | typo | 1 | 0.67 | 0 | 1.00 |") for line in lines)
    assert "| --- |" in "\n".join(lines)


def test_an_empty_answer_where_something_exists_is_counted() -> None:
    question = Question("x", "needs", "x")
    rows = report([Judged(question, SITE, 2, 0, 0, 0.001), Judged(question, SITE, 0, 0, 0, 0.003)])
    assert [(row.family, row.questions, row.recall, row.empty) for row in rows] == [
        ("needs", 1, 0.0, 1),
        ("all", 1, 0.0, 1),
    ]
