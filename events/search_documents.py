"""What the search knows of permanences and workshops, and how it shows them: one document an activity, not a date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.domain import vocabulary
from directory.domain.terms import Vocabulary, as_text
from events.addresses import ACTIVITY
from events.location import RELATED, location_of
from events.models import Activity, Occurrence
from events.pages.rows import DateRow, UndatedRow, date_rows, undated_rows
from search.types import Circle, Document, Hit, Span

SPAN = "date"
# Dates are indexed two months ahead; the index is made anew each night.
AHEAD = timedelta(days=62)

_GROUPS: tuple[tuple[str, str, Vocabulary], ...] = (
    ("service", "services", vocabulary.SERVICES),
    ("public", "publics", vocabulary.PUBLICS),
)


class DateSource:
    """The source « date » of the search registry."""

    kind = ACTIVITY
    label = _("Dates et ateliers")
    order = 2
    card_template = "events/search_card.html"
    list_class = "dates"

    def pks(self) -> Iterable[int]:
        return Activity.objects.published().order_by("pk").values_list("pk", flat=True)

    def documents(self, pks: Collection[int]) -> Iterator[Document]:
        """Published activities with a date to come, or whose dates are told in words."""
        now = timezone.now()
        spans = _spans(pks, now)
        for activity in Activity.objects.published().filter(pk__in=pks).select_related(*RELATED).order_by("pk"):
            if activity.pk in spans or activity.timetable_note:
                yield _document(activity, spans.get(activity.pk, []))

    def cards(self, hits: Sequence[Hit], now: datetime, circle: Circle | None) -> Mapping[int, DateRow | UndatedRow]:
        """The next date of each activity, or what is known of its dates."""
        pks = [hit.pk for hit in hits]
        dates = Occurrence.objects.taking_place(now).next_of_each(pks).plain()
        found: dict[int, DateRow | UndatedRow] = {row.activity_pk: row for row in date_rows(dates, now, circle)}
        others = Activity.objects.published().filter(pk__in=set(pks) - found.keys()).exclude(timetable_note="")
        return found | {row.pk: row for row in undated_rows(others.announcements(), circle)}


def _spans(pks: Collection[int], now: datetime) -> Mapping[int, list[Span]]:
    """The dates of the two months to come, and at least the next one."""
    found: dict[int, list[Span]] = defaultdict(list)
    coming = Occurrence.objects.taking_place(now).of_activities(pks)
    for pk, start, end in coming.values_list("activity_id", "start", "end"):
        if start < now + AHEAD or pk not in found:
            found[pk].append(Span(SPAN, start, end))
    return found


def _document(activity: Activity, spans: Sequence[Span]) -> Document:
    where = location_of(activity)
    facets = {group: tuple(getattr(activity, field)) for group, field, _terms in _GROUPS}
    facets["genre"] = (activity.kind,)
    return Document(
        key=f"{ACTIVITY}:{activity.pk}",
        kind=ACTIVITY,
        pk=str(activity.pk),
        title=activity.title,
        url=activity.get_absolute_url(),
        fields={
            "name": activity.title,
            "place": as_text(_place_words(activity)),
            "services": as_text(vocabulary.SERVICES.searchable(activity.services)),
            "body": as_text(_body_words(activity)),
        },
        lat=where.latitude,
        lon=where.longitude,
        approximate=not where.exact,
        facets=facets,
        spans=tuple(spans),
    )


def _place_words(activity: Activity) -> Iterator[str]:
    where = location_of(activity)
    yield from (where.label, where.address, where.postal_code, where.commune)
    if activity.commune is not None:
        yield from activity.commune.postal_codes


def _body_words(activity: Activity) -> Iterator[str]:
    yield from (activity.summary, activity.body, activity.timetable_note, activity.accessibility, activity.languages)
    yield str(activity.get_kind_display())
    if activity.operator is not None and activity.operator.live:
        yield activity.operator.name
    if activity.organisation is not None:
        yield activity.organisation.name
    yield from vocabulary.PUBLICS.searchable(activity.publics)
    yield from vocabulary.SPECIAL_NEEDS.searchable(activity.special_needs)
