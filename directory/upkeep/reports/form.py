"""What a visitor fills in: what is wrong, and a sentence if they like. No name, no mail address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from directory.models import ErrorReport
from directory.models.error_report import MOST_CHARACTERS
from directory.upkeep.reports.rules import LINKED, holds_link


class _Sentence(forms.CharField):
    """Browsers count a new line as one character, and send two."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class ReportForm(forms.Form):
    """`site` is a trap: nobody sees it, programs fill it in. `jeton` is the stamp."""

    quoi = forms.ChoiceField(
        choices=ErrorReport.What.choices,
        error_messages={
            "required": _("Choisissez ce qui est faux."),
            "invalid_choice": _("Choisissez ce qui est faux."),
        },
    )
    phrase = _Sentence(
        required=False,
        max_length=MOST_CHARACTERS,
        error_messages={"max_length": _("Votre message est trop long : 500 lettres au plus.")},
    )
    site = forms.CharField(required=False)
    jeton = forms.CharField(required=False)

    def clean_phrase(self) -> str:
        sentence: str = self.cleaned_data["phrase"]
        if holds_link(sentence):
            raise ValidationError(LINKED)
        return sentence
