"""One file for each fault met in calendars of this world (`tests/data/partner_calendars`)."""

import pytest

from events.domain.partners.content import NotACalendar
from tests.domain.events.partners.builders import CORPUS, read, said, told

NINE = "2026-12-14 09:00-11:00"
HOURS = {
    "windows_zones": [NINE],
    "named_for_people": [NINE],
    "own_zone": ["2027-07-12 09:00-11:00"],
    "path_zone": [NINE],
    "calendar_zone": [NINE],
    "floating": [NINE],
    "utc": [NINE],
    "fixed_offset": [NINE],
    "unknown_zone": [NINE],
    "no_uid": [NINE, "2026-12-15 09:00-11:00"],
    "override_without_master": ["2026-12-14 14:00-16:00"],
    "overrides": ["2026-11-30 09:00-11:00", "2026-12-15 14:00-16:00", "2026-12-21 09:00-11:00 annulée"],
    "added_and_excluded": [NINE, "2026-12-16 14:00-16:00", "2026-12-28 09:00-11:00"],
    "all_day": ["2026-12-14 00:00-23:59", "2026-12-15 00:00-23:59"],
    "hour_change": ["2027-03-27 09:00-11:00", "2027-03-28 09:00-11:00", "2027-03-29 09:00-11:00"],
    "newer_sequence": ["2026-12-14 14:00-16:00"],
    "windows_1252": [NINE],
    "people": [NINE],
    "script": [NINE],
    "private": [NINE],
    "after_midnight": ["2026-12-14 20:00-23:59", "2026-12-15 20:00-21:00"],
    "broken": [NINE],
    "empty": [],
}


@pytest.mark.parametrize("name", HOURS)
def test_hours(name: str) -> None:
    assert told(read((CORPUS / f"{name}.ics").read_bytes())) == HOURS[name]


def test_every_file_is_read_by_a_test() -> None:
    assert {path.stem for path in CORPUS.glob("*.ics")} == {*HOURS, "cut"}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("page.html", "page web"),
        ("local_path.txt", "n’est pas un calendrier"),
        ("cut.ics", "s’interrompt"),
    ],
)
def test_what_is_no_calendar_says_so(name: str, sentence: str) -> None:
    with pytest.raises(NotACalendar, match=sentence):
        read((CORPUS / name).read_bytes())


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("unknown_zone", "1 fuseau horaire est inconnu"),
        ("private", "1 évènement est privé"),
        ("private", "1 évènement n’est pas encore confirmé"),
        ("windows_1252", "pas en UTF-8"),
        ("all_day", "2 dates n’ont pas d’heure"),
        ("after_midnight", "1 date finit après minuit"),
        ("after_midnight", "1 date dure plusieurs jours"),
        ("after_midnight", "1 évènement n’a pas d’heure de fin"),
        ("broken", "1 évènement est mal écrit"),
    ],
)
def test_what_is_said_of_it(name: str, sentence: str) -> None:
    assert any(sentence in one for one in said(read((CORPUS / f"{name}.ics").read_bytes())))


def test_what_is_well_written_calls_for_no_remark() -> None:
    for name in ("windows_zones", "path_zone", "overrides", "hour_change", "utc", "people", "script"):
        assert said(read((CORPUS / f"{name}.ics").read_bytes())) == []


def test_a_broken_event_is_not_a_missing_one() -> None:
    assert read((CORPUS / "broken.ics").read_bytes()).unread == {"b1"}


def test_accents_of_windows_are_read() -> None:
    (series,) = read((CORPUS / "windows_1252.ics").read_bytes()).series
    assert series.title == "Atelier d’été à la médiathèque"


def test_neither_markup_nor_scripts_come_in() -> None:
    (series,) = read((CORPUS / "script.ics").read_bytes()).series
    assert (series.title, series.body) == ("Atelier tablette", "Apprendre\nà imprimer")


def test_no_way_to_reach_a_person_comes_in() -> None:
    (series,) = read((CORPUS / "people.ics").read_bytes()).series
    assert series.body == "Inscription : ou , accueil 05 53 00 00 00."
    assert "exemple.fr" not in repr(series) and "Jeanne" not in repr(series)


def test_events_without_uid_keep_their_identity() -> None:
    body = (CORPUS / "no_uid.ics").read_bytes()
    first, again = read(body), read(body.replace(b"20261101T080000Z", b"20261102T080000Z"))
    assert [one.uid for one in first.series] == [one.uid for one in again.series]
    assert len({one.uid for one in first.series}) == 2


def test_the_hour_is_no_part_of_the_identity() -> None:
    body = (CORPUS / "hour_change.ics").read_bytes()
    later = body.replace(b"T090000", b"T140000").replace(b"T110000", b"T160000")
    assert [one.key for one in read(body).series[0].dates] == [one.key for one in read(later).series[0].dates]
