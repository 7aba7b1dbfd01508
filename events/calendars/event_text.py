"""What one date says in a calendar: from the rows of an activity to the plain values of the iCalendar writer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from wagtail.models import Site

from directory.domain.vocabulary import SERVICES
from events.domain.announcement import calendar_title
from events.domain.ical import EventData
from events.domain.moved import moved_label, moved_words
from events.location import access_of, location_of, operator_words, phone_of
from events.models import Activity, Occurrence
from portal.words.french import upper_first
from portal.words.typography import display_phone


@dataclass(frozen=True)
class ActivityText:
    """What all the dates of an activity say alike, made once for them all."""

    title: str
    lines: tuple[str, ...]
    location: str
    town: str
    geo: tuple[float, float] | None
    categories: tuple[str, ...]
    url: str

    def event(
        self,
        *,
        uid: str,
        sequence: int,
        changed_at: datetime,
        created_at: datetime,
        start: datetime,
        end: datetime,
        zone: ZoneInfo,
        cancelled: bool,
        reason: str,
        note: str,
        position: int | None,
        total: int | None,
        moved_from: datetime | None = None,
        room: str = "",
    ) -> EventData:
        """The values of one date; `start` and `end` are aware, told by the clock of `zone`."""
        lines = [*self.lines]
        start, end = start.astimezone(zone), end.astimezone(zone)
        title = numbered(self.title, position, total)
        before = moved_from and moved_from.astimezone(zone)
        if not cancelled and (label := moved_label(start, before, room)):
            lines.insert(0, f"{moved_words(start, before, room)}.")
            title = f"{label} : {title}"
        if note:
            lines.insert(0, note)
        if cancelled:
            lines.insert(0, " ".join(part for part in (_("Cette date n’aura pas lieu."), _sentence(reason)) if part))
        return EventData(
            uid=uid,
            sequence=sequence,
            changed_at=changed_at,
            created_at=created_at,
            start_local=start,
            end_local=end,
            zone=zone,
            summary=title,
            description="\n".join([*lines, self.url]),
            location=", ".join(filter(None, (room, self.town))) if room else self.location,
            geo=None if room else self.geo,
            categories=self.categories,
            url=self.url,
            cancelled=cancelled,
        )


def event_of(row: Occurrence, text: ActivityText) -> EventData:
    """The event of a date as it is stored."""
    return text.event(
        uid=row.uid,
        sequence=row.sequence,
        changed_at=row.changed_at,
        created_at=row.created_at,
        start=row.start,
        end=row.end,
        zone=row.clock,
        cancelled=row.status == Occurrence.Status.CANCELLED,
        reason=row.reason,
        note=row.note,
        position=row.position,
        total=row.total,
        moved_from=row.moved_from,
        room=row.room,
    )


def numbered(title: str, position: int | None, total: int | None) -> str:
    """« Premiers pas, séance 2 sur 6 »."""
    if position is None or not total or total < 2:
        return title
    return _("%(title)s, séance %(position)d sur %(total)d") % {"title": title, "position": position, "total": total}


def root_url() -> str:
    """The public address of the site, without a final slash.

    Read from its row: Wagtail empties its memory of it (`portal.ground.site.site_root`) after our own receivers have
    run, and dates are written anew in one of them when the site moves.
    """
    site = Site.objects.filter(is_default_site=True).first()
    return str(site.root_url) if site is not None else ""


def activity_text(activity: Activity, root: str) -> ActivityText:
    """Needs `point`, `commune`, `operator` and `organisation` loaded; no query."""
    where = location_of(activity)
    phone, _name = phone_of(activity)
    return ActivityText(
        title=calendar_title(activity.title, activity.kind, where.commune),
        lines=tuple(line for line in _lines(activity, phone) if line),
        location=where.one_line,
        town=where.town,
        geo=(where.latitude, where.longitude)
        if where.exact and where.latitude is not None and where.longitude is not None
        else None,
        categories=(
            str(activity.get_kind_display()),
            *(term.label for term in SERVICES.pick(activity.services)),
        ),
        url=f"{root}{activity.get_absolute_url()}" if activity.pk is not None else root,
    )


def _lines(activity: Activity, phone: str) -> list[str]:
    price = str(activity.get_price_display()) if activity.price else ""
    return [
        activity.summary,
        _("%(access)s.") % {"access": access_of(activity)},
        _("%(price)s (%(words)s).") % {"price": price, "words": activity.price_words}
        if price and activity.price_words
        else _sentence(price or activity.price_words),
        _sentence(operator_words(activity)),
        _("Téléphone : %(phone)s") % {"phone": display_phone(phone)} if phone else "",
        _("Exemple fictif.") if activity.is_example else "",
        _sentence(activity.source),
    ]


def _sentence(words: str) -> str:
    """First letter in capital, a full stop at the end; empty stays empty."""
    return f"{upper_first(words).rstrip('.')}." if words else ""
