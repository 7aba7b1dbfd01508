"""What the page of a place shows, as plain values made from one help point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from directory.contributions import CardExtra, Taught
from directory.domain import vocabulary
from directory.domain.addresses import directions_url, street_line
from directory.domain.opening_hours import OpenState
from directory.domain.place_facts import PlaceFacts
from directory.domain.place_kind import PlaceKind
from directory.domain.vocabulary import Vocabulary
from directory.models import HelpPoint
from directory.place import hours
from directory.place.cards import EVERYBODY
from directory.place.timetable import Timetable, timetable
from portal.ground.site import linked_url, site_settings
from portal.words.french import date_words
from portal.words.typography import display_phone


@dataclass(frozen=True)
class ServiceLine:
    label: str
    examples: str
    icon: str


@dataclass(frozen=True)
class FaqEntry:
    """A question people ask and the answers we know. `url` and `url_label` lead to more; with `ask` we do not know, and
    the page says whom to call."""

    question: str
    answers: tuple[str, ...]
    url: str = ""
    url_label: str = ""
    ask: bool = False


@dataclass(frozen=True)
class Hosted:
    """What is done in a place that only hosts: its next date and who answers for it, its words and services."""

    next: CardExtra
    taught: Taught


@dataclass(frozen=True)
class PlaceSheet:
    """`how_to_come` completes the sentence of the state; `trust` says once how old all this is, `stale` that it is too
    old. `own_words` are those of the place on its hours, `notices` are true between two dates only. Without
    `directions_url` there is nowhere to be led to."""

    name: str
    kind: PlaceKind
    address_line: str
    approximate: bool
    closed_for_good: bool
    state: OpenState
    how_to_come: tuple[str, ...]
    trust: str
    stale: bool
    hours: Timetable
    hours_note: str
    own_words: str
    notices: tuple[str, ...]
    phone: str
    phone_name: str
    emails: Sequence[str]
    websites: Sequence[str]
    booking_url: str
    directions_url: str
    services: tuple[ServiceLine, ...]
    summary: str
    description: str
    facts: tuple[FaqEntry, ...]
    when: tuple[str, ...]

    @property
    def in_one_sentence(self) -> str:
        """For search engines and shared links."""
        if self.summary:
            return self.summary
        words = {"name": self.name, "address": self.address_line}
        return _("Téléphone, horaires et prochaines dates : %(name)s, %(address)s.") % words

    @property
    def in_a_message(self) -> str:
        """What a message says under the name: enough to call and to come without opening the page."""
        phone = _("Téléphone : %(phone)s") % {"phone": display_phone(self.phone)} if self.phone else ""
        if self.closed_for_good:
            return "\n".join((self.address_line, _("Fermé définitivement")))
        return "\n".join(filter(None, (self.address_line, phone, *self.when, *self.how_to_come, self.hours.in_a_line)))


def place_sheet(point: HelpPoint, facts: PlaceFacts, now: datetime, hosted: Hosted | None = None) -> PlaceSheet:
    """`facts` are those of the point; `hosted` tells what a place that only hosts is worth coming for."""
    today = hours.local_day(now)
    public = hours.public_days(today)
    state = hours.open_state(facts, now, public)
    stale = point.freshness(today).stale
    ways = () if point.moves else _plain(vocabulary.ACCESS_MODES, point.access_modes)
    street = street_line(point.address, point.postal_code, point.commune_name, point.address_extra)
    phone, phone_name, services = point.phone, point.name, set(point.services)
    if hosted is not None:
        services |= hosted.taught.services
        if not phone:
            phone, phone_name = hosted.next.phone, hosted.next.phone_name
    return PlaceSheet(
        name=point.name,
        kind=point.kind,
        address_line=_("Adresse pour écrire : %(address)s") % {"address": street} if point.moves else street,
        approximate=point.approximate and not point.moves,
        closed_for_good=point.status == HelpPoint.Status.CLOSED,
        state=state,
        how_to_come=tuple(way for way in ways if not state.sentence.startswith(way)),
        trust=_trust(point, state, stale, bool(phone)),
        stale=stale,
        hours=timetable(facts, now, public),
        hours_note="" if point.welcomes_walk_ins else _("Ces heures sont celles de l’équipe. Prévenez avant de venir."),
        own_words=point.hours_note,
        notices=facts.notices(hours.local_day(now, facts)),
        phone=phone,
        phone_name=phone_name,
        emails=point.emails,
        websites=point.websites,
        booking_url=point.booking_url,
        directions_url=_way_there(point),
        services=tuple(
            ServiceLine(term.plain, term.examples, term.icon) for term in vocabulary.SERVICES.pick(services)
        ),
        summary=point.summary,
        description=point.description,
        facts=tuple(_facts(point)),
        when=_when(point, state, hosted),
    )


def _when(point: HelpPoint, state: OpenState, hosted: Hosted | None) -> tuple[str, ...]:
    """What a message says of when to come, where it is not open hours: what lasts, not what is true now."""
    if hosted is not None:
        return tuple(filter(None, (hosted.next.next_date, hosted.next.who)))
    return (state.sentence,) if state.code == "appointment" else ()


def _trust(point: HelpPoint, state: OpenState, stale: bool, callable_: bool) -> str:
    """How old, who says so, and what to do about it: « Informations du 3 mai 2022 : elles ont pu changer. »"""
    checked = point.verified_on is not None
    since: date = point.verified_on or point.date_maj
    begin = _("Vérifié par le réseau le %(day)s") if checked else _("Informations du %(day)s")
    sentences = [begin % {"day": date_words(since, weekday=False)} + (_(" : elles ont pu changer") if stale else "")]
    advice = _("Appelez avant de venir") if callable_ else _("Renseignez-vous avant de venir")
    if stale and state.sentence != advice:
        sentences.append(advice)
    if point.source:
        sentences.append(_("Source : %(source)s") % {"source": point.source})
    return " ".join(f"{sentence}." for sentence in sentences)


def _way_there(point: HelpPoint) -> str:
    """Directions to an exact position; else a search of the address, for the centre of a commune is no door; "" for a
    service that moves."""
    if point.moves:
        return ""
    if point.latitude is not None and point.longitude is not None and not point.approximate:
        return directions_url(float(point.latitude), float(point.longitude))
    where = street_line(point.address, point.postal_code, point.commune_name)
    return "https://www.openstreetmap.org/search?" + urlencode({"query": where})


def _facts(point: HelpPoint) -> list[FaqEntry]:
    publics = _plain(vocabulary.PUBLICS, point.publics)
    needs = _plain(vocabulary.SPECIAL_NEEDS, point.special_needs)
    access = _("Voir les détails d’accessibilité du bâtiment")
    unknown = not needs and not point.accessibility_url
    facts = [
        FaqEntry(
            _("Prix"), _plain(vocabulary.FEES, point.fees) or (_("Nous ne savons pas. Demandez avant de venir."),)
        ),
        FaqEntry(_("Pour qui ?"), publics or (EVERYBODY,)),
        FaqEntry(_("Comment ça se passe ?"), _plain(vocabulary.SUPPORT_MODES, point.support_modes)),
        FaqEntry(
            _("Handicap, langues, lecture"),
            (_("Nous ne savons pas encore. Demandez avant de venir :"),) if unknown else needs,
            point.accessibility_url,
            access,
            ask=unknown,
        ),
        FaqEntry(_("Le lieu se déplace ?"), _plain(vocabulary.ITINERANCE, point.itinerance)),
        FaqEntry(
            _("De quels réseaux ce lieu fait-il partie ?"),
            _plain(vocabulary.PROGRAMMES, point.programmes),
            linked_url(site_settings().words_page) if point.programmes else "",
            _("Ce que ces mots veulent dire"),
        ),
        FaqEntry(_("Labels"), (*_plain(vocabulary.LABELS, point.labels), *point.other_labels)),
    ]
    told = [fact for fact in facts if fact.answers or fact.url]
    # Prices, publics and ways to come are those of each activity where a place only hosts.
    return [fact for fact in told if fact.ask or fact.url] if point.hosts_only else told


def _plain(terms: Vocabulary, codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term.plain for term in terms.pick(codes)))
