"""Where an activity takes place, with whom and how to come, as the public may know it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.domain.hours.territories import Territory, territory_of
from events.domain.recurrence import RuleSpec
from events.domain.rule_words import told_on
from events.models import Activity
from portal.words.french import join_words

# What `location_of`, `phone_of` and `operator_words` read.
RELATED = ("point", "commune", "operator", "organisation")

_AT = {
    Activity.Kind.PERMANENCE: gettext_lazy("%(place)s, pour cette permanence"),
    Activity.Kind.SERIES: gettext_lazy("%(place)s, pour ces ateliers"),
    Activity.Kind.WORKSHOP: gettext_lazy("%(place)s, pour cet atelier"),
}


@dataclass(frozen=True)
class Location:
    """`label` is the host place or the room; `exact` says that the position is that of a street, not of a commune.

    `point_id` and `url` name the host place when it has a page. Degrees are WGS 84.
    """

    label: str
    address: str
    postal_code: str
    commune: str
    insee: str
    latitude: float | None
    longitude: float | None
    exact: bool
    point_id: int | None
    url: str

    @property
    def approximate(self) -> bool:
        """Whether all that is known of its position is the centre of its commune."""
        return self.latitude is not None and not self.exact

    @property
    def territory(self) -> Territory:
        """Its clock and its public holidays."""
        return territory_of(self.insee, self.postal_code)

    @property
    def one_line(self) -> str:
        """« Mairie, 2 rue du Lavoir, 47310 Laplume »."""
        return ", ".join(part for part in (self.label, self.street_and_town) if part)

    @property
    def street_and_town(self) -> str:
        """« 2 rue du Lavoir, 47310 Laplume »."""
        return ", ".join(part for part in (self.address, self.town) if part)

    @property
    def town(self) -> str:
        """« 47310 Laplume »."""
        return f"{self.postal_code} {self.commune}".strip()

    def moved_to(self, room: str) -> Location:
        """Elsewhere in the same commune."""
        return replace(self, label=room, address="", exact=False, point_id=None, url="") if room else self


def is_hosted(activity: Activity) -> bool:
    """Whether it stands on the page of a place of the directory."""
    point = activity.point
    return point is not None and point.live and not point.moves


def receives_no_more(activity: Activity) -> bool:
    """Whether its host closed for good or was withdrawn: its dates are called off (`events.dates.days_off`)."""
    point = activity.point
    if point is None:
        return False
    return point.status == point.Status.CLOSED or (not point.live and point.first_published_at is not None)


def location_of(activity: Activity) -> Location:
    """Needs `point` and `commune` loaded. A host place that is not published is not shown: the room and commune are;
    nor is the address of a service that moves, where nobody is received. A commune alone leads nobody anywhere: a host
    that was withdrawn is told as closed."""
    point, commune = activity.point, activity.commune
    if point is not None and is_hosted(activity):
        exact = point.position_precision == point.Precision.EXACT and point.latitude is not None
        return Location(
            label=point.name,
            address=point.address,
            postal_code=point.postal_code,
            commune=point.commune_name,
            insee=point.insee_code,
            latitude=None if point.latitude is None else float(point.latitude),
            longitude=None if point.longitude is None else float(point.longitude),
            exact=exact,
            point_id=point.pk,
            url=point.get_absolute_url(),
        )
    return Location(
        label=activity.place_text or (_("Lieu fermé") if receives_no_more(activity) else ""),
        address=activity.address,
        postal_code=commune.postal_codes[0] if commune is not None and commune.postal_codes else "",
        commune=commune.name if commune is not None else "",
        insee=commune.insee if commune is not None else "",
        latitude=commune.latitude if commune is not None else None,
        longitude=commune.longitude if commune is not None else None,
        exact=False,
        point_id=None,
        url="",
    )


def phone_of(activity: Activity) -> tuple[str, str]:
    """(E.164 number, who answers), the activity's own number first; ("", "") when nobody publishes one.

    One calls people, not a title: « Appeler Faire son CV sur ordinateur » was heard.
    """
    if activity.booking_phone:
        return activity.booking_phone, _who_answers(activity) or activity.title
    for place in (activity.operator, activity.point):
        if place is not None and place.live and place.phone:
            return place.phone, place.name
    if activity.organisation is not None and activity.organisation.phone:
        return activity.organisation.phone, activity.organisation.name
    return "", ""


def rules_told(activity: Activity, today: date) -> list[RuleSpec]:
    """The rules that are true on that day: none once nobody is received there. No query when they are loaded."""
    return [] if receives_no_more(activity) else told_on([rule.spec for rule in activity.rules.all()], today)


def _who_answers(activity: Activity) -> str:
    """Who holds the activity; else where it is held, whose own number this is not; "" when neither is named."""
    operator, point = activity.operator, activity.point
    if operator is not None and operator.live:
        return str(operator.name)
    if activity.organisation is not None:
        return str(activity.organisation.name)
    place = point.name if point is not None and point.live else activity.place_text
    return str(_AT[Activity.Kind(activity.kind)] % {"place": place}) if place else ""


def operator_words(activity: Activity) -> str:
    """« avec La Poste de Laplume »; empty when the host place itself receives."""
    operator = activity.operator
    if operator is not None and operator.live and operator.pk != activity.point_id:
        return f"avec {operator.name}"
    if operator is None and activity.organisation is not None:
        return f"avec {activity.organisation.name}"
    return ""


def access_of(activity: Activity) -> str:
    """« Sans rendez-vous », « Sur inscription, par téléphone ou en ligne »: registration says how it is done."""
    if not activity.access:
        return _("Appelez pour savoir s’il faut un rendez-vous")
    words = str(activity.get_access_display())
    if activity.access != Activity.Access.BOOKING:
        return words
    if activity.one_registration and activity.kind == Activity.Kind.SERIES:
        words = _("Une seule inscription pour toutes les séances")
    ways = [
        *([_("par téléphone")] if phone_of(activity)[0] else []),
        *([_("par courriel")] if activity.booking_email else []),
        *([_("en ligne")] if activity.booking_url else []),
    ]
    return f"{words}, {join_words(ways or [_('sur place')], _('ou'))}"
