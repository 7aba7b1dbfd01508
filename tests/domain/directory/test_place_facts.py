"""What a card says of a place comes back as it was written down."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from directory.domain import place_facts
from directory.domain.opening_hours import ClosedDays
from directory.domain.place_facts import PlaceFacts
from directory.domain.place_kind import FRANCE_SERVICES_IN_POST, PLACE_KINDS

texts = st.text(max_size=40)
codes = st.lists(texts, max_size=3).map(tuple)
closures = st.builds(ClosedDays, st.dates(), st.dates(), texts)
facts = st.builds(
    PlaceFacts,
    pk=st.integers(1),
    url=texts,
    name=texts,
    kind=st.sampled_from((*PLACE_KINDS, FRANCE_SERVICES_IN_POST)),
    address=texts,
    postal_code=texts,
    commune=texts,
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    approximate=st.booleans(),
    closed_for_good=st.booleans(),
    phone=texts,
    opening_hours=texts,
    access_modes=codes,
    fees=codes,
    publics=codes,
    special_needs=codes,
    date_maj=st.dates(),
    verified_on=st.none() | st.dates(),
    closures=st.lists(closures, max_size=3).map(tuple),
)


@given(facts)
def test_round_trip(written: PlaceFacts) -> None:
    text = place_facts.write(written)
    assert place_facts.read(text) == written
    assert place_facts.write(place_facts.read(text)) == text


@given(facts, st.dates())
def test_closures_that_are_over_are_not_told(place: PlaceFacts, today: date) -> None:
    added = (ClosedDays(today, today, "Deuil national"),)
    told = place.closed_days(today, added)
    assert told[-1:] == added
    assert all(closure.last >= today for closure in told)
    assert {*place.closures} - {*told} == {closure for closure in place.closures if closure.last < today}
