"""Multi-valued enumerations of the national standard, as a JSON list of codes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from directory.domain import vocabulary
from directory.domain.vocabulary import Vocabulary


class CodesField(models.JSONField):
    """A list of codes of one vocabulary of `directory.domain.vocabulary`, in the vocabulary's order.

    `CodesField("SERVICES")` stores `["demarches", "outils"]`; the form shows one checkbox a term.
    """

    def __init__(self, vocabulary_name: str, *args: Any, **kwargs: Any) -> None:
        self.vocabulary_name = vocabulary_name
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    @property
    def vocabulary(self) -> Vocabulary:
        found: Vocabulary = getattr(vocabulary, self.vocabulary_name)
        return found

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.vocabulary_name, *args], kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        known = {code for code, _label in self.vocabulary.choices()}
        unknown = [code for code in value or [] if code not in known]
        if unknown:
            raise ValidationError(
                _("Valeur inconnue : %(codes)s."), params={"codes": ", ".join(map(str, unknown))}, code="unknown_code"
            )

    def formfield(self, **kwargs: Any) -> Any:
        return forms.MultipleChoiceField(
            choices=self.vocabulary.choices(),
            required=False,
            label=kwargs.get("label", capfirst(self.verbose_name)),
            help_text=kwargs.get("help_text", self.help_text),
            widget=forms.CheckboxSelectMultiple,
        )
