"""The way back: on the page of a place, the articles and stories that show it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from directory.contributions import Section
from directory.models import HelpPoint
from home.pages.reading_list import among, newest_first, read_item

SHOWN = 3


def pages_naming(point: HelpPoint, now: datetime) -> Section | None:
    """One query for a place that nothing names, and no more for a hundred pages than for one.

    Wagtail notes what each page refers to from the database, where the text of a page is what was published of it:
    a draft notes nothing. Whether the page itself may be read by everybody is asked here.
    """
    notes = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(HelpPoint),
        to_object_id=str(point.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    found = among([int(pk) for pk in notes.values_list("object_id", flat=True).distinct()])
    if not found:
        return None
    items = [read_item(page, None) for page in newest_first(found.values())[:SHOWN]]
    return Section("home-naming", "home/place_articles.html", {"items": items}, order=60, side=True)
