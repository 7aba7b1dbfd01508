"""Events of a partner's calendar, and what people see of them once it is read."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone
from wagtail.models import Revision

from events.models import Activity, Farewell, Occurrence, PartnerEvent, Session
from events.partners.reading import Told
from portal.models.content_version import ContentVersion

Read = Callable[..., Told]


def event(uid: str, day: str, hours: str = "09-11", more: str = "", title: str = "Atelier tablette") -> str:
    start, end = hours.split("-")
    lines = (
        f"UID:{uid}",
        f"SUMMARY:{title}",
        f"DTSTART;TZID=Europe/Paris:{day}T{start}0000",
        f"DTEND;TZID=Europe/Paris:{day}T{end}0000",
        more,
    )
    return "\n".join(line for line in lines if line)


MONDAYS = event("lundis", "20261130", more="RRULE:FREQ=WEEKLY;COUNT=6")


def public() -> list[str]:
    """What people see, by the clock of Paris."""
    rows = Occurrence.objects.public().coming(timezone.now())
    return [
        f"{row.start.astimezone(row.clock):%d/%m %H:%M}-{row.end.astimezone(row.clock):%H:%M}"
        + (f" {row.reason or 'annulée'}" if row.status == "cancelled" else "")
        for row in rows
    ]


def state() -> list[Any]:
    """All that a reading may write, but for its own journal."""
    rows = [
        list(model.objects.order_by("pk").values()) for model in (Activity, Session, Occurrence, PartnerEvent, Farewell)
    ]
    return [*rows, Revision.objects.count(), ContentVersion.objects.values_list().first()]
