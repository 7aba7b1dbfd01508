"""What is asked to add a date, and to call one off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.dates.days_off import days_off
from events.domain.occurrence import local_to_utc
from events.domain.recurrence import in_order, local_span
from events.location import location_of
from events.models import Activity, Occurrence
from portal.ground.typed_fields import TypedDateField, TypedTimeField
from portal.models import SiteSettings


class AddDateForm(forms.Form):
    """`activities` are those that may be chosen. Once valid, `start` and `end` tell the date as moments."""

    activity = forms.ModelChoiceField(label=_("Permanence ou atelier"), queryset=Activity.objects.none())
    day = TypedDateField(label=_("Jour"))
    start_time = TypedTimeField(label=_("De"))
    end_time = TypedTimeField(label=_("À"))

    def __init__(self, activities: Any, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        choice: Any = self.fields["activity"]
        choice.queryset = activities
        if activities.count() == 1:
            choice.empty_label = None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        activity: Activity = data["activity"]
        day, start_time, end_time = data["day"], data["start_time"], data["end_time"]
        if (lock := activity.get_lock()) and lock.for_user(self.user):
            self.add_error("activity", lock.get_message(self.user) or _("Cette fiche est verrouillée."))
        if not in_order(start_time, end_time):
            self.add_error("end_time", _("L’heure de fin doit venir après l’heure de début."))
        zone = location_of(activity).territory.zone
        start, end = (local_to_utc(moment, zone) for moment in local_span(day, start_time, end_time))
        if start < timezone.now():
            self.add_error("day", _("Ce moment est passé. Choisissez un jour à venir."))
        if Occurrence.objects.public().filter(activity=activity, start=start).exists():
            message = _("Une date de cette activité commence déjà à cette heure : rétablissez-la si elle est annulée.")
            self.add_error("start_time", message)
        if closed := _closed_on(activity, day):
            message = _("Rien n’a lieu ici ce jour-là : %(reason)s. Choisissez un autre jour.")
            self.add_error("day", ValidationError(message, params={"reason": closed}))
        return {**data, "start": start, "end": end}


def _closed_on(activity: Activity, day: Any) -> str:
    """What would cancel a date given by hand on that day; "" when nothing does."""
    points = [activity.point_id] if activity.point_id is not None else []
    closures = days_off(day, day, points, SiteSettings.load().school_zone).of_activity(activity)
    return next((one.label for one in closures if one.kind in ("gone", "local", "away")), "")


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Raison"),
        max_length=160,
        help_text=_("Les personnes inscrites la liront. Par exemple « La conseillère est malade »."),
        error_messages={"required": _("Dites pourquoi : les personnes inscrites le liront.")},
    )
