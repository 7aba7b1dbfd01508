"""What a place does, activity by activity: its rhythm, its next dates, how to come, with whom, whom to call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from events.domain.announcement import Announcement
from events.domain.plain_date import PlainDate
from events.models import Activity
from events.pages.number import Number, number_to_call
from events.pages.rows import DateRow, date_rows

# How many dates of an activity stand open.
SHOWN = 3


@dataclass(frozen=True)
class Here:
    """The page where the groups stand: what it has said already is not said again in each of them."""

    name: str
    commune: str
    phone: str


@dataclass(frozen=True)
class ActivityGroup:
    """Context of `events/activity_group.html`; `note` tells the dates in words when none is known.

    `dates` are the next ones, `more` those that are folded under them; `hours_said` where the rules have said the hours
    of them all. `number` is None where this page already shows it and nobody has to call first.
    """

    pk: int
    url: str
    kind_label: str
    shape: str
    title: str
    place_label: str
    commune: str
    rules: tuple[str, ...]
    note: str
    dates: tuple[DateRow, ...]
    more: tuple[DateRow, ...]
    hours_said: bool
    access: str
    operator_label: str
    price_label: str
    number: Number | None
    example: bool


def activity_groups(
    announcements: Mapping[int, Announcement], dates: Iterable[PlainDate], here: Here, now: datetime
) -> list[ActivityGroup]:
    """The soonest first, then those whose dates are told in words; nothing is said of the others."""
    rows: dict[int, list[DateRow]] = defaultdict(list)
    for row in date_rows(dates, now):
        rows[row.activity_pk].append(row)
    dated = [_group(pk, announcements[pk], tuple(rows[pk]), here) for pk in rows if pk in announcements]
    told = [(pk, said) for pk, said in announcements.items() if said.timetable_note and pk not in rows]
    return dated + [_group(pk, said, (), here) for pk, said in told]


def _group(pk: int, said: Announcement, dates: tuple[DateRow, ...], here: Here) -> ActivityGroup:
    kind = Activity.Kind(said.kind)
    just_come = bool(dates) and said.access == str(Activity.Access.DROP_IN.label)
    return ActivityGroup(
        pk=pk,
        url=reverse("activity", args=[pk, said.slug]),
        kind_label=str(kind.label),
        shape=kind.shape,
        title=said.title,
        place_label="" if said.place == here.name else said.place,
        commune="" if said.commune == here.commune else said.commune_beside,
        rules=tuple(said.rules),
        note="" if dates else said.timetable_note,
        dates=dates[:SHOWN],
        more=dates[SHOWN:],
        hours_said=bool(said.rules) and all(row.hours in rule for row in dates for rule in said.rules),
        access=said.access,
        operator_label="" if said.operator == f"avec {here.name}" else said.operator,
        price_label=said.price,
        number=None if just_come and said.phone in ("", here.phone) else number_to_call(said),
        example=said.example,
    )
