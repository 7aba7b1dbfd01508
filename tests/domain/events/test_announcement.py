"""What dates repeat of their activity: written, read again, and told without saying twice what the title says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.domain.announcement import Announcement, calendar_title, read, short_title, unsaid, write

degrees = st.none() | st.floats(-90, 90)
announcements = st.builds(
    Announcement,
    kind=st.sampled_from(["permanence", "series", "workshop"]),
    slug=st.text(),
    title=st.text(),
    place=st.text(),
    commune=st.text(),
    commune_beside=st.text(),
    insee=st.text(),
    latitude=degrees,
    longitude=degrees,
    operator=st.text(),
    price=st.text(),
    phone=st.text(),
    phone_name=st.text(),
    timetable_note=st.text(),
    example=st.booleans(),
    rhythms=st.dictionaries(st.text(), st.text()),
    rules=st.lists(st.text()),
    access=st.text(),
)


@given(announcements)
def test_what_is_read_is_what_was_written(one: Announcement) -> None:
    assert read(write(one)) == one
    assert write(read(write(one))) == write(one)


def test_equal_texts_are_decoded_once() -> None:
    text = write(Announcement(kind="workshop", slug="atelier", title="Atelier d’exemple"))
    assert read(text) is read("".join(list(text)))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"kind": "workshop"}'])
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        read(text)


def test_each_date_has_the_rhythm_of_its_rule() -> None:
    one = Announcement(kind="permanence", slug="", title="", rhythms={"rule-1": "Tous les lundis", "rule-12": "Le 15"})
    assert one.rhythm_of("rule-1:2026-11-30") == "Tous les lundis"
    assert one.rhythm_of("rule-12:2026-12-15") == "Le 15"
    assert one.rhythm_of("session-1") == one.rhythm_of("session-1:2026-12-15") == ""


@pytest.mark.parametrize(
    ("title", "kind", "expected"),
    [
        ("Permanence France services – Mairie de Lafox", "permanence", "Mairie de Lafox"),
        ("Permanence - Mairie de Lafox", "permanence", "Mairie de Lafox"),
        ("Permanence – ", "permanence", "Permanence – "),
        ("Permanence numérique", "permanence", "Permanence numérique"),
        ("Permanence – une exposition", "workshop", "Permanence – une exposition"),
    ],
)
def test_the_badge_is_not_said_twice(title: str, kind: str, expected: str) -> None:
    assert short_title(title, kind) == expected


@pytest.mark.parametrize(
    ("title", "kind", "commune", "expected"),
    [
        ("Permanence France services – Mairie de Lafox", "permanence", "Lafox", "Permanence, mairie de Lafox"),
        ("Permanence – Mairie", "permanence", "Lafox", "Permanence, mairie, Lafox"),
        ("Permanence - Bibliothèque de Villeréal", "permanence", "Villeréal", "Permanence, bibliothèque de Villeréal"),
        (
            "Permanence France services – Le Mas-d’Agenais",
            "permanence",
            "Le Mas-d'Agenais",
            "Permanence, Le Mas-d’Agenais",
        ),
        ("Permanence France services – Maire-Levescault", "permanence", "", "Permanence, Maire-Levescault"),
        ("Permanence numérique", "permanence", "Laplume", "Permanence numérique – Laplume"),
        ("Bus France services – secteur de Fumel", "permanence", "Fumel", "Bus France services – secteur de Fumel"),
        ("Atelier agenais", "workshop", "Agen", "Atelier agenais – Agen"),
        ("Permanence – une exposition", "workshop", "", "Permanence – une exposition"),
    ],
)
def test_a_calendar_says_where_first(title: str, kind: str, commune: str, expected: str) -> None:
    assert calendar_title(title, kind, commune) == expected


@pytest.mark.parametrize(
    ("words", "title", "expected"),
    [
        ("Mairie de Lafox", "mairie de Lafox", ""),
        ("Lafox", "Mairie de Lafox", ""),
        ("Agen", "Atelier agenais", "Agen"),
        ("Agen (centre)", "Atelier d’Agen", "Agen (centre)"),
        ("", "Atelier", ""),
    ],
)
def test_the_title_is_not_said_twice(words: str, title: str, expected: str) -> None:
    assert unsaid(words, title) == expected


@given(st.text("aé _-b", max_size=6), st.text("aÉ _-b", max_size=12))
def test_whole_words_are_those_of_a_regular_expression(words, title):
    said = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", title, re.IGNORECASE)
    assert unsaid(words, title) == ("" if said else words)
