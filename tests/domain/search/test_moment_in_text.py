"""A moment named inside a question is taken off it; a need is never mistaken for a moment."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.words.zone import PARIS
from search.question.moment_in_text import MomentInText, moment_in_text
from search.question.moments import Moment, moments
from search.question.text import words

WORDS = (
    "tablette",
    "le",
    "samedi",
    "ou",
    "matin",
    "à",
    "agen",
    "ce",
    "soir",
    "mardi",
    "au",
    "vendredi",
    ",",
    "8",
    "1er",
)
NAMED = moments(datetime(2026, 11, 24, 10, 0, tzinfo=PARIS))


@pytest.mark.parametrize(
    ("typed", "codes", "left"),
    [
        ("ouvert maintenant", ["maintenant"], ""),
        ("Ouvert en ce moment à Agen", ["maintenant"], "à Agen"),
        ("aujourd'hui", ["aujourdhui"], ""),
        ("aujourd’hui, les impôts", ["aujourdhui"], "les impôts"),
        ("ajourd'hui tablette", ["aujourdhui"], "tablette"),
        ("tablette demain", ["demain"], "tablette"),
        ("tablette samedi matin", ["samedi-matin"], "tablette"),
        ("le mardi matin à Nérac", ["mardi-matin"], "à Nérac"),
        ("qui peut m'aider ce soir ?", ["aujourdhui-soir"], "qui peut m'aider"),
        ("qui est ouvert cet après-midi", ["aujourdhui-apres-midi"], "qui est"),
        ("vendredi après midi carte grise", ["vendredi-apres-midi"], "carte grise"),
        ("Vendredi aprés-midi", ["vendredi-apres-midi"], ""),
        ("imprimer demain dans la matinée", ["demain-matin"], "imprimer"),
        ("impôts le week-end", ["week-end"], "impôts"),
        ("impôts ce weekend", ["week-end"], "impôts"),
        ("permanence à Lafox cette semaine", ["semaine"], "permanence à Lafox"),
        ("caf la semaine prochaine", ["semaine-prochaine"], "caf"),
        ("samdi matin", ["samedi-matin"], ""),
        ("mercredis", ["mercredi"], ""),
        ("samedi ou dimanche, photos", ["samedi", "dimanche"], "photos"),
        ("samedi prochain tablette", ["samedi"], "tablette"),
        ("samedi 47000", ["samedi"], "47000"),
        ("maintenant", ["maintenant"], ""),
    ],
)
def test_a_moment_is_taken_off(typed: str, codes: list[str], left: str) -> None:
    found = moment_in_text(typed)
    assert (list(found.codes), found.left) == (codes, left)


@pytest.mark.parametrize(
    "typed",
    [
        "numéro du soir",
        "cours du soir",
        "bonsoir, je voudrais de l'aide",
        "midi",
        "entre midi et deux",
        "radio midi pyrénées",
        "le matin",
        "l'après-midi",
        "allocation semaine de vacances",
        "trois jours par semaine",
        "et maintenant comment payer mes impôts",
        "mon ordinateur bugue en ce moment",
        "du lundi au vendredi",
        "mardi 8 décembre",
        "lundi dernier j'ai perdu mon mot de passe",
        "marie",
        "demande de logement",
        "domaine internet",
        "je demande mon rsa",
        "carte grise",
    ],
)
def test_a_need_is_no_moment(typed: str) -> None:
    assert moment_in_text(typed) == MomentInText((), typed)


@given(st.text(max_size=80))
def test_any_text_is_read(typed: str) -> None:
    found = moment_in_text(typed)
    assert set(found.codes) <= NAMED.keys()
    if not found.codes:
        assert found.left == typed


@given(
    st.sampled_from([one for one in NAMED.values() if one.code not in ("maintenant",)]),
    st.sampled_from(["tablette", "mes impôts", "carte grise à Agen", "refaire ma carte d’identité"]),
    st.booleans(),
)
def test_the_words_that_we_say_are_understood(moment: Moment, need: str, first: bool) -> None:
    """« Nous avons compris : cet après-midi » can be typed as it is read."""
    found = moment_in_text(f"{moment.words} {need}" if first else f"{need} {moment.words}")
    assert found.codes == (moment.code,)
    assert found.left == need


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_nothing_is_invented(typed: list[str]) -> None:
    left = words(moment_in_text(" ".join(typed)).left)
    rest = iter(words(" ".join(typed)))
    assert all(word in rest for word in left), "the words left are those typed, in their order"
