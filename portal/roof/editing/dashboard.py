"""What awaits a person who writes, on the first page of the admin, besides what Wagtail says of pages to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.permissions import policy_registry

from portal.models import PortalImage
from portal.words.french import date_words, moment_words
from portal.words.link import Link

OUTDATED_AFTER = timedelta(days=365)
SHOWN = 5


@dataclass(frozen=True)
class Concern:
    """A list under its heading: the first few, how many more there are, and what to do about them."""

    name: str
    heading: str
    advice: str
    links: list[Link]
    more: int


class Concerns(Component):
    """Shown only when there are some; after what waits to be read (220), before the person's last edits (250)."""

    order = 230
    template_name = "wagtailadmin/concerns.html"

    def __init__(self, concerns: list[Concern]) -> None:
        self.concerns = concerns

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"concerns": self.concerns}


def add_concerns(request: HttpRequest, panels: list[Component]) -> None:
    """For the hook « construct_homepage_panels »."""
    if found := concerns(request.user, timezone.now()):
        panels.append(Concerns(found))


def concerns(user: Any, now: datetime) -> list[Concern]:
    """Of what this person may change; seven queries."""
    policy = policy_registry.get_by_type(Page)
    pages = policy.instances_user_has_permission_for(user, "change").filter(depth__gt=1)
    listed = (
        ("planned", _("Programmé"), _("Ce qui paraîtra tout seul."), _planned(pages, now)),
        ("outdated", _("Pas relu depuis un an"), _("Relisez la page, puis publiez-la."), _outdated(pages, now)),
        ("broken", _("Liens qui ne mènent plus nulle part"), _("La page visée est retirée."), _broken(pages)),
        ("undescribed", _("Images sans description"), _("Dites ce qu’on y voit."), _undescribed(user)),
    )
    return [_concern(*one) for one in listed if one[3]]


def _concern(name: str, heading: str, advice: str, links: list[Link]) -> Concern:
    return Concern(name, f"{heading} ({len(links)})", advice, links[:SHOWN], max(0, len(links) - SHOWN))


def _planned(pages: Any, now: datetime) -> list[Link]:
    coming = Revision.page_revisions.filter(approved_go_live_at__gt=now).order_by("approved_go_live_at")
    whens = {int(pk): when for pk, when in coming.values_list("object_id", "approved_go_live_at")}
    found = {page.pk: page for page in pages.filter(pk__in=whens)}
    return [_page_link(found[pk], moment_words(timezone.localtime(when))) for pk, when in whens.items() if pk in found]


def _outdated(pages: Any, now: datetime) -> list[Link]:
    """The home page and sections live from what is around them: only leaves grow old."""
    old = pages.live().filter(numchild=0, last_published_at__lt=now - OUTDATED_AFTER).order_by("last_published_at")
    return [_page_link(page, date_words(timezone.localdate(page.last_published_at))) for page in old]


def _broken(pages: Any) -> list[Link]:
    """Wagtail notes what each page refers to; of a page that is deleted it says first who refers to it."""
    kind = ContentType.objects.get_for_model(Page)
    notes = ReferenceIndex.objects.filter(base_content_type=kind, to_content_type=kind)
    pairs = [(int(source), int(target)) for source, target in notes.values_list("object_id", "to_object_id").distinct()]
    alive = set(Page.objects.live().filter(pk__in={target for _source, target in pairs}).values_list("pk", flat=True))
    broken = {source for source, target in pairs if target not in alive}
    return _page_links(pages.live().filter(pk__in=broken).order_by("title"))


def _undescribed(user: Any) -> list[Link]:
    """The library asks for one; what was sent by another way may have none."""
    images = policy_registry.get_by_type(PortalImage).instances_user_has_permission_for(user, "change")
    return [
        Link(image.title, reverse("wagtailimages:edit", args=[image.pk]))
        for image in images.filter(description="").order_by("title")
    ]


def _page_links(pages: Iterable[Page]) -> list[Link]:
    return [_page_link(page) for page in pages]


def _page_link(page: Page, when: str = "") -> Link:
    label = f"{page.draft_title}, {when}" if when else page.draft_title
    return Link(label, reverse("wagtailadmin_pages:edit", args=[page.pk]))
