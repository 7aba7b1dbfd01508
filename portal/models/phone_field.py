"""A telephone number, typed as people write it and stored in one form."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.words.phones import is_stored, numbers_in
from portal.words.typography import NO_BREAK, display_phone

WRITTEN = _("Écrivez le numéro comme 01 99 00 12 34, ou un numéro court comme 3949.")


def stored_phone(number: str) -> None:
    """A validator: what is in the column can be dialled as it is."""
    if not is_stored(number):
        raise ValidationError(WRITTEN, code="phone")


class PhoneFormField(forms.CharField):
    def to_python(self, value: Any) -> str:
        text = str(super().to_python(value) or "")
        numbers = numbers_in(text)
        if text and not numbers:
            raise ValidationError(WRITTEN, code="phone")
        if len(numbers) > 1:
            raise ValidationError(_("Un seul numéro ici : écrivez l’autre dans un texte."), code="phones")
        return numbers[0] if numbers else ""

    def prepare_value(self, value: Any) -> Any:
        """« 05 53 87 87 93 »; what was typed and refused is shown again as it is."""
        shown = isinstance(value, str) and is_stored(value)
        return display_phone(value).replace(NO_BREAK, " ") if shown else value


class PhoneField(models.CharField):  # type: ignore[type-arg]
    """`+33553878793`, or a short number as it is dialled (see `portal.words.phones`)."""

    default_validators = [stored_phone]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 16)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Also from a program, checked by `full_clean`."""
        numbers = numbers_in(value) if isinstance(value, str) else ()
        return numbers[0] if len(numbers) == 1 else super().to_python(value)

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": PhoneFormField, "max_length": 80, **kwargs})
