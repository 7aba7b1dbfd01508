"""The next dates held at a place, by a place, or in a commune."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, IntegerBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.snippets.blocks import SnippetChooserBlock

from events.agenda.query import AgendaQuery
from events.pages.rows import DateRow
from home.blocks.communes import CommuneChooserBlock
from home.blocks.samples import ROWS
from portal.blocks.data_needs import DataKind, DataNeeds, NeedsData, data_of
from portal.blocks.families import NETWORK
from portal.blocks.sample import Sampled

MAX_DATES = 12


@dataclass(frozen=True)
class OfPlace:
    """The dates held at this help point, or elsewhere by it."""

    pk: int


@dataclass(frozen=True)
class OfCommune:
    insee: str


Holder: TypeAlias = OfPlace | OfCommune
# Places and communes are one kind, so that the dates of both are read in one query.
DATES: DataKind[Holder, Sequence[DateRow]] = DataKind("coming dates")


@dataclass(frozen=True)
class ShownDates:
    title: str
    rows: Sequence[DateRow]
    more_url: str
    more_label: str


class UpcomingDatesBlock(NeedsData, Sampled, StructBlock):
    title = CharBlock(
        label=gettext_lazy("titre"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Sinon : « Les prochaines dates », et le nom."),
    )
    place = SnippetChooserBlock("directory.HelpPoint", label=gettext_lazy("lieu"), required=False)
    commune = CommuneChooserBlock(label=gettext_lazy("ou commune"), required=False)
    count = IntegerBlock(label=gettext_lazy("nombre de dates"), default=3, min_value=1, max_value=MAX_DATES)

    class Meta:
        icon = "calendar-alt"
        group = NETWORK
        label = gettext_lazy("Prochaines dates")
        template = "blocks/upcoming_dates.html"
        description = gettext_lazy("Les dates d’un lieu, ou celles d’une commune ; la liste se tient à jour seule.")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if (cleaned["place"] is None) == (cleaned["commune"] is None):
            raise StructBlockValidationError(
                block_errors={"place": ValidationError(_("Choisissez un lieu ou une commune, l’un des deux."))}
            )
        return cleaned

    def data_needs(self, value: Any) -> DataNeeds:
        holder = _holder(value)
        return {DATES: [] if holder is None else [holder]}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        data, holder = data_of(parent_context), _holder(value)
        context["dates"] = None if holder is None else _shown(value, data.get(DATES, holder) or ())
        return context

    def sample(self) -> Mapping[str, Any]:
        return {"dates": ShownDates("Les prochaines dates : Bellerive", ROWS, "#", _("Toutes les dates"))}


def _holder(value: Any) -> Holder | None:
    """None when the place is no longer public, or was deleted."""
    place, commune = value["place"], value["commune"]
    if place is not None and place.live:
        return OfPlace(place.pk)
    return None if commune is None else OfCommune(commune.pk)


def _shown(value: Any, rows: Sequence[DateRow]) -> ShownDates:
    place, commune = value["place"], value["commune"]
    if place is not None and place.live:
        name, url, label = place.name, place.get_absolute_url(), _("Voir la fiche du lieu")
    else:
        name, url, label = commune.name, AgendaQuery(where=str(commune)).address(), _("Toutes les dates")
    heading = value["title"] or _("Les prochaines dates : %(name)s") % {"name": name}
    return ShownDates(heading, rows[: value["count"]], url, label)
