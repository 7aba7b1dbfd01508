"""The sizes of images already made, read in one query for a whole page."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import datetime

from django.http import HttpRequest
from django.utils.safestring import SafeString
from wagtail.images.models import ResponsiveImage
from wagtail.images.shortcuts import get_renditions_or_not_found

from portal.blocks.data_needs import BlockData, DataKind
from portal.models import PortalImage, PortalRendition

WIDTHS = (480, 800, 1200)  # pixels: a phone, a column of text, the same on a fine screen

RENDITIONS: DataKind[int, Sequence[PortalRendition]] = DataKind("sizes of images")


def fetch_renditions(
    image_pks: Collection[int], now: datetime, request: HttpRequest | None
) -> Mapping[int, Sequence[PortalRendition]]:
    """Those of each image; an image of which no size was made yet has none."""
    found: dict[int, list[PortalRendition]] = {pk: [] for pk in image_pks}
    for rendition in PortalRendition.objects.filter(image_id__in=image_pks):
        found[rendition.image_id].append(rendition)
    return found


def attach_renditions(image: PortalImage, data: BlockData) -> None:
    """Give an image its existing renditions, so that showing it asks the database nothing more.

    They are copies of its own: a rendition takes its text alternative from its image, and one image may be shown
    twice with two alternatives.
    """
    own = [copy(rendition) for rendition in data.get(RENDITIONS, image.pk) or ()]
    for rendition in own:
        rendition.image = image
    image.prefetched_renditions = own


def picture(image: PortalImage | None, data: BlockData, sizes: str) -> SafeString:
    """An image as its editor described it, in as many sizes as screens need, loaded when it is about to be seen;
    `sizes` says its width on the page, as in HTML. Nothing for an image that was deleted."""
    if image is None:
        return SafeString("")
    attach_renditions(image, data)
    made = get_renditions_or_not_found(image, [f"width-{width}|format-webp" for width in WIDTHS])
    return SafeString(ResponsiveImage(made, {"sizes": sizes, "loading": "lazy"}))
