"""What the admin form of a date checks and does."""

from __future__ import annotations

from copy import copy
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.domain.hours.territories import clock_words
from events.admin.month.verbs import STAYS_OFF
from events.dates.hand_edits import apply_hand_edit
from events.dates.standing import called_off_by
from events.domain.horizon import feed_end
from events.models import Activity, Occurrence
from portal.ground.typed_fields import TypedDateTimeField
from portal.ground.typed_inputs import TypedDateTimeInput
from portal.models.edit_form import EditForm
from portal.words.french import upper_first
from portal.words.zone import PARIS

_LONGEST = timedelta(days=1)


class _ClockInput(TypedDateTimeInput):
    zone = PARIS

    def read(self, text: str) -> datetime | None:
        with timezone.override(self.zone):
            return super().read(text)


class _ClockField(TypedDateTimeField):
    """A day and an hour shown and typed by the clock of its box's `zone`, whatever that of the admin."""

    widget = _ClockInput

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.widget.zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.widget.zone):
            found: datetime | None = super().to_python(value)
            return found


class ActivityForm(EditForm):
    """`uuid` is drawn with the empty form: sent twice, it makes one activity."""

    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["uuid"] = self.instance.uuid

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if self.instance.pk is None and (drawn := data.get("uuid")):
            self.instance.uuid = drawn
            if Activity.objects.filter(uuid=drawn).exists():
                raise ValidationError(_("Ce formulaire a déjà été enregistré : vous le trouverez dans la liste."))
        return data


class OccurrenceForm(EditForm):
    start = _ClockField(label=_("Début"))
    end = _ClockField(label=_("Fin"))
    follow_rule = forms.BooleanField(label=_("Reprendre l’heure de la règle"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {"follow_rule"} if self.instance.hours_by_hand else set()
        for name in ("start", "end"):
            field = self.fields[name]
            field.widget.zone = self.instance.clock
            field.help_text = upper_first(clock_words(self.instance.zone))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        now, stored = timezone.now(), self.instance  # the form has not written on it yet: as it was announced
        if stored.start < now:
            raise ValidationError(_("Cette date est commencée ou passée : elle ne se change plus."))
        if not data.get("follow_rule"):
            self._clean_hours(data, now)
        if data.get("status") == Occurrence.Status.CANCELLED:
            # A date called off by a closure says why; by a person, they say it.
            if not (data.get("reason") or "").strip():
                self.add_error("reason", _("Dites pourquoi : les personnes inscrites le liront."))
        elif not self.errors:
            self._clean_standing(data, now)
        return data

    def _clean_standing(self, data: dict[str, Any], now: datetime) -> None:
        """A date that takes place in this form alone is called off again as soon as it is saved."""
        asked = copy(self.instance)
        if not data.get("follow_rule"):
            asked.start, asked.end = data["start"], data["end"]
        restored = asked.status == Occurrence.Status.CANCELLED
        moved = (asked.start, asked.end) != (self.instance.start, self.instance.end)
        if (restored or moved) and (reason := called_off_by(asked, now)):
            self.add_error("start" if moved else "status", ValidationError(STAYS_OFF, params={"reason": reason}))

    def _clean_hours(self, data: dict[str, Any], now: datetime) -> None:
        start, end, stored = data.get("start"), data.get("end"), self.instance
        if start is None:
            return
        if end is not None and "start" in self.changed_data and "end" not in self.changed_data:
            # Who moves a date moves it whole: its old end made one of 27 hours of it.
            end = data["end"] = start + (stored.end - stored.start)
        if end is not None and end - start > _LONGEST:
            self.add_error("end", _("La date durerait plus d’un jour. Vérifiez le jour de la fin."))
        if start < now:
            self.add_error("start", _("Cette heure est passée. Choisissez une heure à venir."))
        if start >= feed_end(now) and start != self.instance.start:
            self.add_error("start", _("C’est dans plus de treize mois : trop loin pour les calendriers. Vérifiez."))
        if end is not None and end <= start:
            self.add_error("end", _("L’heure de fin doit venir après l’heure de début."))
        others = Occurrence.objects.taking_place(now).filter(activity=self.instance.activity_id, start=start)
        if start != self.instance.start and others.exclude(pk=self.instance.pk).exists():
            self.add_error("start", _("Une autre date commence déjà à cette heure : annulez plutôt celle-ci."))

    def save(self, commit: bool = True) -> Occurrence:
        row: Occurrence = self.instance
        if commit and self.has_changed():
            apply_hand_edit(row, follow_rule=self.cleaned_data["follow_rule"])
        return row
