"""What a report may hold, and how old its form may be."""

from datetime import timedelta

import pytest

from directory.upkeep.reports.rules import OLDEST, QUICKEST, TOO_OLD, TOO_QUICK, holds_link, why_not_now


@pytest.mark.parametrize(
    "sentence",
    ["voir https://pub.example/", "WWW.PUB.example", "[url=x]ici[/url]", '< a href="x">', "hxxp://pub", "HREF=pub"],
)
def test_advertising_is_recognised(sentence: str) -> None:
    assert holds_link(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Fermé le mardi : 9h-12h seulement",
        "Le numéro est le 05 53 00 00 00, à côté de l’arrêt",
        "prix < 3 € / h",
        "Demandez Awww, non, personne.",
    ],
)
def test_an_error_in_plain_words_is_not(sentence: str) -> None:
    assert not holds_link(sentence)


@pytest.mark.parametrize(
    ("age", "why"),
    [
        (timedelta(hours=-1), TOO_QUICK),
        (QUICKEST - timedelta(microseconds=1), TOO_QUICK),
        (QUICKEST, ""),
        (OLDEST, ""),
        (OLDEST + timedelta(seconds=1), TOO_OLD),
    ],
)
def test_a_form_is_good_from_two_seconds_to_a_day(age: timedelta, why: str) -> None:
    assert why_not_now(age) == why
