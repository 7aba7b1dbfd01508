"""What the search knows of help points, and how it shows them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext

from directory.addresses import PLACE
from directory.contributions import Taught, contributions, taught_at
from directory.domain import place_facts, vocabulary
from directory.domain.opening_hours import FOR_APPOINTMENTS, parse, spans
from directory.domain.place_facts import PlaceFacts
from directory.domain.place_kind import names_of
from directory.domain.terms import as_text
from directory.domain.topics import topics_of
from directory.finder.filters import CODED, OPEN, TYPE
from directory.finder.query import FinderQuery
from directory.finder.when import OPEN_DAYS, TEAM, TO_ASK, WHEN, days_to_ask, when_codes
from directory.models import HelpPoint
from directory.place.cards import PlaceCard, place_cards
from directory.place.facts import facts_of
from directory.place.hours import PublicDays, local_day, public_days
from search.types import Asked, Document, Hit, Span

_UNSURE = 0.75


class PlaceSource:
    """The source « lieu » of the search registry."""

    def __init__(self) -> None:
        self.kind = PLACE
        self.label = gettext("Lieux")
        self.order = 1
        self.card_template = "components/place_card.html"
        self.list_class = "places"

    def pks(self) -> Iterable[int]:
        return HelpPoint.objects.in_service().order_by("pk").values_list("pk", flat=True)

    def documents(self, pks: Collection[int], now: datetime) -> Iterator[Document]:
        """Places in service; one that only hosts as long as something is announced there."""
        public = public_days(local_day(now))
        points = HelpPoint.objects.in_service().select_related("commune", "organisation").order_by("pk")
        found = list(points.filter(pk__in=pks))
        contributed = _contributed_spans([point.pk for point in found], now)
        taught = taught_at([point.pk for point in found], now)
        for point, facts in zip(found, facts_of(found, local_day(now)), strict=True):
            if point.pk in taught or not point.hosts_only:
                done = taught.get(point.pk, Taught())
                yield _document(point, facts, done, (*_open_spans(facts, now, public), *contributed.get(point.pk, ())))

    def cards(self, hits: Sequence[Hit], asked: Asked) -> Mapping[int, PlaceCard]:
        facts = list(place_facts.read_each(hit.card for hit in hits))
        return {place.pk: card for place, card in zip(facts, place_cards(facts, asked), strict=True)}

    def address(self, text: str, place_label: str) -> str:
        """The finder, asked the same."""
        return FinderQuery(text=text, where=place_label).address()


def _contributed_spans(pks: Sequence[int], now: datetime) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for give in contributions.place_spans:
        for pk, triples in give(pks, now).items():
            found.setdefault(pk, []).extend(Span(kind, start, end) for kind, start, end in triples)
    return found


def _open_spans(place: PlaceFacts, now: datetime, public: PublicDays) -> Iterator[Span]:
    """« Open » is said only where one may walk in: elsewhere it would send people to a closed door. The hours are then
    those of the team; without any, it receives by appointment on days to be asked."""
    if not (place.welcomes_walk_ins or place.receives_by_appointment):
        return
    today = local_day(now, place)
    kind = OPEN if place.welcomes_walk_ins else TEAM
    if kind == TEAM and place.phone and not place.opening_hours:
        yield from (Span(TO_ASK, *day) for day in days_to_ask(now, territory=place.territory))
        return
    # From the day before, for a night that goes on.
    first = today - timedelta(days=1)
    closures = place.closed_days(today, public.added)
    parsed, days = parse(place.opening_hours), public.days(place)
    for start, end in spans(parsed, first, OPEN_DAYS + 1, closures, days):
        yield Span(kind, start, end)
    for start, end in spans(parsed, first, OPEN_DAYS + 1, closures, days, FOR_APPOINTMENTS):
        yield Span(TEAM, start, end)


def _document(point: HelpPoint, facts: PlaceFacts, taught: Taught, spans: tuple[Span, ...]) -> Document:
    facets = {group: tuple(getattr(point, field)) for group, _label, field, _terms, _order in CODED}
    facets["service"] = tuple(sorted({*point.services, *taught.services}))
    facets["programme"] = tuple(sorted({*point.programmes, *taught.programmes}))
    facets[TYPE] = (point.kind.code, *sorted(taught.met))
    facets[WHEN] = when_codes(point.access_modes)
    return Document(
        key=f"{PLACE}:{point.pk}",
        kind=PLACE,
        pk=str(point.pk),
        title=point.name,
        url=point.get_absolute_url(),
        fields={
            "name": point.name,
            "place": as_text(_place_words(point)),
            "services": as_text(_service_words(point, taught)),
            "body": as_text((*_body_words(point), *taught.texts)),
            "general": as_text(vocabulary.SERVICES.searchable({*point.services, *taught.services})),
        },
        lat=facts.latitude,
        lon=facts.longitude,
        approximate=point.approximate,
        insee="" if point.moves else point.insee_code,
        zone=facts.territory.zone,
        by_date=point.hosts_only,
        boost=_reach(point),
        facets=facets,
        spans=spans,
        card=place_facts.write(facts),
    )


def _reach(point: HelpPoint) -> float:
    """What can neither be called nor has known hours stands behind what can, at the same distance."""
    if point.hosts_only:  # whoever receives there answers
        return 1.0
    return (1.0 if point.phone else _UNSURE) * (1.0 if point.opening_hours else _UNSURE)


def _service_words(point: HelpPoint, taught: Taught) -> Iterator[str]:
    yield from taught.titles
    for kind in sorted({point.kind.code, *taught.kinds}):
        for topic in topics_of(kind, point.programmes):
            yield from (topic.label, *topic.words)


def _place_words(point: HelpPoint) -> Iterator[str]:
    yield from (point.commune_name, point.postal_code, point.address, point.address_extra)
    if point.commune is not None:
        yield from (*point.commune.postal_codes, point.commune.name, point.commune.epci_name)


def _body_words(point: HelpPoint) -> Iterator[str]:
    yield from names_of(point.kind)
    yield from (point.summary, point.description, point.parent_structure, *point.other_labels)
    if point.organisation is not None:
        yield point.organisation.name
    for terms, codes in (
        (vocabulary.TYPOLOGIES, point.typologies),
        (vocabulary.PROGRAMMES, point.programmes),
        (vocabulary.LABELS, point.labels),
        (vocabulary.PUBLICS, point.publics),
        (vocabulary.SPECIAL_NEEDS, point.special_needs),
        (vocabulary.SUPPORT_MODES, point.support_modes),
        (vocabulary.FEES, point.fees),
    ):
        yield from terms.searchable(codes)
