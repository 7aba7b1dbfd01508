"""What the search knows of permanences and workshops, and how it shows them: one document an activity, not a date.

Those that a place hosts are found in the list of that place too, whose document holds their words. The others (an
itinerant service in a commune, a workshop in a hall) stand in the list of places themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from directory.addresses import PLACE
from directory.domain import vocabulary
from directory.domain.terms import as_text
from directory.domain.topics import topics_of
from directory.finder.filters import TYPE
from directory.finder.when import WHEN, when_codes
from directory.place.cards import PlaceCard
from events.addresses import ACTIVITY, STOP
from events.contributed.place_documents import AHEAD, Spans, met_kind, spans_of, spans_told
from events.contributed.stop_cards import stop_cards
from events.location import RELATED, is_hosted, location_of
from events.models import Activity, Occurrence
from events.pages.rows import DateRow, UndatedRow, date_rows, undated_rows
from search.types import Asked, Document, Hit, Span

_FEES = {
    Activity.Price.FREE.value: "gratuit",
    Activity.Price.CONDITIONAL.value: "gratuit-sous-condition",
    Activity.Price.PAID.value: "payant",
}
_ACCESS = {
    Activity.Access.DROP_IN.value: ("se-presenter",),
    Activity.Access.BOOKING.value: ("telephoner", "rdv-en-ligne"),
    Activity.Access.ORIENTATION.value: ("prescription",),
    Activity.Access.PHONE.value: ("telephoner",),
}


class DateSource:
    """The source « date » of the search registry."""

    kind = ACTIVITY
    label = _("Dates et ateliers")
    order = 2
    card_template = "events/search_card.html"
    list_class = "dates"

    def pks(self) -> Iterable[int]:
        return Activity.objects.published().order_by("pk").values_list("pk", flat=True)

    def documents(self, pks: Collection[int], now: datetime) -> Iterator[Document]:
        """Published activities with a date to come, or whose dates are told in words, that a place hosts."""
        yield from _documents(self.kind, pks, now, hosted=True)

    def cards(self, hits: Sequence[Hit], asked: Asked) -> Mapping[int, DateRow | UndatedRow]:
        """The next date of each activity, or what is known of its dates."""
        pks = [hit.pk for hit in hits]
        dates = Occurrence.objects.taking_place(asked.now).next_of_each(pks).plain()
        rows = date_rows(dates, asked.now, asked.circle)
        found: dict[int, DateRow | UndatedRow] = {row.activity_pk: row for row in rows}
        others = Activity.objects.published().filter(pk__in=set(pks) - found.keys()).exclude(timetable_note="")
        return found | {row.pk: row for row in undated_rows(others.announcements(), asked.circle)}


class StopSource:
    """The source « passage » of the search registry, in the list of places: what no place hosts."""

    kind = STOP
    joins = PLACE
    label = _("Permanences et ateliers dans les communes")
    order = 3
    card_template = "components/place_card.html"

    def pks(self) -> Iterable[int]:
        return Activity.objects.published().order_by("pk").values_list("pk", flat=True)

    def documents(self, pks: Collection[int], now: datetime) -> Iterator[Document]:
        yield from _documents(self.kind, pks, now, hosted=False)

    def cards(self, hits: Sequence[Hit], asked: Asked) -> Mapping[int, PlaceCard]:
        return stop_cards([hit.pk for hit in hits], asked)


def _documents(kind: str, pks: Collection[int], now: datetime, hosted: bool) -> Iterator[Document]:
    published = Activity.objects.published().filter(pk__in=pks).select_related(*RELATED).order_by("pk")
    activities = [activity for activity in published if is_hosted(activity) == hosted]
    spans = _spans([activity.pk for activity in activities], now)
    for activity in activities:
        if activity.pk in spans or activity.timetable_note:
            told = [] if activity.pk in spans else _spans_told(activity, now)
            yield _document(kind, activity, spans.get(activity.pk) or [Span(*span) for span in told])


def _spans_told(activity: Activity, now: datetime) -> Spans:
    hours = activity.operator.opening_hours if activity.operator else ""
    return spans_told(activity.timetable_note, hours, now, location_of(activity).territory)


def _spans(pks: Collection[int], now: datetime) -> Mapping[int, list[Span]]:
    """The dates of the two months to come, and at least the next one."""
    found: dict[int, list[Span]] = defaultdict(list)
    coming = Occurrence.objects.taking_place(now).of_activities(pks)
    told = coming.starting_before(now + AHEAD) | coming.next_of_each(pks)
    for pk, kind, start, end in told.values_list("activity_id", "kind", "start", "end"):
        found[pk] += (Span(*span) for span in spans_of(kind, start, end))
    return found


def _document(kind: str, activity: Activity, spans: Sequence[Span]) -> Document:
    where = location_of(activity)
    receives = [activity.operator] if activity.operator is not None and activity.operator.live else []
    facets = {
        "service": tuple(activity.services),
        "public": tuple(activity.publics),
        "besoin": tuple(activity.special_needs),
        "acces": _ACCESS.get(activity.access, ()),
        "prix": (_FEES[activity.price],) if activity.price else (),
        "programme": tuple(code for point in receives for code in point.programmes),
        TYPE: (met_kind(activity.kind).code,),
        WHEN: when_codes(_ACCESS.get(activity.access, ())),
        "genre": (activity.kind,),
    }
    return Document(
        key=f"{kind}:{activity.pk}",
        kind=kind,
        pk=str(activity.pk),
        title=activity.title,
        url=activity.get_absolute_url(),
        fields={
            "name": activity.title,
            "place": as_text(_place_words(activity)),
            "services": as_text(_service_words(activity)),
            "body": as_text(_body_words(activity)),
            "general": as_text(vocabulary.SERVICES.searchable(activity.services)),
        },
        lat=where.latitude,
        lon=where.longitude,
        approximate=not where.exact,
        insee=where.insee,
        zone=where.territory.zone,
        by_date=True,
        facets=facets,
        spans=tuple(spans),
    )


def _service_words(activity: Activity) -> Iterator[str]:
    # Whoever comes helps here with what they help with at home; a workshop is about its own subject only.
    if activity.kind == Activity.Kind.PERMANENCE and activity.operator is not None and activity.operator.live:
        for topic in topics_of(activity.operator.kind.code, activity.operator.programmes):
            yield from (topic.label, *topic.words)


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
