"""What the card of a place says of what is done there: the activity that answers best, at its next date."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.contributions import CardExtra
from events.contributed.place_documents import AHEAD, met_kind
from events.domain.announcement import Announcement, readable
from events.domain.plain_date import PlainDate, by_host
from events.models import Activity, Occurrence
from portal.ground.remembered import remembered
from portal.ground.validity import holds_until
from portal.words.french import day_words, lower_first
from search.question.answering import strength
from search.scoring import EXACT_FROM
from search.types import Asked

_IN_SUMMARY = 0.75


def card_extras(pks: Sequence[int], asked: Asked) -> Mapping[int, CardExtra]:
    """What is done at each of these places that answers best, at its next date; one query for them all.

    « Atelier « Ma tablette », mercredi 2 décembre, 14 h à 16 h »; without any, the permanences told in words.
    """
    dates = Occurrence.objects.taking_place(asked.now).starting_before(asked.now + AHEAD).hosted_by(pks)
    by_place = by_host(dates.plain())
    undated = _undated()
    found = {pk: undated[pk] for pk in pks if pk in undated}
    for pk, rows in by_place.items():
        row, answers = _told(rows, asked)
        extra = found.get(pk, CardExtra()) if row is None else _extra(row, asked.now, answers)
        found[pk] = replace(extra, dated=True)
    return found


def _told(rows: Sequence[PlainDate], asked: Asked) -> tuple[PlainDate | None, float]:
    """The date that answers best, the soonest of equals, and how well; without any answer the next permanence, for it
    is open to all needs, at the moment that was chosen if there is one then."""
    best, answers = max(((row, _worth(row, asked)) for row in rows), key=lambda pair: pair[1])
    if answers:
        return best, answers
    permanences = (row for row in rows if row.announcement.kind == Activity.Kind.PERMANENCE)
    return max(permanences, key=lambda row: asked.covers(row.start, row.end, row.clock), default=None), 0.0


def _worth(row: PlainDate, asked: Asked) -> float:
    """How well a date answers: by its words, by the service or by the moment that was chosen.

    A date at the right moment on something else is no answer.
    """
    said = row.announcement
    on_it = _on_it(asked, said) + bool(asked.services.intersection(said.services))
    then = asked.covers(row.start, row.end, row.clock)
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
    holds_until(row.end)
    return _held(row.announcement, date_sentence(row, now), reverse("occurrence", args=[row.pk]), answers)


@remembered
def _undated() -> Mapping[int, CardExtra]:
    """The permanences whose dates are told in words, by the place that hosts them; they are few."""
    hosted = Activity.objects.published().undated().filter(point__isnull=False)
    found: dict[int, CardExtra] = {}
    for point, pk, text in hosted.values_list("point_id", "pk", "announcement"):
        if (said := readable(text)) is not None:
            words = _("%(kind)s : %(note)s") % {"kind": Activity.Kind(said.kind).label, "note": said.timetable_note}
            found.setdefault(point, _held(said, words, reverse("activity", args=[pk, said.slug]), answers=0.0))
    return found


def _held(said: Announcement, words: str, url: str, answers: float) -> CardExtra:
    return CardExtra(
        next_date=words,
        next_date_url=url,
        answers=answers,
        kind=met_kind(said.kind),
        who=said.operator,
        phone=said.phone,
        phone_name=said.phone_name,
    )


def date_sentence(row: PlainDate, now: datetime, *, named: bool = True) -> str:
    """« Permanence vendredi 27 novembre, 9 h à 12 h, un vendredi sur deux (semaines paires) »; an activity that is
    `named` says its title when that is not the name of its place."""
    said = row.announcement
    kind = str(Activity.Kind(said.kind).label)
    if said.example:
        kind = _("%(kind)s (exemple)") % {"kind": kind}
    if named and said.kind != Activity.Kind.PERMANENCE:
        kind = _("%(kind)s « %(title)s »,") % {"kind": kind, "title": said.title}
    rhythm = said.rhythm_of(row.slot)
    parts = [f"{kind} {day_words(row.start.date(), row.today(now))}", row.hours]
    if rhythm and said.kind == Activity.Kind.PERMANENCE:
        parts.append(lower_first(rhythm))
        if len(said.rules) > 1:
            parts.append(_("et d’autres jours"))
    return ", ".join(parts)
