"""What the admin form of a date checks and does."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from directory.domain.hours.territories import clock_words
from events.dates.hand_edits import apply_hand_edit
from events.models import Occurrence
from portal.models.edit_form import EditForm
from portal.words.french import upper_first
from portal.words.zone import PARIS


class _ClockField(forms.DateTimeField):
    """A day and an hour shown and typed by the clock of `zone`, whatever that of the admin."""

    widget = AdminDateTimeInput
    zone = PARIS

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(self.zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(self.zone):
            return super().to_python(value)


class OccurrenceForm(EditForm):
    start = _ClockField(label=_("Début"))
    end = _ClockField(label=_("Fin"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("start", "end"):
            field = self.fields[name]
            field.zone = self.instance.clock
            field.help_text = upper_first(clock_words(self.instance.zone))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        now = timezone.now()
        # The form has not written on the instance yet: this is the hour as it was announced.
        if self.instance.start < now:
            raise ValidationError(_("Cette date est commencée ou passée : elle ne se change plus."))
        start, end = data.get("start"), data.get("end")
        if start is not None and start < now:
            self.add_error("start", _("Cette heure est passée. Choisissez une heure à venir."))
        if start is not None and end is not None and end <= start:
            self.add_error("end", _("L’heure de fin doit venir après l’heure de début."))
        return data

    def save(self, commit: bool = True) -> Occurrence:
        row: Occurrence = self.instance
        if commit and self.has_changed():
            apply_hand_edit(row, timezone.now())
        return row
