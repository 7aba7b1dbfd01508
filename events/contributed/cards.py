"""What the card of a place says of what is done there: the activity that answers best, at its next date."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.contributions import CardExtra
from events.contributed.place_documents import met_kind
from events.domain.announcement import Announcement, readable
from events.domain.plain_date import PlainDate, by_host
from events.models import Activity, Occurrence
from portal.ground.validity import holds_until
from portal.words.french import day_words, lower_first, time_range_words
from portal.words.zone import PARIS
from search.question.answering import strength
from search.scoring import EXACT_FROM
from search.types import Asked

# A monthly workshop is found; what is further is read on the page of the place.
CARD_AHEAD = timedelta(days=62)
_IN_SUMMARY = 0.75


def card_extras(pks: Sequence[int], asked: Asked) -> Mapping[int, CardExtra]:
    """What is done at each of these places that answers best, at its next date; two queries for them all.

    « Atelier « Ma tablette », mercredi 2 décembre, 14 h à 16 h »; without any, the permanences told in words.
    """
    dates = Occurrence.objects.taking_place(asked.now).starting_before(asked.now + CARD_AHEAD).hosted_by(pks).plain()
    found: dict[int, CardExtra] = {}
    for pk, rows in by_host(dates).items():
        values = {row.pk: _worth(row, asked) for row in rows}
        best = max(rows, key=lambda row: values[row.pk])  # the soonest of equals
        permanences = (row for row in rows if row.announcement.kind == Activity.Kind.PERMANENCE)
        permanence = max(permanences, key=lambda row: asked.covers(row.start, row.end), default=None)
        row = best if values[best.pk] else permanence
        if row is not None:
            found[pk] = _extra(row, asked.now, answers=values[row.pk])
    return _undated(set(pks) - found.keys()) | found


def _worth(row: PlainDate, asked: Asked) -> float:
    """How well a date answers: by its words, by the service or by the moment that was chosen.

    A date at the right moment on something else is no answer.
    """
    said = row.announcement
    on_it = _on_it(asked, said) + bool(asked.services.intersection(said.services))
    then = asked.covers(row.start, row.end)
    return on_it + then if on_it or not (asked.ideas or asked.services) else 0.0


def _on_it(asked: Asked, said: Announcement) -> float:
    """How far an activity is on what was asked; what merely comes close to it is no reason to go there.

    A title says what it is on, and counts more than 1.0, whatever else a place helps with. A summary also tells how it
    goes (« Vous vous entraînez sur un ordinateur ») and counts less than what was asked in so many words.
    """
    if (title := strength(asked.ideas, said.title)) >= EXACT_FROM:
        return 1.0 + title
    value = _IN_SUMMARY * strength(asked.ideas, said.summary)
    return value if value >= EXACT_FROM else 0.0


def _extra(row: PlainDate, now: datetime, answers: float) -> CardExtra:
    said = row.announcement
    holds_until(row.end)
    return CardExtra(
        next_date=date_sentence(row, now),
        next_date_url=reverse("occurrence", args=[row.pk]),
        answers=answers,
        kind=met_kind(said.kind),
        who=said.operator,
        phone=said.phone,
        phone_name=said.phone_name,
    )


def _undated(pks: Collection[int]) -> dict[int, CardExtra]:
    """The permanences of these places whose dates are told in words."""
    rows = Activity.objects.published().undated().filter(point__in=pks).values_list("point_id", "pk", "announcement")
    found: dict[int, CardExtra] = {}
    for point, pk, text in rows:
        if (said := readable(text)) is not None:
            words = _("%(kind)s : %(note)s") % {"kind": Activity.Kind(said.kind).label, "note": said.timetable_note}
            url = reverse("activity", args=[pk, said.slug])
            extra = CardExtra(words, url, 0.0, met_kind(said.kind), said.operator, said.phone, said.phone_name)
            found.setdefault(point, extra)
    return found


def date_sentence(row: PlainDate, now: datetime, *, named: bool = True) -> str:
    """« Permanence vendredi 27 novembre, 9 h à 12 h, un vendredi sur deux (semaines paires) »; an activity that is
    `named` says its title when that is not the name of its place."""
    said, start, end = row.announcement, row.start.astimezone(PARIS), row.end.astimezone(PARIS)
    kind = str(Activity.Kind(said.kind).label)
    if said.example:
        kind = _("%(kind)s (exemple)") % {"kind": kind}
    if named and said.kind != Activity.Kind.PERMANENCE:
        kind = _("%(kind)s « %(title)s »,") % {"kind": kind, "title": said.title}
    rhythm = said.rhythm_of(row.slot)
    day = day_words(start.date(), now.astimezone(PARIS).date())
    parts = [f"{kind} {day}", time_range_words(start.time(), end.time())]
    if rhythm and said.kind == Activity.Kind.PERMANENCE:
        parts.append(lower_first(rhythm))
    return ", ".join(parts)
