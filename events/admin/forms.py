"""What the admin form of a date checks and does."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.dates.hand_edits import apply_hand_edit
from events.models import Occurrence
from portal.models.edit_form import EditForm


class OccurrenceForm(EditForm):
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
