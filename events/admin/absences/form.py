"""What the form of an absence checks and shows: every date that it cancels, before it does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events.dates.absences import covered_dates
from events.models import Absence, Activity, Occurrence
from portal.models.edit_form import EditForm
from portal.words.french import date_words, time_range_words

# The columns of `Absence` that its dates depend on.
_SCOPE = ("who", "holder", "organisation", "adviser", "commune", "first_day", "last_day")


class _DatesField(forms.MultipleChoiceField):
    """Its choices are known once the rest of the form is read."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: str) -> bool:
        return True


class AbsenceForm(EditForm):
    adviser = forms.ChoiceField(
        label=_("Personne"), required=False, help_text=_("Celle que ses permanences nomment dans « qui reçoit ».")
    )
    cancel_dates = forms.BooleanField(label=_("Oui, annuler les dates qui ne sont pas cochées"), required=False)
    kept = _DatesField(label=_("Cochez les dates qui auront lieu quand même"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered: set[str] = set()
        named = Activity.objects.exclude(adviser="").order_by("adviser").values_list("adviser", flat=True).distinct()
        advisers = dict.fromkeys(filter(None, (*named, self.instance.adviser)))
        self.fields["adviser"].choices = [("", "—"), *((name, name) for name in advisers)]
        if self.instance.pk is not None:
            self._show(covered_dates(self.instance, timezone.now()).select_related("activity__commune"))
            self.initial["kept"] = self.instance.kept

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if not data.get("first_day") or not data.get("last_day") or data["last_day"] < data["first_day"]:
            return data
        if self.instance.pk is None and data["last_day"] < timezone.localdate():
            self.add_error("last_day", _("Ces jours sont passés. Vérifiez l’année."))
            return data
        absence = Absence(**{name: data.get(name) for name in _SCOPE if data.get(name)})
        dates = list(covered_dates(absence, timezone.now()).select_related("activity__commune"))
        self._show(dates)
        data["kept"] = [row.uid for row in dates if row.uid in data.get("kept", ())]
        lost = [row for row in dates if row.status == Occurrence.Status.CONFIRMED and row.uid not in data["kept"]]
        if lost and not data.get("cancel_dates"):
            self.offered.add("cancel_dates")
            said = ngettext(
                "%(number)s date sera annulée : elle est montrée dessous. Cochez « Oui » si c’est bien voulu.",
                "%(number)s dates seront annulées : elles sont montrées dessous. Cochez « Oui » si c’est bien voulu.",
                len(lost),
            )
            self.add_error("last_day", said % {"number": len(lost)})
        return data

    @property
    def asks_only(self) -> bool:
        """Whether the save was stopped by the question about its dates, and by nothing else."""
        return "cancel_dates" in self.offered and list(self.errors) == ["last_day"]

    def _show(self, dates: Iterable[Occurrence]) -> None:
        choices = [(row.uid, _words(row)) for row in dates]
        self.fields["kept"].choices = choices
        if choices:
            self.offered.add("kept")


def _words(row: Occurrence) -> str:
    start, end = row.start.astimezone(row.clock), row.end.astimezone(row.clock)
    return f"{date_words(start.date())}, {time_range_words(start.time(), end.time())} : {row.activity}"
