"""What the dates of an activity repeat of it and are chosen by, gathered from its place, its commune, its rules and who
holds it."""

from __future__ import annotations

from datetime import date

from events.domain.announcement import Announcement, short_title, unsaid
from events.domain.filters import write_terms
from events.domain.rule_words import rhythm, sentence
from events.location import access_of, location_of, operator_words, phone_of, receives_no_more, rules_told
from events.models import Activity


def announcement_of(activity: Activity, today: date) -> Announcement:
    """As it is told on that day: the work of the night brings it to the next one.

    No query when `events.location.RELATED` and the rules are loaded."""
    where = location_of(activity)
    title = short_title(activity.title, activity.kind)
    phone, phone_name = phone_of(activity)
    specs = [] if receives_no_more(activity) else [rule.spec for rule in activity.rules.all()]
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
        rules=[sentence(spec) for spec in rules_told(activity, today)],
        rhythms={str(spec.id): rhythm(spec) for spec in specs},
    )


def filter_terms_of(activity: Activity) -> str:
    """What its dates may be chosen by. It is held by its organisation and that of whoever comes, else of its host.

    No query when `events.location.RELATED` is loaded."""
    holder = activity.operator or activity.point
    organisations = (activity.organisation_id, holder.organisation_id if holder is not None else None)
    return write_terms(
        services=activity.services,
        publics=activity.publics,
        special_needs=activity.special_needs,
        access=activity.access,
        price=activity.price,
        accessibility=activity.accessibility,
        organisations=[pk for pk in organisations if pk is not None],
    )
