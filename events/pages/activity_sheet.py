"""What the pages of an activity and of its dates show, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.domain import vocabulary
from directory.place.sheet import FaqEntry, ServiceLine
from events.domain.rule_words import sentence
from events.location import Location, access_of, location_of, operator_words, phone_of, rules_told
from events.models import Activity
from portal.words.french import upper_first
from portal.words.typography import display_phone


@dataclass(frozen=True)
class ActivitySheet:
    """`rules` are whole sentences; `timetable_note` says what is known when there is no date."""

    title: str
    kind_label: str
    shape: str
    summary: str
    body: str
    where: Location
    operator_label: str
    operator_url: str
    phone: str
    phone_name: str
    booking_url: str
    booking_email: str
    waiting_note: str
    access_label: str
    rules: tuple[str, ...]
    timetable_note: str
    services: tuple[ServiceLine, ...]
    facts: tuple[FaqEntry, ...]
    example: bool
    source: str
    source_url: str

    @property
    def in_a_message(self) -> str:
        """What a message says under the name: enough to come or to call without opening the page."""
        note = self.timetable_note
        when = self.rules or ((upper_first(note),) if note else ())
        phone = _("Téléphone : %(phone)s") % {"phone": display_phone(self.phone)} if self.phone else ""
        lines = (self.where.label, self.where.street_and_town, *when, self.access_label, self.operator_label, phone)
        return "\n".join(dict.fromkeys(filter(None, lines)))


def activity_sheet(activity: Activity, now: datetime) -> ActivitySheet:
    """No query when `events.location.RELATED` and the rules are loaded."""
    where = location_of(activity)
    today = where.territory.today(now)
    phone, name = phone_of(activity)
    operator = activity.operator
    words = operator_words(activity)
    return ActivitySheet(
        title=activity.title,
        kind_label=str(activity.get_kind_display()),
        shape=Activity.Kind(activity.kind).shape,
        summary=activity.summary,
        body=activity.body,
        where=where,
        operator_label=words,
        operator_url=operator.get_absolute_url() if words and operator is not None else "",
        phone=phone,
        phone_name=name,
        booking_url=activity.booking_url,
        booking_email=activity.booking_email,
        waiting_note=activity.waiting_note,
        access_label=access_of(activity),
        rules=tuple(sentence(spec) for spec in rules_told(activity, today)),
        timetable_note=activity.timetable_note,
        services=tuple(
            ServiceLine(term.plain, term.examples, term.icon) for term in vocabulary.SERVICES.pick(activity.services)
        ),
        facts=tuple(_facts(activity)),
        example=activity.is_example,
        source=activity.source,
        source_url=activity.source_url,
    )


def _facts(activity: Activity) -> Iterator[FaqEntry]:
    yield FaqEntry(_("Comment venir ?"), (access_of(activity),))
    unknown = _("Nous ne savons pas encore. Demandez par téléphone.")
    yield FaqEntry(_("Prix"), (activity.price_label or unknown,))
    publics = tuple(term.plain for term in vocabulary.PUBLICS.pick(activity.publics))
    yield FaqEntry(_("Pour qui ?"), publics or (_("Pour tout le monde"),))
    needs = tuple(term.plain for term in vocabulary.SPECIAL_NEEDS.pick(activity.special_needs))
    if needs:
        yield FaqEntry(_("Accueil adapté"), needs)
    yield FaqEntry(_("Accessibilité"), (activity.accessibility or unknown,))
    if activity.languages:
        yield FaqEntry(_("Langues parlées"), (activity.languages.capitalize(),))
    if activity.capacity:
        words = ngettext("%(count)d place", "%(count)d places", activity.capacity) % {"count": activity.capacity}
        yield FaqEntry(_("Nombre de places"), (words,))
