"""What the page of a place shows, as plain values made from one help point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from directory.domain import vocabulary
from directory.domain.addresses import directions_url, street_line
from directory.domain.opening_hours import DayHours, OpenState, parse
from directory.domain.place_facts import PlaceFacts
from directory.domain.place_kind import PlaceKind
from directory.domain.vocabulary import Vocabulary
from directory.models import HelpPoint
from directory.place import hours
from directory.place.cards import EVERYBODY
from portal.ground.site import linked_url, site_settings
from portal.words.french import date_span_words, date_words, join_words, time_range_words

# The scale of the bars in the week's table.
_FIRST_HOUR, _LAST_HOUR = 8, 19
_CLOSED = "fermé"


@dataclass(frozen=True)
class HoursRow:
    """A row of `components/hours_table.html`."""

    day_name: str
    is_today: bool
    morning: str
    afternoon: str
    reason: str
    iso_date: str
    bars: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class ServiceLine:
    label: str
    examples: str
    icon: str


@dataclass(frozen=True)
class FaqEntry:
    """A question people ask and the answers we know. `url` and `url_label` lead to more."""

    question: str
    answers: tuple[str, ...]
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True)
class PlaceSheet:
    name: str
    kind: PlaceKind
    address_line: str
    approximate: bool
    closed_for_good: bool
    state: OpenState
    stale_note: str
    hours: tuple[HoursRow, ...]
    hours_caption: str
    hours_note: str
    exception: str
    phone: str
    emails: Sequence[str]
    websites: Sequence[str]
    booking_url: str
    directions_url: str
    services: tuple[ServiceLine, ...]
    summary: str
    description: str
    facts: tuple[FaqEntry, ...]
    source: str
    source_date: str
    verified_date: str

    @property
    def in_one_sentence(self) -> str:
        """For search engines and shared links."""
        if self.summary:
            return self.summary
        words = {"name": self.name, "address": self.address_line}
        return _("Téléphone, horaires et prochaines dates : %(name)s, %(address)s.") % words


def place_sheet(point: HelpPoint, facts: PlaceFacts, now: datetime) -> PlaceSheet:
    """`facts` are those of the point."""
    today = hours.local_day(now)
    public = hours.public_days(today)
    age = point.freshness(today)
    days = hours.week(facts, now, public)
    known = parse(point.opening_hours).known
    return PlaceSheet(
        name=point.name,
        kind=point.kind,
        address_line=street_line(point.address, point.postal_code, point.commune_name, point.address_extra),
        approximate=point.approximate,
        closed_for_good=point.status == HelpPoint.Status.CLOSED,
        state=hours.open_state(facts, now, public),
        stale_note=age.sentence if age.stale else "",
        hours=tuple(_row(day, day.date == today) for day in days) if known else (),
        hours_caption=_("Horaires de la semaine %(span)s") % {"span": date_span_words(days[0].date, days[-1].date)},
        hours_note="" if point.welcomes_walk_ins else _("Ces heures sont celles de l’équipe. Prévenez avant de venir."),
        exception=hours.next_exception(facts, now, public),
        phone=point.phone,
        emails=point.emails,
        websites=point.websites,
        booking_url=point.booking_url,
        directions_url=_way_there(point),
        services=tuple(
            ServiceLine(term.plain, term.examples, term.icon) for term in vocabulary.SERVICES.pick(point.services)
        ),
        summary=point.summary,
        description=point.description,
        facts=tuple(_facts(point)),
        source=point.source,
        source_date=date_words(point.date_maj, weekday=False),
        verified_date=date_words(point.verified_on, weekday=False) if point.verified_on else "",
    )


def _row(day: DayHours, is_today: bool) -> HoursRow:
    if day.continuous:
        morning, afternoon = _ranges(day.continuous), _("sans pause")
    else:
        morning, afternoon = _ranges(day.morning), _ranges(day.afternoon)
    if day.slots == ((time.min, time.min),):
        morning, afternoon = _("jour et nuit"), _("sans pause")
    return HoursRow(
        day_name=day.name.capitalize(),
        is_today=is_today,
        morning=morning,
        afternoon=afternoon,
        reason=day.closed_reason or "",
        iso_date=day.date.isoformat(),
        bars=tuple(bar for slot in day.slots if (bar := _bar(*slot)) is not None),
    )


def _ranges(slots: Sequence[tuple[time, time]]) -> str:
    return join_words([time_range_words(start, end) for start, end in slots]) or _CLOSED


def _bar(start: time, end: time) -> tuple[float, float] | None:
    """Left edge and width in percent; hours outside the scale are cut off."""
    first, last = start.hour + start.minute / 60, end.hour + end.minute / 60
    if end <= start:
        last = 24.0
    first, last = max(first, _FIRST_HOUR), min(last, _LAST_HOUR)
    if first >= last:
        return None
    scale = 100 / (_LAST_HOUR - _FIRST_HOUR)
    return round((first - _FIRST_HOUR) * scale, 2), round((last - first) * scale, 2)


def _way_there(point: HelpPoint) -> str:
    """Directions to an exact position; else a search of the address, for the centre of a commune is no door."""
    if point.latitude is not None and point.longitude is not None and not point.approximate:
        return directions_url(float(point.latitude), float(point.longitude))
    where = street_line(point.address, point.postal_code, point.commune_name)
    return "https://www.openstreetmap.org/search?" + urlencode({"query": where})


def _facts(point: HelpPoint) -> list[FaqEntry]:
    publics = _plain(vocabulary.PUBLICS, point.publics)
    needs = _plain(vocabulary.SPECIAL_NEEDS, point.special_needs)
    facts = [
        FaqEntry(
            _("Prix"), _plain(vocabulary.FEES, point.fees) or (_("Nous ne savons pas. Demandez avant de venir."),)
        ),
        FaqEntry(_("Pour qui ?"), publics or (EVERYBODY,)),
        FaqEntry(
            _("Comment venir ?"),
            _plain(vocabulary.ACCESS_MODES, point.access_modes) or (_("Appelez avant de venir."),),
            point.booking_url,
            _("Prendre rendez-vous en ligne"),
        ),
        FaqEntry(_("Comment ça se passe ?"), _plain(vocabulary.SUPPORT_MODES, point.support_modes)),
        FaqEntry(
            _("Handicap, langues, lecture"),
            needs or (_("Nous ne savons pas encore. Demandez par téléphone."),),
            point.accessibility_url,
            _("Voir les détails d’accessibilité du bâtiment"),
        ),
        FaqEntry(_("Le lieu se déplace ?"), _plain(vocabulary.ITINERANCE, point.itinerance)),
        FaqEntry(
            _("De quels réseaux ce lieu fait-il partie ?"),
            _plain(vocabulary.PROGRAMMES, point.programmes),
            linked_url(site_settings().words_page),
            _("Ce que ces mots veulent dire"),
        ),
        FaqEntry(_("Formations et labels"), (*_plain(vocabulary.LABELS, point.labels), *point.other_labels)),
    ]
    return [fact for fact in facts if fact.answers]


def _plain(terms: Vocabulary, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.plain for term in terms.pick(codes)))
