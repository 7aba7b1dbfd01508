"""Without Java or Maven one sentence says what is not tried, and CI never goes on without it."""

import pytest

from tests.judges import elasticsearch


@pytest.fixture(autouse=True)
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.judges.elasticsearch.shutil.which", lambda name: None)
    monkeypatch.delenv("ELASTICSEARCH_URL", raising=False)
    monkeypatch.delenv("CI", raising=False)


def test_it_is_said_in_one_sentence() -> None:
    with pytest.raises(pytest.skip.Exception, match="Elasticsearch demande java et mvn"):
        elasticsearch.require()


def test_ci_never_goes_without(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Elasticsearch demande java et mvn"):
        elasticsearch.require()


def test_a_server_that_runs_already_is_enough_but_for_those_of_a_test(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELASTICSEARCH_URL", "http://127.0.0.1:9200")
    elasticsearch.require()
    with elasticsearch.server() as url:
        assert url == "http://127.0.0.1:9200"
    with pytest.raises(pytest.skip.Exception):
        elasticsearch.require(own=True)
