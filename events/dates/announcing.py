"""What the dates of an activity repeat of it, gathered from its place, its commune, who holds it and its rules."""

from __future__ import annotations

from datetime import date

from events.domain.announcement import Announcement, short_title, unsaid
from events.domain.rule_words import rhythm, sentence, told_on
from events.location import access_of, location_of, operator_words, phone_of
from events.models import Activity


def announcement_of(activity: Activity, today: date) -> Announcement:
    """As it is told on that day: the work of the night brings it to the next one.

    No query when `events.location.RELATED` and the rules are loaded."""
    where = location_of(activity)
    title = short_title(activity.title, activity.kind)
    phone, phone_name = phone_of(activity)
    specs = [rule.spec for rule in activity.rules.all()]
    return Announcement(
        kind=activity.kind,
        slug=activity.slug,
        title=title,
        summary=activity.summary,
        services=tuple(activity.services),
        place=unsaid(where.label, title),
        commune=where.commune,
        commune_beside=unsaid(where.commune, title),
        insee=where.insee,
        latitude=where.latitude,
        longitude=where.longitude,
        operator=operator_words(activity),
        price=activity.price_label,
        phone=phone,
        phone_name=phone_name,
        timetable_note=activity.timetable_note,
        example=activity.is_example,
        access=access_of(activity),
        name=activity.title,
        address=activity.address,
        publics=tuple(activity.publics),
        rules=[sentence(spec) for spec in told_on(specs, today)],
        rhythms={str(spec.id): rhythm(spec) for spec in specs},
    )
