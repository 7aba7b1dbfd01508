"""What is asked before a save that cancels dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directory.upkeep.cancelled_dates import cancelled_by_closing


def cancel_box() -> forms.BooleanField:
    return forms.BooleanField(label=gettext_lazy("Oui, annuler ces dates"), required=False)


def ask_before_cancelling(
    form: Any, field: str, point_pk: int, first: date | None = None, last: date | None = None
) -> None:
    """An error on this field, and the box `cancel_dates`, unless it was ticked or no date is held."""
    if form.cleaned_data.get("cancel_dates"):
        return
    if said := cancelled_by_closing(point_pk, timezone.now(), first, last):
        form.add_error(field, _("%(said)s Cochez la case dessous si c’est bien voulu.") % {"said": said})
        form.offered.add("cancel_dates")
