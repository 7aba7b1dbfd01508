"""What `make test` adds up: a session that died must not look like one that passed."""

import sys

import pytest

from tests.run import Result, Session, run, sessions, total

PYTEST = "TOTAL 8870 263 96%\n= 1 failed, 1886 passed, 3 skipped, 77 deselected in 157.25s (0:02:37) =\n"
QUIET = "..\n2 passed, 1 xfailed, 1 error in 0.05s\n"
NODE = "✔ a map of 3 (1.2ms)\nℹ tests 25\nℹ pass 24\nℹ fail 1\nℹ skipped 2\nℹ todo 0\n"


def result(output: str, code: int = 0) -> Result:
    return Result(Session("essai", []), output, code)


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (PYTEST, "1886 passed, 1 failed, 3 skipped"),
        (QUIET, "3 passed, 1 failed, 0 skipped"),
        (NODE, "24 passed, 1 failed, 2 skipped"),
        ("", "0 passed, 0 failed, 0 skipped"),
    ],
)
def test_closing_lines_are_counted(output: str, said: str) -> None:
    assert total([result(output)]) == said


def test_sessions_are_added_up() -> None:
    assert total([result(PYTEST), result(NODE), result(QUIET)]) == "1913 passed, 3 failed, 5 skipped"


def test_a_session_that_died_counts_as_a_failure() -> None:
    assert total([result("Segmentation fault", 139)]) == "0 passed, 1 failed, 0 skipped"
    below = QUIET.replace(", 1 error", "")
    assert total([result(below, 1)]) == "3 passed, 1 failed, 0 skipped"


def test_a_session_is_run_and_measured() -> None:
    done = run(Session("essai", [sys.executable, "-c", "print('1 passed in 0.01s'); raise SystemExit(3)"]), [])
    assert (done.code, done.counts["passed"], done.counts["failed"]) == (3, 1, 1)
    assert done.seconds > 0 and done.processor > 0


def test_a_session_without_its_program_is_skipped_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = Session("essai", ["absent"], lambda: "Il manque quelque chose")
    for ci, said in ((False, "0 passed, 0 failed, 1 skipped"), (True, "0 passed, 1 failed, 1 skipped")):
        monkeypatch.setattr("tests.run.CI", ci)
        done = run(absent, [])
        assert "Il manque quelque chose" in done.output
        assert (bool(done.code), total([done])) == (ci, said)


def test_each_test_is_in_one_session_of_sqlite() -> None:
    commands = {session.name: session.command for session in sessions()}
    assert "browser" in commands["navigateur"] and "not browser" in commands["sqlite"]
