"""The hash of an event: stored ones must stay what they are, or every date would be told anew."""

import hashlib
import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from events.domain.content_lines import clean_text, one_line, uri
from events.domain.ical import EventData
from events.domain.occurrence import content_hash
from portal.words.zone import PARIS

TEXT = st.text(max_size=30)


def at_once(event: EventData) -> str:
    """As it was first written, all keys in one."""
    visible = {
        "start": event.start_local.astimezone(UTC).isoformat(),
        "end": event.end_local.astimezone(UTC).isoformat(),
        "summary": one_line(event.summary),
        "description": clean_text(event.description),
        "location": one_line(event.location),
        "geo": event.geo and [f"{degrees:.6f}" for degrees in event.geo],
        "categories": [name for name in map(one_line, event.categories) if name],
        "url": uri(event.url),
        "cancelled": event.cancelled,
        **({} if event.zone == PARIS else {"zone": event.zone.key}),
    }
    return hashlib.blake2b(json.dumps(visible, sort_keys=True).encode("ascii"), digest_size=16).hexdigest()


@given(
    words=st.fixed_dictionaries(dict.fromkeys(("summary", "description", "location", "url"), TEXT)),
    geo=st.none() | st.tuples(st.floats(0.001, 90), st.floats(-180, -0.001)),
    categories=st.lists(TEXT, max_size=3).map(tuple),
    cancelled=st.booleans(),
    zone=st.sampled_from([PARIS, ZoneInfo("Indian/Reunion")]),
    hour=st.integers(0, 22),
)
def test_it_is_that_of_all_the_words_at_once(words, geo, categories, cancelled, zone, hour):
    event = EventData(
        uid="x", sequence=3, changed_at=datetime.now(UTC), created_at=datetime.now(UTC),
        start_local=datetime(2026, 10, 25, hour, tzinfo=zone), end_local=datetime(2026, 10, 25, hour + 1, tzinfo=zone),
        zone=zone, geo=geo, categories=categories, cancelled=cancelled, **words,
    )  # fmt: skip
    assert content_hash(event) == at_once(event)
