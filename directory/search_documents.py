"""What the search knows of help points, and how it shows them."""

from __future__ import annotations

from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.addresses import PLACE
from directory.contributions import contributions
from directory.domain import vocabulary
from directory.domain.opening_hours import parse, spans
from directory.domain.place_kind import PLACE_KINDS
from directory.domain.terms import Vocabulary, as_text
from directory.models import HelpPoint
from directory.place.cards import PlaceCard, attach_closures, place_cards
from directory.place.hours import PublicDays, closed_days, local_day, public_days
from search.registry import FacetSpec
from search.types import Document, Place, Span, SpanFilter

OPEN = "ouvert"
OPEN_NOW = "maintenant"
# Open hours are indexed two weeks ahead; the index is made anew each night.
OPEN_DAYS = 15

# Group of filters → (words for people, field of the model, vocabulary, rank on the page).
_CODED: tuple[tuple[str, object, str, Vocabulary, int], ...] = (
    ("service", _("De quoi avez-vous besoin ?"), "services", vocabulary.SERVICES, 20),
    ("acces", _("Comment venir ?"), "access_modes", vocabulary.ACCESS_MODES, 40),
    ("public", _("Pour qui ?"), "publics", vocabulary.PUBLICS, 50),
    ("besoin", _("Accueil adapté"), "special_needs", vocabulary.SPECIAL_NEEDS, 60),
    ("prix", _("Prix"), "fees", vocabulary.FEES, 70),
    ("programme", _("Réseau"), "programmes", vocabulary.PROGRAMMES, 80),
)
TYPE = "type"
PUBLIC = "public"
SHAPES = {kind.code: kind.shape for kind in PLACE_KINDS}


def open_now(now: datetime) -> SpanFilter:
    return SpanFilter(OPEN, OPEN_NOW, OPEN, now, now)


def span_filters(now: datetime) -> list[tuple[SpanFilter, str]]:
    """The filters on time and their words: open now, and what upper rooms add (a permanence this week)."""
    own = [(open_now(now), gettext("Ouvert maintenant"))]
    return own + [pair for give in contributions.span_facets for pair in give(now)]


def facet_specs(now: datetime) -> dict[str, FacetSpec]:
    """The groups of filters and their words."""
    specs = {
        group: FacetSpec(str(label), dict(terms.plain_choices()), order)
        for group, label, _field, terms, order in _CODED
    }
    specs[TYPE] = FacetSpec(gettext("Type de lieu"), {kind.code: kind.label for kind in PLACE_KINDS}, 30)
    timed: dict[str, dict[str, str]] = {}
    for found, words in span_filters(now):
        timed.setdefault(found.group, {})[found.value] = words
    for group, values in timed.items():
        specs[group] = FacetSpec(gettext("Horaires") if group == OPEN else gettext("Dates"), values, 10)
    return specs


class FacetLabels(Mapping[str, FacetSpec]):
    """Read at each question, because upper rooms may add filters at any time."""

    def __getitem__(self, group: str) -> FacetSpec:
        return facet_specs(timezone.now())[group]

    def __iter__(self) -> Iterator[str]:
        return iter(facet_specs(timezone.now()))

    def __len__(self) -> int:
        return len(facet_specs(timezone.now()))

    def items(self) -> ItemsView[str, FacetSpec]:
        return facet_specs(timezone.now()).items()


class PlaceSource:
    """The source « lieu » of the search registry."""

    def __init__(self) -> None:
        self.kind = PLACE
        self.label = gettext("Lieux")
        self.order = 1
        self.card_template = "components/place_card.html"
        self.list_class = "places"
        self.facet_labels: Mapping[str, FacetSpec] = FacetLabels()

    def pks(self) -> Iterable[int]:
        return HelpPoint.objects.in_service().order_by("pk").values_list("pk", flat=True)

    def documents(self, pks: Collection[int]) -> Iterator[Document]:
        now = timezone.now()
        public = public_days(local_day(now))
        points = HelpPoint.objects.in_service().select_related("commune", "organisation").order_by("pk")
        found = list(points.filter(pk__in=pks))
        attach_closures(found, local_day(now))
        contributed = _contributed_spans([point.pk for point in found], now)
        for point in found:
            yield _document(point, now, public, contributed.get(point.pk, []))

    def cards(self, pks: Sequence[int], now: datetime, place: Place | None) -> Mapping[int, PlaceCard]:
        points = HelpPoint.objects.in_service().filter(pk__in=pks)
        return {card.pk: card for card in place_cards(points, now, place)}


def _contributed_spans(pks: Sequence[int], now: datetime) -> dict[int, list[Span]]:
    found: dict[int, list[Span]] = {}
    for give in contributions.place_spans:
        for pk, triples in give(pks, now).items():
            found.setdefault(pk, []).extend(Span(kind, start, end) for kind, start, end in triples)
    return found


def _open_spans(point: HelpPoint, now: datetime, public: PublicDays) -> Iterator[Span]:
    """Only where one may walk in: elsewhere « open » would send people to a closed door."""
    if not point.welcomes_walk_ins:
        return
    today = local_day(now)
    # From the day before, for a night that goes on.
    first = today - timedelta(days=1)
    for start, end in spans(parse(point.opening_hours), first, OPEN_DAYS + 1, closed_days(point, today, public)):
        yield Span(OPEN, start, end)


def _document(point: HelpPoint, now: datetime, public: PublicDays, contributed: Sequence[Span]) -> Document:
    facets = {group: tuple(getattr(point, field)) for group, _label, field, _terms, _order in _CODED}
    facets[TYPE] = (point.kind.code,)
    return Document(
        key=f"{PLACE}:{point.pk}",
        kind=PLACE,
        pk=str(point.pk),
        title=point.name,
        url=point.get_absolute_url(),
        fields={
            "name": point.name,
            "place": as_text(_place_words(point)),
            "services": as_text(vocabulary.SERVICES.searchable(point.services)),
            "body": as_text(_body_words(point)),
        },
        lat=None if point.latitude is None else float(point.latitude),
        lon=None if point.longitude is None else float(point.longitude),
        approximate=point.approximate,
        facets=facets,
        spans=(*_open_spans(point, now, public), *contributed),
    )


def _place_words(point: HelpPoint) -> Iterator[str]:
    yield from (point.commune_name, point.postal_code, point.address, point.address_extra)
    if point.commune is not None:
        yield from (*point.commune.postal_codes, point.commune.name, point.commune.epci_name)


def _body_words(point: HelpPoint) -> Iterator[str]:
    yield from (point.kind.label, point.summary, point.description, point.parent_structure, *point.other_labels)
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
