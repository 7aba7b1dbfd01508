"""The sizes of images already made, read in one query for a whole page."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy

from portal.models import PortalImage, PortalRendition


def attach_renditions(images: Iterable[PortalImage]) -> None:
    """Give each image its existing renditions, so that showing them asks the database nothing more.

    Each gets copies of its own: a rendition takes its text alternative from its image, and one image may be shown
    twice with two alternatives.
    """
    images = list(images)
    if not images:
        return
    found: dict[int, list[PortalRendition]] = defaultdict(list)
    for rendition in PortalRendition.objects.filter(image_id__in={image.pk for image in images}):
        found[rendition.image_id].append(rendition)
    for image in images:
        own = [copy(rendition) for rendition in found[image.pk]]
        for rendition in own:
            rendition.image = image
        image.prefetched_renditions = own
