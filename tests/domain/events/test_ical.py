"""The contract of the feeds, on the bytes."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event, vCategory, vText

from directory.domain.hours.territories import territory_of
from events.domain.content_lines import clean_text, escaped, one_line, uri
from events.domain.ical import WRITER_VERSION, calendar, fragment
from events.domain.occurrence import content_hash
from events.domain.vtimezone import vtimezone
from portal.words.zone import PARIS

from .builders import calendar_data, event, feed

GOLDEN = Path(__file__).parents[2] / "data" / "ical" / "two-events.ics"

DEPARTEMENTS = ("47", "971", "972", "973", "974", "975", "976", "977", "978", "984", "986", "987", "988")
MORE_CLOCKS = {"Pacific/Marquesas", "Pacific/Gambier"}

texts = st.text(st.characters(), max_size=400)


def golden_feed() -> bytes:
    return feed(
        event(
            description="Sans rendez-vous.\nRenseignements : 05 36 49 00 00 ; page : https://portail.example/agenda/1/",
            location="Lieu d’exemple, 1 place de l’Exemple, 47000 Exemple",
            geo=(44.2, 0.00003),
            categories=("Permanence", "Faire vos démarches, sur internet"),
            url="https://portail.example/agenda/1-permanence/",
        ),
        event(
            uid="5f1b9a52-0000-4000-8000-000000000002@coup-de-main.example",
            sequence=3,
            start_local=datetime(2027, 3, 29, 14, 0, tzinfo=PARIS),
            end_local=datetime(2027, 3, 29, 17, 30, tzinfo=PARIS),
            summary="Atelier d’exemple (séance 2 sur 6)",
            cancelled=True,
        ),
    )


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def assert_well_formed(data: bytes) -> None:
    """CRLF everywhere and nowhere else, 75 octets, UTF-8 cut between characters, no control character."""
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(lines), "an empty line"
    for line in lines:
        assert len(line) <= 75
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", line.decode("utf-8"))


def test_the_bytes_are_those_of_the_reviewed_file() -> None:
    """Whoever changes the bytes raises WRITER_VERSION and reviews the new file."""
    assert golden_feed() == GOLDEN.read_bytes()
    assert WRITER_VERSION == "2"


def test_the_calendar_holds_what_the_contract_asks() -> None:
    lines = unfolded(calendar(calendar_data(), []))
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, "https://portail.example/ical/reseau.ics")
    head = lines[: lines.index("BEGIN:VTIMEZONE")]
    assert head[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    text = "Permanences et ateliers \\; mis à jour chaque jour\\,\\nsans inscription."
    assert set(head[2:]) == {
        "PRODID:-//Réseau d’exemple//Agenda 2//FR",
        "CALSCALE:GREGORIAN",
        f"UID:{identifier}",
        "NAME:Toutes les dates\\, réseau d’exemple",
        "X-WR-CALNAME:Toutes les dates\\, réseau d’exemple",
        f"DESCRIPTION:{text}",
        f"X-WR-CALDESC:{text}",
        "X-WR-TIMEZONE:Europe/Paris",
        "LAST-MODIFIED:20260901T083000Z",
        "URL:https://portail.example/agenda/",
        "SOURCE;VALUE=URI:https://portail.example/ical/reseau.ics",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        "COLOR:teal",
    }
    assert len(head) == 16
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_an_empty_calendar_has_its_time_zone_and_no_method() -> None:
    data = calendar(calendar_data(last_modified=None), [])
    assert_well_formed(data)
    assert data.count(b"BEGIN:VTIMEZONE") == 1
    assert b"METHOD" not in data and b"LAST-MODIFIED" not in data and b"VEVENT" not in data


def test_the_event_holds_what_the_contract_asks() -> None:
    (first, second) = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", golden_feed().decode(), re.S)
    assert set(unfolded(first.encode())[:-1]) == {
        "UID:5f1b9a52-0000-4000-8000-000000000001@coup-de-main.example",
        "DTSTAMP:20260901T083000Z",
        "LAST-MODIFIED:20260901T083000Z",
        "CREATED:20260901T083000Z",
        "SEQUENCE:0",
        "DTSTART;TZID=Europe/Paris:20261012T090000",
        "DTEND;TZID=Europe/Paris:20261012T120000",
        "SUMMARY:Permanence numérique – Lieu d’exemple",
        "DESCRIPTION:Sans rendez-vous.\\nRenseignements : 05 36 49 00 00 \\; page : https://portail.example/agenda/1/",
        "LOCATION:Lieu d’exemple\\, 1 place de l’Exemple\\, 47000 Exemple",
        "GEO:44.200000;0.000030",
        "CATEGORIES:Permanence,Faire vos démarches\\, sur internet",
        "URL:https://portail.example/agenda/1-permanence/",
        "STATUS:CONFIRMED",
        "CLASS:PUBLIC",
        "TRANSP:TRANSPARENT",
    }
    cancelled = unfolded(second.encode())
    assert "SUMMARY:Annulé : Atelier d’exemple (séance 2 sur 6)" in cancelled
    assert "STATUS:CANCELLED" in cancelled
    # Empty fields are left out rather than written empty.
    assert not [line for line in cancelled if line.startswith(("DESCRIPTION", "LOCATION", "GEO", "CATEGORIES", "URL"))]
    assert not re.search(rb"VALARM|ATTENDEE|ORGANIZER|RRULE:FREQ=WEEKLY", golden_feed())


def test_dtstamp_is_the_last_change_whatever_its_zone() -> None:
    changed = datetime(2026, 9, 2, 10, 0, 0, 999, tzinfo=PARIS)
    assert b"DTSTAMP:20260902T080000Z" in fragment(event(changed_at=changed))


def test_both_passes_of_the_repeated_hour_are_written_in_utc() -> None:
    night = event(
        start_local=datetime(2026, 10, 25, 2, 30, tzinfo=PARIS),
        end_local=datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=PARIS),
    )
    assert b"DTSTART:20261025T003000Z" in fragment(night)
    assert b"DTEND:20261025T011500Z" in fragment(night)


@pytest.mark.parametrize("hour", [0, 1, 3, 4])
def test_other_hours_of_that_night_are_local(hour: int) -> None:
    night = event(
        start_local=datetime(2026, 10, 25, hour, tzinfo=PARIS), end_local=datetime(2026, 10, 25, 5, tzinfo=PARIS)
    )
    assert f"DTSTART;TZID=Europe/Paris:20261025T0{hour}0000".encode() in fragment(night)


@pytest.mark.parametrize(
    "bad",
    [
        {"end_local": datetime(2026, 10, 12, 9, 0, tzinfo=PARIS)},
        {"start_local": datetime(2026, 10, 12, 9, 0)},
        {"changed_at": datetime(2026, 10, 12, 9, 0)},
    ],
)
def test_a_time_that_means_nothing_is_refused(bad: dict) -> None:
    with pytest.raises(ValueError, match=r"not after|no time zone"):
        fragment(event(**bad))


def test_a_hexadecimal_colour_is_refused() -> None:
    with pytest.raises(ValueError, match="CSS3"):
        calendar(calendar_data(color="#008080"), [])


@given(st.lists(texts, min_size=5, max_size=5), st.booleans())
def test_any_text_gives_a_well_formed_file(some: list[str], cancelled: bool) -> None:
    summary, description, location, category, url = some
    one = event(
        summary=summary,
        description=description,
        location=location,
        categories=(category, "Atelier"),
        url=url,
        cancelled=cancelled,
    )
    data = calendar(calendar_data(name=summary, description=description, network=location), [fragment(one)])
    assert_well_formed(data)
    names = [re.split("[:;]", line)[0] for line in unfolded(data)]
    assert names.count("BEGIN") == 5 and names.count("UID") == 2
    assert names.count("SUMMARY") == bool(one_line(summary) or cancelled)


class Literal(vText):
    """Escaped as we do: the library takes « \\N » for a line break."""

    def to_ical(self) -> bytes:
        return escaped(self).encode()


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\^;,é\n 😀"), max_size=200),
        min_size=6,
        max_size=6,
    )
)
def test_the_lines_are_those_of_the_library(some: list[str]) -> None:
    one = event(
        uid=some[0], summary=some[1], description=some[2], location=some[3], categories=tuple(some[4:5]), url=some[5]
    )
    theirs = Event()
    theirs.add("uid", Literal(one_line(one.uid)))
    for name in ("dtstamp", "last-modified", "created"):
        theirs.add(name, one.changed_at)
    theirs.add("sequence", one.sequence)
    theirs.add("dtstart", one.start_local)
    theirs.add("dtend", one.end_local)
    if text := one_line(one.summary):
        theirs.add("summary", Literal(text))
    theirs.add("status", "CONFIRMED")
    theirs.add("class", "PUBLIC")
    theirs.add("transp", "TRANSPARENT")
    if text := clean_text(one.description):
        theirs.add("description", Literal(text))
    if text := one_line(one.location):
        theirs.add("location", Literal(text))
    if text := one_line(one.categories[0]):
        names = vCategory([text])
        names.cats = [Literal(text)]
        theirs.add("categories", names)
    if one.url:
        theirs.add("url", uri(one.url))
    assert fragment(one) == theirs.to_ical()


said = st.sampled_from(["", "Salle", "Salle ", "Sal\nle", "Sal le", "Sal\tle", "\x07Salle", "salle"])
alike = {
    **dict.fromkeys(("summary", "description", "location"), said),
    "categories": st.tuples(said, said),
    "url": st.sampled_from(["", "https://a.example/é", "https://a.example/%C3%A9", "https://a.example/e"]),
    "geo": st.none() | st.tuples(st.sampled_from([44.0, 44.0000001, 44.1]), st.just(0.5)),
    "cancelled": st.booleans(),
}


@pytest.mark.parametrize("field", alike)
@given(st.data())
def test_same_hash_same_fragment_and_the_other_way_round(field: str, data: st.DataObject) -> None:
    one, other = (event(**{field: data.draw(alike[field])}) for _ in range(2))
    assert (content_hash(one) == content_hash(other)) is (fragment(one) == fragment(other))


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_coordinates_never_have_an_exponent(latitude: float, longitude: float) -> None:
    assert re.search(rb"\r\nGEO:-?\d+\.\d{6};-?\d+\.\d{6}\r\n", fragment(event(geo=(latitude, longitude))))


ZONES = sorted({territory_of(f"{code}01").zone.key for code in DEPARTEMENTS} | MORE_CLOCKS)


@pytest.mark.parametrize("zone", ZONES)
def test_each_clock_is_the_real_one_each_half_hour_of_three_years(zone: str, tmp_path: Path) -> None:
    """Read by dateutil, compared with the system's data: 52,000 instants."""
    file = tmp_path / "zone.ics"
    file.write_bytes(vtimezone(zone))
    ours, real = tzical(str(file)).get(zone), ZoneInfo(zone)
    instant, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC)
    offsets = set()
    while instant < end:
        local = instant.astimezone(real)
        assert local.replace(tzinfo=ours).utcoffset() == local.utcoffset(), instant
        offsets.add(local.utcoffset())
        instant += timedelta(minutes=30)
    assert len(offsets) == (2 if zone in ("Europe/Paris", "America/Miquelon") else 1)


def test_each_clock_of_a_feed_is_described_once_that_of_the_network_first() -> None:
    data = calendar(calendar_data(), [], ["Indian/Reunion", "Europe/Paris", "America/Cayenne"])
    assert_well_formed(data)
    described = re.findall(rb"BEGIN:VTIMEZONE\r\nTZID:(.*?)\r\n", data)
    assert described == [b"Europe/Paris", b"America/Cayenne", b"Indian/Reunion"]
    assert calendar(calendar_data(), [], ["Europe/Paris"]) == calendar(calendar_data(), [])


def test_an_event_is_written_by_its_clock() -> None:
    written = fragment(event(zone=ZoneInfo("Indian/Reunion")))  # 9 h to noon in Paris, in summer
    assert b"DTSTART;TZID=Indian/Reunion:20261012T110000" in written
    assert b"DTEND;TZID=Indian/Reunion:20261012T140000" in written
