"""The addresses of the guide carry the parameters of the finder."""

from urllib.parse import parse_qs, urlsplit

from directory.finder.guide.query import GuideQuery, Step
from directory.finder.query import FinderQuery

ASKED = FinderQuery(where="Agen (47000)", facets={"service": frozenset({"demarches"})})


def test_the_last_answer_only_changes_the_path() -> None:
    question = GuideQuery(Step.WHEN, ASKED)
    assert urlsplit(question.address()).path == "/guide/quand/"
    assert parse_qs(urlsplit(question.address()).query) == parse_qs(urlsplit(ASKED.address()).query)


def test_an_answer_can_be_taken_back() -> None:
    assert GuideQuery(Step.WHEN, ASKED).at(Step.WHERE).address(where="") == "/guide/ou/?service=demarches"


def test_nothing_answered_is_the_bare_path() -> None:
    assert [GuideQuery(step, FinderQuery()).address() for step in Step] == ["/guide/", "/guide/ou/", "/guide/quand/"]
    assert [step.number for step in Step] == [1, 2, 3]
