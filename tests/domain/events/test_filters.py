"""What a date bears in each group of filters."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.domain.filters import (
    DAY,
    PART,
    bits,
    known_codes,
    moment_of,
    read_moment,
    read_terms,
    says_step_free,
    term,
    write_terms,
)
from portal.words.french import DAY_NAMES

KNOWN = known_codes(("permanence",))
MONDAY = datetime(2026, 11, 30)


def parts(start: str, end: str) -> set[str]:
    first, last = (MONDAY + timedelta(hours=int(text[:2]), minutes=int(text[3:])) for text in (start, end))
    return {code for group, code in read_moment(moment_of(first, last)) if group == PART}


@pytest.mark.parametrize(
    ("start", "end", "touched"),
    [
        ("09:00", "12:00", {"matin"}),
        ("09:00", "13:00", {"matin"}),
        ("09:00", "17:00", {"matin", "apres-midi"}),
        ("12:30", "13:00", set()),
        ("14:00", "18:00", {"apres-midi"}),
        ("18:00", "20:00", {"soir"}),
        ("08:00", "18:30", {"matin", "apres-midi", "soir"}),
        ("22:00", "24:00", {"soir"}),
        ("22:00", "25:30", {"soir"}),
    ],
)
def test_a_date_is_in_each_part_of_the_day_that_it_touches(start: str, end: str, touched: set[str]) -> None:
    assert parts(start, end) == touched


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),
    st.timedeltas(timedelta(minutes=5), timedelta(hours=12)),
    st.frozensets(st.sampled_from(DAY_NAMES)),
    st.frozensets(st.sampled_from(("matin", "apres-midi", "soir"))),
)
def test_bits_meet_when_codes_do(
    start: datetime, length: timedelta, days: frozenset[str], some: frozenset[str]
) -> None:
    moment = moment_of(start, start + length)
    borne = read_moment(moment)
    assert {code for group, code in borne if group == DAY} == {DAY_NAMES[start.weekday()]}
    assert bool(moment & bits(DAY, days)) == (DAY_NAMES[start.weekday()] in days)
    assert bool(moment & bits(PART, some)) == any((PART, code) in borne for code in some)
    assert ((PART, "matin") in borne) == (start.time() < time(12, 30))
    assert 0 < moment < 2**15, "it fits the column"


codes = st.fixed_dictionaries(
    {
        "services": st.sets(st.sampled_from(sorted(["demarches", "outils", "acces", "equipement"]))),
        "publics": st.sets(st.sampled_from(["seniors", "jeunes"])),
        "special_needs": st.sets(st.sampled_from(["surdite", "langues-autres"])),
        "access": st.sampled_from(["drop-in", "booking", "orientation", "phone", ""]),
        "price": st.sampled_from(["free", "conditional", "paid", ""]),
        "accessibility": st.sampled_from(["", "Salle de plain-pied.", "Escalier."]),
        "organisations": st.sets(st.integers(1, 30)),
    }
)


@given(codes)
def test_terms_say_what_the_activity_bears_and_nothing_else(given: dict[str, set[str] | str]) -> None:
    text = write_terms(**given)  # type: ignore[arg-type]
    borne = read_terms(text)
    assert all(term(group, code) in text and term(group) in text for group, code in borne)
    for group, known in KNOWN.items():
        codes = (
            [str(n) for n in range(1, 40)] if group == "organisme" else known if group not in ("lieu", "avec") else ()
        )
        for code in codes:  # type: ignore[attr-defined]
            assert (term(group, code) in text) == ((group, code) in borne)
    assert {code for group, code in borne if group == "service"} == given["services"]
    assert (("acces", "se-presenter") in borne) == (given["access"] == "drop-in")
    assert any(group == "acces" for group, _code in borne) == bool(given["access"]), "not known is no code"
    assert any(group == "prix" for group, _code in borne) == bool(given["price"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Salle de plain-pied.", True),
        ("Entrée avec une rampe.", True),
        ("Étage avec ascenseur.", True),
        ("Accessible aux fauteuils", True),
        ("Entrée sans marche", True),
        ("", False),
        ("Une marche à l’entrée", False),
        ("Non accessible", False),
        ("Pas de rampe", False),
        ("Inaccessible en fauteuil", False),
        ("Accessible ?", False),
        ("Rampe, mais ascenseur en panne", False),
        ("Étage sans ascenseur", False),
        ("Difficilement accessible", False),
        ("Partiellement accessible", False),
    ],
)
def test_only_what_is_said_is_accessible(words: str, said: bool) -> None:
    assert says_step_free(words) == said
