"""Who helps, and when, around a commune: what the finder, the agenda and the month on paper answer, in a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, ChoiceBlock, IntegerBlock, StructBlock

from directory.finder.query import FinderQuery
from directory.place.cards import PlaceCard
from events.agenda.month_query import month_address
from events.agenda.query import AgendaQuery
from events.domain.filters import KIND, SERVICE
from events.pages.rows import DateRow
from home.blocks.communes import CommuneChooserBlock
from home.blocks.dates import ShownDates
from home.blocks.need_tiles import services
from home.blocks.samples import CARDS, ROWS
from portal.blocks.data_needs import DataKind, DataNeeds, NeedsData, data_of
from portal.blocks.families import NETWORK
from portal.blocks.sample import Sampled
from portal.words.parameters import DEFAULT_RADIUS, RADII

MOST_PLACES = 6
MOST_DATES = 12


@dataclass(frozen=True)
class Around:
    """What is looked for around a commune, `where` being its name as a person types it; "" for any service or kind."""

    where: str
    radius: int
    service: str = ""
    kind: str = ""

    @property
    def places(self) -> FinderQuery:
        """The question of the finder; it knows no kind of date."""
        facets = {SERVICE: frozenset([self.service])} if self.service else {}
        return FinderQuery(where=self.where, radius=self.radius, facets=facets)

    @property
    def dates(self) -> AgendaQuery:
        chosen = ((SERVICE, self.service), (KIND, self.kind))
        facets = {group: frozenset([code]) for group, code in chosen if code}
        return AgendaQuery(where=self.where, radius=self.radius, facets=facets)


PLACES_AROUND: DataKind[Around, Sequence[PlaceCard]] = DataKind("places around a commune")
DATES_AROUND: DataKind[Around, Sequence[DateRow]] = DataKind("coming dates around a commune")


def _kinds() -> list[tuple[str, Any]]:
    return [("permanence", gettext_lazy("les permanences")), ("workshop", gettext_lazy("les ateliers"))]


def _around(value: Any) -> Around | None:
    """None when the commune was deleted."""
    commune = value["commune"]
    if commune is None:
        return None
    return Around(str(commune), int(value["radius"]), value.get("service") or "", value.get("kind") or "")


class AroundBlock(StructBlock):
    """A commune, and how far from it."""

    commune = CommuneChooserBlock(label=gettext_lazy("autour de"))
    radius = ChoiceBlock(
        label=gettext_lazy("distance"),
        choices=[(str(radius), f"{radius} km") for radius in RADII],
        default=str(DEFAULT_RADIUS),
    )


class SearchAroundBlock(NeedsData, Sampled, AroundBlock):
    """A list of what a search around a commune gives; `gives` is what it needs of the database."""

    title = CharBlock(label=gettext_lazy("titre"), max_length=80)
    service = ChoiceBlock(label=gettext_lazy("service"), choices=services, required=False, default="")

    gives: ClassVar[DataKind[Around, Any]]

    def data_needs(self, value: Any) -> DataNeeds:
        asked = _around(value)
        return {self.gives: [] if asked is None else [asked]}


class PlacesAroundBlock(SearchAroundBlock):
    gives = PLACES_AROUND

    count = IntegerBlock(label=gettext_lazy("nombre de lieux"), default=3, min_value=1, max_value=MOST_PLACES)

    class Meta:
        icon = "home"
        group = NETWORK
        label = gettext_lazy("Lieux autour d’une commune")
        template = "blocks/places_around.html"
        description = gettext_lazy(
            "La liste se tient à jour seule : les mêmes lieux que dans l’annuaire, les premiers."
        )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        asked = _around(value)
        cards = data_of(parent_context).get(PLACES_AROUND, asked) if asked else None
        context["title"], context["cards"] = value["title"], (cards or ())[: value["count"]]
        context["more_url"] = asked.places.address() if asked else ""
        return context

    def sample(self) -> Mapping[str, Any]:
        return {
            "title": "Près de Bellerive",
            "cards": [replace(card, anchor=f"autour-{card.anchor}") for card in CARDS],
            "more_url": "#",
        }


class DatesAroundBlock(SearchAroundBlock):
    gives = DATES_AROUND

    kind = ChoiceBlock(label=gettext_lazy("seulement"), choices=_kinds, required=False, default="")
    count = IntegerBlock(label=gettext_lazy("nombre de dates"), default=3, min_value=1, max_value=MOST_DATES)

    class Meta:
        icon = "calendar-alt"
        group = NETWORK
        label = gettext_lazy("Dates autour d’une commune")
        template = "blocks/upcoming_dates.html"
        description = gettext_lazy("Les prochaines dates d’un coin du territoire, d’un service ou d’un genre.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        asked = _around(value)
        context["dates"] = None
        if asked is not None:
            rows = data_of(parent_context).get(DATES_AROUND, asked) or ()
            address = asked.dates.address()
            context["dates"] = ShownDates(value["title"], rows[: value["count"]], address, _("Toutes les dates"))
        return context

    def sample(self) -> Mapping[str, Any]:
        return {"dates": ShownDates("Cette semaine près de Bellerive", ROWS, "#", _("Toutes les dates"))}


class MonthBlock(Sampled, AroundBlock):
    """A link to the month on paper; the month is the one that is printed on the day of the visit."""

    class Meta:
        icon = "calendar"
        group = NETWORK
        label = gettext_lazy("Programme du mois")
        template = "blocks/month.html"
        description = gettext_lazy("Un lien vers les dates du mois sur une feuille, à imprimer et à afficher.")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        asked = _around(value)
        context["month"] = None
        if asked is not None:
            context["month"] = {"place": value["commune"].name, "url": month_address(asked.dates)}
        return context

    def sample(self) -> Mapping[str, Any]:
        return {"month": {"place": "Bellerive", "url": "/agenda/mois/"}}
