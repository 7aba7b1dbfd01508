"""A moment named inside a question is taken off it; a need is never mistaken for a moment."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.words.zone import PARIS
from search.question.moment_in_text import MomentInText, moment_in_place, moment_in_text
from search.question.moments import Moment, date_codes, moments
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
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=PARIS)
TODAY = NOW.date()
NAMED = moments(NOW)


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
        ("samedi 5 décembre Marmande", ["2026-12-05"], "Marmande"),
        ("le 5 décembre", ["2026-12-05"], ""),
        ("5/12 tablette", ["2026-12-05"], "tablette"),
        ("le samedi 5/12/2026 à Agen", ["2026-12-05"], "à Agen"),
        ("Lafox vendredi 11 décembre matin", ["2026-12-11-matin"], "Lafox"),
        ("le 11 decembre au matin à Lafox", ["2026-12-11-matin"], "à Lafox"),
        ("mardi 8", ["2026-12-08"], ""),
        ("mardi 1er décembre", ["2026-12-01"], ""),
        ("lundi 21 dec. Cancon", ["2026-12-21"], "Cancon"),
        ("4 janvier 2027 impôts", ["2027-01-04"], "impôts"),
        ("tantôt à Agen", ["aujourdhui-apres-midi"], "à Agen"),
        ("tablette demain tantot", ["demain-apres-midi"], "tablette"),
        ("a matin, Agen", ["aujourdhui-matin"], "Agen"),
        ("dans les 7 jours", ["semaine"], ""),
    ],
)
def test_a_moment_is_taken_off(typed: str, codes: list[str], left: str) -> None:
    found = moment_in_text(typed, TODAY)
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
        "né le 8 décembre 1950",
        "le 8 mars",
        "mardi 9",
        "mardi 8 h",
        "ouvert 7/7",
        "aide 24/24",
        "la maison du 8 mai",
        "5 départements",
        "lundi dernier j'ai perdu mon mot de passe",
        "marie",
        "demande de logement",
        "domaine internet",
        "je demande mon rsa",
        "carte grise",
    ],
)
def test_a_need_is_no_moment(typed: str) -> None:
    assert moment_in_text(typed, TODAY) == MomentInText((), typed)


@given(st.text(max_size=80))
def test_any_text_is_read(typed: str) -> None:
    found = moment_in_text(typed, TODAY)
    assert set(found.codes) <= moments(NOW, found.codes).keys()
    if not found.codes:
        assert found.left == typed


@given(
    st.sampled_from([one for one in moments(NOW, date_codes(TODAY)).values() if one.code != "maintenant"]),
    st.sampled_from(["tablette", "mes impôts", "carte grise à Agen", "refaire ma carte d’identité"]),
    st.booleans(),
)
def test_the_words_that_we_say_are_understood(moment: Moment, need: str, first: bool) -> None:
    """« Nous avons compris : cet après-midi » can be typed as it is read."""
    found = moment_in_text(f"{moment.words} {need}" if first else f"{need} {moment.words}", TODAY)
    assert found.codes == (moment.code,)
    assert found.left == need


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_nothing_is_invented(typed: list[str]) -> None:
    left = words(moment_in_text(" ".join(typed), TODAY).left)
    rest = iter(words(" ".join(typed)))
    assert all(word in rest for word in left), "the words left are those typed, in their order"


@pytest.mark.parametrize(
    ("typed", "codes", "left"),
    [
        ("Casteljaloux samedi", ["samedi"], "Casteljaloux"),
        ("Lafox le 11 décembre", ["2026-12-11"], "Lafox"),
        ("Mardié (45430)", [], "Mardié (45430)"),
        ("Laplume (47310)", [], "Laplume (47310)"),
    ],
)
def test_a_day_beside_a_place_is_read(typed: str, codes: list[str], left: str) -> None:
    found = moment_in_place(typed, TODAY)
    assert (list(found.codes), found.left) == (codes, left)
