"""French hours are read where they are certain, and nowhere else."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.domain.french_hours import osm_hours, osm_week, read_hours
from directory.domain.hours_text import MAX_LENGTH, parse
from directory.domain.opening_hours import week
from portal.words.french import DAY_NAMES

MONDAY = date(2026, 11, 16)  # a week without public holiday
OFFICE = "Mo-Fr 09:00-12:00,14:00-17:00"
MORNINGS = "Mo-Fr 09:00-12:00"
MONDAY_SATURDAY = "Mo 09:00-12:00; Sa 10:00-12:00; SH off"
EVEN, ODD = "week 2-52/2", "week 1-53/2"


@pytest.mark.parametrize(
    ("text", "osm"),
    [
        ("du lundi au vendredi de 9h à 12h et de 14h à 17h", OFFICE),
        ("du lundi au vendredi de 9h à 12h et de 14h à 17h30", "Mo-Fr 09:00-12:00,14:00-17:30"),
        ("Du Lundi au Vendredi : 9h00 - 12h00 / 14h00 - 17h00", OFFICE),
        ("DU LUNDI AU VENDREDI DE 9H A 12H ET DE 14H A 17H", OFFICE),
        ("lundi-vendredi: 9:00-12:00, 14:00-17:00", OFFICE),
        ("Lun-Ven 9h-12h 14h-17h", OFFICE),
        ("Lun.-Ven. 9 h – 12 h, 14 h – 17 h", OFFICE),
        ("9h-12h et 14h-17h du lundi au vendredi", OFFICE),
        ("du lundi au vendredi, de 9 heures à 12 heures et de 14 heures à 17 heures", OFFICE),
        ("lundi au vendredi 9h/12h - 14h/17h", OFFICE),
        ("Horaires d’ouverture : du lundi au vendredi, de 9 h à midi et de 14 h à 17 h.", OFFICE),
        ("lundi au vendredi : matin 9h-12h, après-midi 14h-17h", OFFICE),
        ("du lundi au vendredi 9h-12h le matin et 14h-17h l’après-midi", OFFICE),
        ("Lundi au vendredi\n9h-12h\n14h-17h", OFFICE),
        ("- Lundi au vendredi → 9h-12h 14h-17h", OFFICE),
        ("Lundi, mardi, mercredi, jeudi et vendredi de 9h à 12h et de 14h à 17h", OFFICE),
        ("Lun-Ven 9h-12h", MORNINGS),
        ("Mo-Fr 9h-12h", MORNINGS),
        ("Mo–Fr 09:00–12:00", MORNINGS),
        (MORNINGS, MORNINGS),
        ("lu-ve 9h-12h", MORNINGS),
        ("du lundi au vendredi de 9 à 12h", MORNINGS),
        ("du lundi au vendredi entre 9h et midi", MORNINGS),
        ("du lundi au vendredi de 9 h 30 à 12 h 15", "Mo-Fr 09:30-12:15"),
        ("lundi à jeudi 8h-12h, vendredi 8h-11h30", "Mo-Th 08:00-12:00; Fr 08:00-11:30"),
        ("Lundi : 9h-12h / 14h-17h ; Mardi : 9h-12h", "Mo 09:00-12:00,14:00-17:00; Tu 09:00-12:00"),
        ("Lundi 9h-12h. Mardi 14h-17h.", "Mo 09:00-12:00; Tu 14:00-17:00"),
        ("Lundi et mardi 9h-12h, jeudi 14h-17h", "Mo,Tu 09:00-12:00; Th 14:00-17:00"),
        ("lundi/mardi/jeudi 9h-12h", "Mo,Tu,Th 09:00-12:00"),
        ("Ouvert le lundi de 9h à 12h et le jeudi de 14h à 17h", "Mo 09:00-12:00; Th 14:00-17:00"),
        ("tous les jours sauf dimanche 9h30-18h", "Mo-Sa 09:30-18:00"),
        ("9h30-18h tous les jours sauf le dimanche", "Mo-Sa 09:30-18:00"),
        ("7j/7 de 10h à 18h", "Mo-Su 10:00-18:00"),
        ("du mardi au samedi de 10h à 18h sans interruption", "Tu-Sa 10:00-18:00"),
        ("le week-end de 10h à 12h", "Sa,Su 10:00-12:00"),
        ("du lundi au vendredi sauf mercredi 9h-12h", "Mo,Tu,Th,Fr 09:00-12:00"),
        ("du lundi au vendredi 9h-12h, fermé le mercredi", "Mo,Tu,Th,Fr 09:00-12:00"),
        ("Lundi 9h-12h, mardi fermé, mercredi 14h-17h", "Mo 09:00-12:00; We 14:00-17:00"),
        ("Fermé le lundi. Du mardi au vendredi 9h-12h", "Tu-Fr 09:00-12:00"),
        ("fermé le mercredi", "We off"),
        ("fermé le dimanche et les jours fériés", "Su,PH off"),
        ("du lundi au vendredi 9h-12h (sauf jours fériés)", "Mo-Fr 09:00-12:00; PH off"),
        ("du lundi au vendredi 9h-12h hors vacances scolaires", "Mo-Fr 09:00-12:00; SH off"),
        ("lundi 9h-12h. Fermé pendant les vacances scolaires", "Mo 09:00-12:00; SH off"),
        ("dimanche et jours fériés de 10h à 12h", "Su,PH 10:00-12:00"),
        ("lundi 9h-12h, lundi 14h-17h", "Mo 09:00-12:00,14:00-17:00"),
        ("2e et 4e mardi du mois de 9h à 12h", "Tu[2,4] 09:00-12:00"),
        ("le 1er lundi de chaque mois, 14h-17h", "Mo[1] 14:00-17:00"),
        ("deuxième et quatrième jeudi du mois 14h-16h", "Th[2,4] 14:00-16:00"),
        ("dernier jeudi du mois de 14h à 16h", "Th[-1] 14:00-16:00"),
        ("mercredi des semaines paires 9h-12h", "week 2-52/2 We 09:00-12:00"),
        ("semaines impaires : mardi 14h-17h", "week 1-53/2 Tu 14:00-17:00"),
        ("lundi 9h-12h, samedi sur rendez-vous", 'Mo 09:00-12:00; Sa "sur rendez-vous"'),
        ("lundi 9h-12h sur RDV", 'Mo 09:00-12:00 "sur rendez-vous"'),
        ("sur rendez-vous uniquement le samedi", None),
        ("Uniquement sur rendez-vous", 'Mo-Su "sur rendez-vous"'),
        ("mardi à partir de 14h", "Tu 14:00+"),
        ("mardi dès 14h", "Tu 14:00+"),
        ("24h/24 7j/7", "24/7"),
        ("samedi de 20h à minuit", "Sa 20:00-24:00"),
        ("de midi à 14h le mardi", "Tu 12:00-14:00"),
        # What governs a sentence and what governs one clause of it.
        ("semaines paires : lundi 9h-12h, mardi 14h-17h", f"{EVEN} Mo 09:00-12:00; {EVEN} Tu 14:00-17:00"),
        (
            "Semaines paires : lundi et mercredi 9h-12h, vendredi 14h-17h",
            f"{EVEN} Mo,We 09:00-12:00; {EVEN} Fr 14:00-17:00",
        ),
        (
            "Semaine paire : mardi 9h-12h, semaine impaire : jeudi 14h-17h, vendredi 9h-12h",
            f"{EVEN} Tu 09:00-12:00; {ODD} Th 14:00-17:00; {ODD} Fr 09:00-12:00",
        ),
        (
            "semaines paires : lundi 9h-12h. Semaines impaires : mardi 9h-12h",
            f"{EVEN} Mo 09:00-12:00; {ODD} Tu 09:00-12:00",
        ),
        ("semaines paires : lundi 9h-12h. Fermé les jours fériés.", f"{EVEN} Mo 09:00-12:00; PH off"),
        ("lundi 9h-12h ; semaines paires : mardi 14h-17h", f"Mo 09:00-12:00; {EVEN} Tu 14:00-17:00"),
        ("Lundi et jeudi 14h-18h - samedi des semaines paires 9h-12h", f"Mo,Th 14:00-18:00; {EVEN} Sa 09:00-12:00"),
        ("samedi : semaines paires 9h-12h", f"{EVEN} Sa 09:00-12:00"),
        ("Semaine impaire : mardi 9h-12h ; jeudi 14h-17h", None),
        ("semaines paires lundi 9h-12h ; mardi 14h-17h", None),
        ("semaines paires lundi 9h-12h, mardi 14h-17h", None),
        ("semaines paires : lundi 9h-12h. Mardi 9h-12h", None),
        ("semaines paires : lundi 9h-12h, fermé le mardi", None),
        ("semaines paires : lundi 9h-12h, 1er mardi du mois 9h-12h", None),
        ("lundi 9h-12h, semaines paires : mardi 14h-17h", None),
        ("mardi des semaines impaires 14h-17h, jeudi 9h-12h", None),
        ("lundi au vendredi et samedi des semaines paires 9h-12h", None),
        ("1er mardi du mois : 9h-12h, jeudi 14h-17h", None),
        ("1er lundi et mardi du mois 9h-12h", None),
        ("mardi 14h-18h, 1er samedi du mois 9h-12h", "Tu 14:00-18:00; Sa[1] 09:00-12:00"),
        ("lundi de 9 h à 12 h et l’après-midi de 14 h à 17 h sur rendez-vous", None),
        ("lundi : 9h-12h, 14h-17h sur rendez-vous", None),
        ("mardi 9h-12h et 14h-17h sur RDV", None),
        ("lundi 9h-12h, mardi 14h-17h sur rendez-vous", None),
        ("lundi 9h-12h et mardi 14h-17h sur rendez-vous", None),
        ("lundi 9h-12h ; mardi 14h-17h, uniquement sur rendez-vous", None),
        ("lundi 9h-12h ; mardi 14h-17h sur rendez-vous", 'Mo 09:00-12:00; Tu 14:00-17:00 "sur rendez-vous"'),
        ("lundi 9h-12h sur rendez-vous, mardi 14h-17h", 'Mo 09:00-12:00 "sur rendez-vous"; Tu 14:00-17:00'),
        ("lundi au vendredi 9h-12h et samedi 9h-12h (hors vacances scolaires)", None),
        (
            "Lundi 14h-18h, du mardi au jeudi 9h-12h 14h-18h, vendredi 9h-12h, samedi 9h-12h hors vacances scolaires",
            None,
        ),
        ("lundi 9h-12h hors vacances scolaires ; samedi 10h-12h", None),
        ("lundi au vendredi hors vacances scolaires 9h-12h, samedi 9h-12h", None),
        ("mercredi et samedi hors vacances scolaires : 10h-12h", None),
        ("mercredi 14h-17h, samedi 9h-12h (fermé pendant les vacances scolaires)", None),
        ("mercredi 14h-17h. Fermé pendant les vacances scolaires. Samedi 9h-12h", None),
        ("lundi 9h-12h, fermé le samedi (fermé pendant les vacances scolaires)", None),
        ("lundi au jeudi 9h-12h, vendredi 9h-11h, sauf jours fériés", None),
        ("mercredi fermé sauf jours fériés", None),
        ("hors vacances scolaires", None),
        ("lundi au vendredi 9h-12h, sauf en août", None),
        ("lundi 9h-12h de juin à septembre", None),
        ("tous les 15 jours le mardi 9h-12h", None),
        (
            "mercredi 14h-17h, samedi 9h-12h. Fermé pendant les vacances scolaires.",
            "We 14:00-17:00; Sa 09:00-12:00; SH off",
        ),
        (
            "Fermé pendant les vacances scolaires. Mercredi 14h-17h, samedi 9h-12h",
            "We 14:00-17:00; Sa 09:00-12:00; SH off",
        ),
        ("lundi et mercredi 9h-12h (hors vacances scolaires)", "Mo,We 09:00-12:00; SH off"),
        (
            "lundi 9h-12h hors vacances scolaires ; samedi 10h-12h hors vacances scolaires",
            "Mo 09:00-12:00; Sa 10:00-12:00; SH off",
        ),
        ("lundi au jeudi 9h-12h, vendredi 9h-11h, fermé les jours fériés", "Mo-Th 09:00-12:00; Fr 09:00-11:00; PH off"),
        # Hours that add to others or replace them.
        ("lundi au vendredi 9h-12h, mercredi 14h-17h", None),
        ("tous les jours sauf lundi 9h-12h mardi 14h-17h", None),
        ("du mardi au samedi 9h-12h30 et les mercredi et samedi 14h-18h", None),
        ("lundi, mardi 9h-12h ; lundi, mardi 14h-17h", "Mo,Tu 09:00-12:00,14:00-17:00"),
        ("lundi 9h-12h, mardi 9h-12h\n14h-17h", None),
        ("lundi 9h-12h (14h-17h)", None),
        ("lundi et mardi matin 9h-12h 14h-17h", None),
        ("9h-12h lundi, mardi 14h-17h, mercredi", None),
        ("lundi ouvert, mardi fermé, mercredi 9h-12h", None),
        ("lundi : ouvert de 9h à 12h, mardi : fermé", "Mo 09:00-12:00"),
        # Hours of the night are hours of the afternoon that somebody wrote in twelve hours.
        ("lundi 2h-5h", None),
        ("lundi 9h-12h / 2h-5h", None),
        ("lundi 9h-12h et 1h30-5h30", None),
        ("lundi 9h-12h, 7h-8h", None),
        ("lundi à partir de 2h", None),
        ("vendredi 22h-2h", None),
        ("lundi 6h-12h", "Mo 06:00-12:00"),
        # Days in a list without commas.
        ("lun. mar. jeu. : 9h-12h", "Mo,Tu,Th 09:00-12:00"),
        ("Lu Ma Me 9:00-12:30", "Mo-We 09:00-12:30"),
        ("Lundi-mardi-jeudi-vendredi 9h-12h", "Mo,Tu,Th,Fr 09:00-12:00"),
        ("lundi – mercredi – vendredi : 9h – 12h", "Mo,We,Fr 09:00-12:00"),
        (
            "Lundi mardi jeudi vendredi 8 h 30 – 12 h 00 et 13 h 30 – 17 h 30 / Mercredi 8 h 30 – 12 h 00",
            "Mo,Tu,Th,Fr 08:30-12:00,13:30-17:30; We 08:30-12:00",
        ),
        ("Mardi 9h-12h / Mercredi 8 h 30 – 12 h 00", "Tu 09:00-12:00; We 08:30-12:00"),
        ("lundi-jeudi 8h-12h, vendredi 8h-11h", "Mo-Th 08:00-12:00; Fr 08:00-11:00"),
        ("mardi-vendredi 14h-18h", None),
        ("mardi-jeudi 14h-17h", None),
        ("mar-jeu 14h-17h", "Tu-Th 14:00-17:00"),
        ("lun - mer - ven 9h-12h", "Mo,We,Fr 09:00-12:00"),
        ("lundi-vendredi-samedi 9h-12h", None),
        ("mardi lundi 9h-12h", None),
        ("Lundi Mardi 9h-12h Mercredi 14h-17h Jeudi 9h-12h", None),
        ("Lundi : Mardi : 9h-12h", None),
        ("Lundi Mardi\n9h-12h 14h-17h", None),
        ("ouvert tous les jours de 9h à 18h", "Mo-Su 09:00-18:00"),
        ("tous les jours de marché 9h-12h", None),
        ("tous les jours de la semaine de 9h à 12h", None),
        # Not certain: a person must read them.
        ("", None),
        ("mardi matin", None),
        ("lundi matin et jeudi après-midi", None),
        ("mardi 9h", None),
        ("mardi jusqu’à 17h", None),
        ("9h-12h", None),
        ("lundi 9-12", None),
        ("lundi", None),
        ("2e et 4e mardi du mois", None),
        ("2e mardi 9h-12h", None),
        ("un mardi sur deux 9h-12h", None),
        ("en semaine 9h-12h", None),
        ("L-V 9h-12h", None),
        ("M 9h-12h", None),
        ("lundi 14h-12h", None),
        ("lundi 00:00-00:00", None),
        ("lundi 9h-12h, mardi 0h-0h", None),
        ("lundi 0h-24h", "Mo 00:00-24:00"),
        ("lundi de 0h à minuit", "Mo 00:00-24:00"),
        ("lundi 9h-12h-14h", None),
        ("lundi 9h-12h et 11h-14h", None),
        ("lundi 25h-26h", None),
        ("lundi après-midi 9h-12h", None),
        ("lundi 9h-12h et sur rendez-vous", None),
        ("du lundi au vendredi 9h-17h, mercredi 9h-12h", None),
        ("du lundi au vendredi 9h-17h sauf mercredi 9h-12h", None),
        ("du vendredi au lundi 9h-12h", None),
        ("mardi 9h-12h et jeudi", None),
        ("lundi 9h-12h, 2e lundi du mois 14h-17h", None),
        ("du 1er juillet au 31 août 9h-12h", None),
        ("lundi 9h-12h sauf en août", None),
        ("vacances scolaires : lundi 9h-12h", None),
        ("fermé", None),
        ("fermé entre 12h et 14h", None),
        ("fermé le mercredi après-midi", None),
        ("lundi 9h-17h (fermé de 12h à 14h)", None),
        ("horaires variables", None),
        ("voir sur le site", None),
        ("aux horaires de la mairie", None),
        ("lundi 9h-12h au 05 53 00 00 00", None),
    ],
)
def test_phrases(text: str, osm: str | None) -> None:
    assert osm_hours(text) == osm


def test_what_was_understood_is_said() -> None:
    found = read_hours("lun-ven 9h-12h et 14h-17h, samedi sur rdv, fermé les jours fériés")
    assert found is not None
    assert found.words == (
        "lundi à vendredi 9 h à 12 h et 14 h à 17 h ; samedi sur rendez-vous ; fermé les jours fériés"
    )


def test_too_long_is_refused() -> None:
    assert osm_hours("lundi 9h-12h " * MAX_LENGTH) is None


@pytest.mark.parametrize(
    ("cells", "osm"),
    [
        (
            {"Lundi": "9h-12h / 14h-17h", "Mardi": "Fermé", "Mercredi": "", "Jeudi": "9h à 12h"},
            "Mo 09:00-12:00,14:00-17:00; Th 09:00-12:00",
        ),
        ({"horaires_lundi": "09:00-12:00", "horaires_mardi": "09:00-12:00"}, "Mo,Tu 09:00-12:00"),
        ({"Lun.": "9h-12h\n14h-17h", "Sam.": "sur rendez-vous"}, 'Mo 09:00-12:00,14:00-17:00; Sa "sur rendez-vous"'),
        (dict.fromkeys(DAY_NAMES[:5], "9h-12h"), MORNINGS),
        ({"Lundi": "Fermé", "Mardi": "fermé"}, "Mo,Tu off"),
        ({"Lundi": "", "Mardi": " "}, None),
        ({"Lundi": "9h-12h", "Mardi": "le matin"}, None),
        ({"Lundi": "9h-12h", "Mardi": "jeudi 9h-12h"}, None),
        ({"Lundi": "9h-12h hors vacances scolaires", "Samedi": "10h-12h"}, None),
        ({"Lundi": "9h-12h hors vacances scolaires", "Samedi": "10h-12h hors vacances scolaires"}, MONDAY_SATURDAY),
        ({"Lundi": "9h-12h / 14h-17h sur rendez-vous"}, None),
        ({"Samedi": "semaines paires : 9h-12h"}, f"{EVEN} Sa 09:00-12:00"),
        ({"Fermeture": "9h-12h"}, None),
        ({}, None),
    ],
)
def test_a_column_a_day(cells: dict[str, str], osm: str | None) -> None:
    assert osm_week(cells) == osm


# Said in many spellings, a week comes back the same.

QUARTERS = st.integers(24, 95)  # no office opens before 6 h
SHORT = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")


@st.composite
def weeks(draw: st.DrawFn) -> dict[int, tuple[tuple[time, time], ...]]:
    hours = {}
    for day in draw(st.sets(st.integers(0, 6), min_size=1)):
        marks = sorted(draw(st.sets(QUARTERS, min_size=2, max_size=4)))
        pairs = zip(marks[::2], marks[1::2], strict=False)
        hours[day] = tuple((time(a // 4, a % 4 * 15), time(b // 4, b % 4 * 15)) for a, b in pairs)
    return hours


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, dict[int, tuple[tuple[time, time], ...]]]:
    hours = draw(weeks())
    clock = draw(
        st.sampled_from(
            (
                lambda t: f"{t.hour}h{t.minute:02d}" if t.minute else f"{t.hour}h",
                lambda t: f"{t.hour} h {t.minute:02d}" if t.minute else f"{t.hour} h",
                lambda t: f"{t:%H:%M}",
                lambda t: f"{t:%Hh%M}",
                lambda t: f"{t.hour} heures {t.minute:02d}" if t.minute else f"{t.hour} heures",
            )
        )
    )
    name = draw(
        st.sampled_from(
            (
                lambda day: DAY_NAMES[day],
                lambda day: SHORT[day],
                lambda day: f"{SHORT[day]}.",
                lambda day: f"le {DAY_NAMES[day]}",
            )
        )
    )
    interval = draw(st.sampled_from(("{} à {}", "de {} à {}", "{}-{}", "{} – {}", "{}/{}", "entre {} et {}")))
    between = draw(st.sampled_from((" et ", ", ", " / ", " ")))
    colon, end = draw(st.sampled_from((" ", " : ", ", "))), draw(st.sampled_from((", ", " ; ", "\n")))
    parts = [
        f"{name(day)}{colon}{between.join(interval.format(clock(a), clock(b)) for a, b in hours[day])}"
        for day in draw(st.permutations(sorted(hours)))
    ]
    text = end.join(parts)
    return draw(st.sampled_from((text, text.upper(), text.capitalize()))), hours


@given(spellings())
def test_a_week_comes_back_as_it_was_said(case: tuple[str, dict[int, tuple[tuple[time, time], ...]]]) -> None:
    text, hours = case
    osm = osm_hours(text)
    assert osm is not None, text
    rows = week(parse(osm), MONDAY, (), {})
    assert {number: row.slots for number, row in enumerate(rows) if row.slots} == hours, osm


@given(spellings(), st.sampled_from(("semaines paires : ", "Les semaines paires ", "1er lundi du mois 8h-9h, ")))
def test_nothing_after_a_heading_is_of_every_week(
    case: tuple[str, dict[int, tuple[tuple[time, time], ...]]], heading: str
) -> None:
    osm = osm_hours(heading + case[0])
    rows = week(parse(osm or ""), MONDAY, (), {})  # an odd week, and the third of its month
    assert not any(row.slots for row in rows), osm


PIECES = (
    *("lundi", "mardi", "mer.", "ven", "jeudi,", "du", "au", "de", "le", "et", "sauf", "fermé", "9h", "12h", "14h30"),
    *("17:00", "midi", "-", "à", "/", ";", ":", ".", "(", ")", "1er", "2e", "dernier", "mois", "matin", "après-midi"),
    *("tous les jours", "jours fériés", "vacances scolaires", "sur rendez-vous", "week-end", "semaines paires"),
    *("24h/24", "7j/7", "Mo", "9", "dès", "entre"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=40))
def test_what_is_accepted_can_be_read(text: str) -> None:
    osm = osm_hours(text)
    assert osm is None or parse(osm).valid
    assert osm is None or osm_hours(osm) == osm


@pytest.mark.parametrize(
    ("cell", "osm"),
    [
        ("00:00 - 00:00", "Tu 09:00-12:00"),
        ("00:00 - 00:00 / 14:00 - 17:00", "Mo 14:00-17:00; Tu 09:00-12:00"),
        ("0h-0h", "Tu 09:00-12:00"),
    ],
)
def test_midnight_to_midnight_in_a_table_is_a_day_without_hours(cell: str, osm: str) -> None:
    """The official list writes it on closed days, which were shown as open day and night."""
    assert osm_week({"Lundi": cell, "Mardi": "09:00 - 12:00"}) == osm
