"""What the blocks of a page show from other rooms, gathered at once: the number of queries does not depend on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from directory.models import HelpPoint
from directory.place.cards import PlaceCard, place_cards
from events.agenda.query import AgendaQuery
from events.models import Occurrence
from events.pages.rows import DateRow, date_rows
from home.pages.reading_list import ReadItem, among, read_item
from portal.blocks.renditions import attach_renditions
from portal.models import PortalImage

# A block shows 12 dates at most; two months hold as many even of a fortnightly permanence's neighbours.
HORIZON = timedelta(days=62)


@dataclass(frozen=True)
class ShownDates:
    title: str
    rows: list[DateRow]
    more_url: str
    more_label: str


@dataclass(frozen=True)
class BlockData:
    cards: Mapping[int, PlaceCard]
    items: Mapping[int, ReadItem]
    rows_by_place: Mapping[int, list[DateRow]]
    rows_by_commune: Mapping[str, list[DateRow]]

    def dates_for(self, block: Mapping[str, Any]) -> ShownDates | None:
        """What a « Prochaines dates » block shows; None when its place is no longer public or was deleted."""
        place, commune, count = block["place"], block["commune"], block["count"]
        if place is not None and place.live:
            rows = self.rows_by_place.get(place.pk, [])
            title, url, label = place.name, place.get_absolute_url(), _("Voir la fiche du lieu")
        elif commune is not None:
            rows = self.rows_by_commune.get(commune.pk, [])
            title, url = commune.name, AgendaQuery(where=str(commune)).address()
            label = _("Toutes les dates")
        else:
            return None
        heading = block["title"] or _("Les prochaines dates : %(name)s") % {"name": title}
        return ShownDates(heading, rows[:count], url, label)


def gather(body: Iterable[Any], now: datetime, request: HttpRequest | None) -> BlockData:
    """Read all blocks of a body once, then ask each room once."""
    images: list[PortalImage] = []
    place_pks: set[int] = set()
    page_pks: set[int] = set()
    dated_places: set[int] = set()
    dated_communes: set[str] = set()
    for block in body:
        if block.block_type == "help_points":
            place_pks.update(place.pk for place in block.value["places"] if place is not None)
        elif block.block_type == "read_also":
            page_pks.update(page.pk for page in block.value["pages"] if page is not None)
        elif block.block_type == "image":
            images.append(block.value["image"])
        elif block.block_type == "quote" and block.value["portrait"] is not None:
            images.append(block.value["portrait"])
        elif block.block_type == "upcoming_dates":
            if block.value["place"] is not None:
                dated_places.add(block.value["place"].pk)
            if block.value["commune"] is not None:
                dated_communes.add(block.value["commune"].pk)
    attach_renditions(image for image in images if image is not None)
    by_place, by_commune = _dates(dated_places, dated_communes, now)
    return BlockData(
        cards=_cards(place_pks, now),
        items={pk: read_item(page, request) for pk, page in among(page_pks).items()},
        rows_by_place=by_place,
        rows_by_commune=by_commune,
    )


def _cards(pks: set[int], now: datetime) -> dict[int, PlaceCard]:
    if not pks:
        return {}
    points = HelpPoint.objects.published().filter(pk__in=pks)
    return {card.pk: card for card in place_cards(points, now)}


def _dates(
    places: set[int], communes: set[str], now: datetime
) -> tuple[dict[int, list[DateRow]], dict[str, list[DateRow]]]:
    """The coming dates of each place (held there, or by it) and of each commune."""
    if not places and not communes:
        return {}, {}
    occurrences = list(
        Occurrence.objects.public()
        .coming(now)
        .filter(start__lt=now + HORIZON)
        .defer("ical")
        .filter(Q(point_id_copy__in=places) | Q(operator_id_copy__in=places) | Q(insee__in=communes))
    )
    rows = {row.pk: row for row in date_rows(occurrences, now)}
    by_place: dict[int, list[DateRow]] = {}
    by_commune: dict[str, list[DateRow]] = {}
    for occurrence in occurrences:
        for pk in {occurrence.point_id_copy, occurrence.operator_id_copy} & places:
            if pk is not None:
                by_place.setdefault(pk, []).append(rows[occurrence.pk])
        if occurrence.insee in communes:
            by_commune.setdefault(occurrence.insee, []).append(rows[occurrence.pk])
    return by_place, by_commune
