"""A short list of whole numbers of a rule: days of the week, ranks in the month, days of the month."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

CHOICES = {
    "WEEKDAYS": (
        (0, _("lundi")),
        (1, _("mardi")),
        (2, _("mercredi")),
        (3, _("jeudi")),
        (4, _("vendredi")),
        (5, _("samedi")),
        (6, _("dimanche")),
    ),
    "RANKS": (
        (1, _("1er")),
        (2, _("2e")),
        (3, _("3e")),
        (4, _("4e")),
        (5, _("5e")),
        (-1, _("dernier")),
    ),
}


_SAID_BESIDE = frozenset({"", "et", "le", "les"})


class DaysFormField(forms.Field):
    """Days of the month typed as « 1, 15 », or as one says them: « le 1er et le 15 »."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[int]:
        words = re.split(r"[\s,;]+", str(value or "").strip().lower())
        try:
            return sorted({int(word.removesuffix("er")) for word in words if word not in _SAID_BESIDE})
        except ValueError:
            raise ValidationError(_("Écrivez des nombres, par exemple « 1, 15 »."), code="not_numbers") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "") != str(data or "")


class NumbersField(models.JSONField):
    """A JSON list of whole numbers, ticked in a list of `CHOICES`, or typed when it has no list."""

    def __init__(self, choice_list: str = "", *args: Any, **kwargs: Any) -> None:
        self.choice_list = choice_list
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.choice_list, *args], kwargs

    def formfield(self, **kwargs: Any) -> Any:
        common = {
            "required": False,
            "label": kwargs.get("label", capfirst(self.verbose_name)),
            "help_text": kwargs.get("help_text", self.help_text),
        }
        if not self.choice_list:
            return DaysFormField(**common)
        return forms.TypedMultipleChoiceField(
            choices=CHOICES[self.choice_list],
            coerce=int,
            empty_value=[],
            widget=forms.CheckboxSelectMultiple,
            **common,
        )
