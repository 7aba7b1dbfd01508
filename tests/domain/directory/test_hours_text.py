"""Opening-hours texts as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.hours_text import INVALID, MAX_LENGTH, parse
from directory.domain.opening_hours import week

MONDAY = date(2026, 11, 16)  # a week without public holiday
CLOSED = "Fermé"


def words(text: str) -> list[str]:
    return [day.words for day in week(parse(text), MONDAY, (), {})]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Tuesday and Thursday would be open the whole day without cleaning.
        (
            "Tu, Th , Fr 13:30-18:00",
            [CLOSED, "13 h 30 à 18 h", CLOSED, "13 h 30 à 18 h", "13 h 30 à 18 h", CLOSED, CLOSED],
        ),
        # The space before the comma would open the afternoon seven days a week.
        ("Mo-Fr 09:00-12:00 , 14:00-17:00;", ["9 h à 12 h et 14 h à 17 h"] * 5 + [CLOSED] * 2),
        ("Mo-Fr 09:00-12:00, 14:00-17:00", ["9 h à 12 h et 14 h à 17 h"] * 5 + [CLOSED] * 2),
        ("Mo 00:00-00:00,13:45-16:30", ["13 h 45 à 16 h 30"] + [CLOSED] * 6),
        ("Th 09:00-12:00,14:00-14:00", [CLOSED] * 3 + ["9 h à 12 h"] + [CLOSED] * 3),
        ("Mo 09:00-12:00; Fr 13:30-13:30", ["9 h à 12 h"] + [CLOSED] * 6),
        # A later rule replaces the earlier one on its days.
        ("Mo-We 09:00-17:00; We 09:00-12:00", ["9 h à 17 h"] * 2 + ["9 h à 12 h"] + [CLOSED] * 4),
        ("Mo 09:00-17:00; SH off", ["9 h à 17 h"] + [CLOSED] * 6),
        ("Mo 09:00-17:00; PH,SH off", ["9 h à 17 h"] + [CLOSED] * 6),
        # The parser would read it as every Monday.
        ("SH Mo 10:00-12:00; Tu 10:00-12:00", [CLOSED, "10 h à 12 h"] + [CLOSED] * 5),
        ("tu-TH 9:00-12:00; WE OFF", [CLOSED, "9 h à 12 h", CLOSED, "9 h à 12 h"] + [CLOSED] * 3),
        # The holidays that are Sundays: a holiday and a weekday, as in « SH Mo ».
        ("Mo-Su 09:00-12:00; PH Su closed", ["9 h à 12 h"] * 7),
        ("Mo-Su 09:00-12:00; PH,Su closed", ["9 h à 12 h"] * 6 + [CLOSED]),
        # A comment is no hour.
        ('Mo 09:00-12:00; Sa "RDV"', ["9 h à 12 h"] + [CLOSED] * 4 + ["Sur rendez-vous", CLOSED]),
        ('Mo 09:00-12:00; Sa "RDV"; Sa off', ["9 h à 12 h"] + [CLOSED] * 6),
        ('Mo 09:00-12:00; Sa "sonner"', ["9 h à 12 h"] + [CLOSED] * 4 + ["Horaires inconnus", CLOSED]),
        (
            'Mo 09:00-12:00; Sa 10:00-12:00 "RDV"',
            ["9 h à 12 h"] + [CLOSED] * 4 + ["Sur rendez-vous 10 h à 12 h", CLOSED],
        ),
        (
            'Mo 09:00-12:00; Su off || "sur rendez-vous"',
            ["9 h à 12 h, sinon sur rendez-vous"] + ["Sur rendez-vous"] * 5 + [CLOSED],
        ),
        ("Mo unknown; Tu 09:00-12:00", ["Horaires inconnus", "9 h à 12 h"] + [CLOSED] * 5),
        ("Mo 14:00-17:00 unknown; Tu 09:00-12:00", ["Horaires inconnus 14 h à 17 h", "9 h à 12 h"] + [CLOSED] * 5),
        # The end is not known.
        ("Mo 14:00+", ["à partir de 14 h"] + [CLOSED] * 6),
        ("Mo 09:00-12:00,14:00+", ["9 h à 12 h et à partir de 14 h"] + [CLOSED] * 6),
        ("Mo 09:00-12:00+", ["9 h à 12 h"] + [CLOSED] * 6),
        # Week 47 of 2026 is odd.
        ("week 1-53/2 Mo 09:00-12:00", ["9 h à 12 h"] + [CLOSED] * 6),
        ("week 2-52/2 Mo 09:00-12:00", [CLOSED] * 7),
    ],
)
def test_what_a_text_means(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert parse(text).original == text


@pytest.mark.parametrize("text", ["lundi 9h-12h", "Mo-Sun 09:00-12:00", "sur rendez-vous", "{}", "Mo 25:00"])
def test_bad_texts_are_told_and_unknown(text: str) -> None:
    parsed = parse(text)
    assert not parsed.valid
    assert not parsed.known
    assert parsed.warnings == (INVALID,)


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_no_text_is_no_mistake(text: str) -> None:
    parsed = parse(text)
    assert parsed.valid
    assert not parsed.known
    assert parsed.warnings == ()


def test_only_separators_is_a_mistake() -> None:
    assert not parse(" ; ; ").valid


def test_length_is_capped() -> None:
    fits = "Mo 09:00-12:00;" * (MAX_LENGTH // 15)
    assert parse(fits).valid
    assert parse("Mo 09:00-12:00;" * (MAX_LENGTH // 15 + 1)).warnings == ("Ces horaires dépassent 1000 caractères.",)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Mo 09:00-12:00;Mo 14:00-17:00", "Le lundi, « Mo 14:00-17:00 » remplace « Mo 09:00-12:00 »"),
        ("Mo-We 09:00-12:00; Mo,We 14:00-17:00", "Le lundi et le mercredi, « Mo,We 14:00-17:00 » remplace"),
        ("Mo 14:00-12:00", "« 14 h à 12 h » finit avant de commencer"),
        ("Mo-Su 09:00-12:00; PH Su closed", "écrivez « PH,Su »"),
        ("Mo,Tu", "Le lundi et le mardi, ouvert jour et nuit : il manque sans doute des heures."),
        ("Mo 00:00-00:00,09:00-12:00", "plage vide"),
        ('Mo 09:00-12:00 "sonner"', "entre guillemets"),
    ],
)
def test_warnings_for_editors(text: str, part: str) -> None:
    parsed = parse(text)
    assert parsed.valid
    assert len(parsed.warnings) == 1
    assert part in parsed.warnings[0]


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "Mo-Fr 09:00-12:00,14:00-17:00",
        "Mo-Fr 09:00-17:00; We 09:00-12:00",
        "Mo-Fr 09:00-12:00,14:00-17:00; PH off",
        "Mo-Fr 09:00-17:00; We off",
        "week 1-53/2 Mo 09:00-12:00; week 2-52/2 Mo 14:00-17:00",
        "Mo 09:00-12:00; Mo[1] 14:00-17:00",
    ],
)
def test_usual_texts_raise_no_warning(text: str) -> None:
    assert parse(text).valid
    assert parse(text).warnings == ()


PIECES = 'Mo - Fr , ; 09:00 12:00 PH SH off " week 1-53/2 [ 1 ] 24/7 || Jan sunrise + easter 2026 unknown / é'
ODD_TEXT = st.one_of(
    st.text(max_size=60), st.lists(st.sampled_from([*PIECES.split(), " ", "\0"]), max_size=14).map("".join)
)


@given(ODD_TEXT)
def test_nothing_makes_it_fail(text: str) -> None:
    parsed = parse(text)
    assert parsed.original == text
    assert parsed.known <= parsed.valid
    assert parsed.valid or parsed.warnings
    assert len(week(parsed, MONDAY, (), {})) == 7
