"""A rule in the form of its activity: one choice says how often, as people do."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.compare import ChoiceFieldComparison, FieldComparison
from wagtail.admin.panels import FieldPanel

from events.admin.children import ChildForm, ChildrenPanel
from events.domain.rhythms import read_rhythm, rhythm, rhythm_words, rhythms
from events.models import Rule


class RuleForm(ChildForm):
    rhythm = forms.ChoiceField(label=_("Rythme"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored: Rule = self.instance
        now = rhythm(stored.unit, stored.interval, stored.week_parity)
        self.initial["rhythm"] = now
        field: Any = self.fields["rhythm"]
        # What is stored stays, although the form would not propose it.
        field.choices = [(code, rhythm_words(code)) for code in dict.fromkeys([*rhythms(), now])]

    def clean(self) -> dict[str, Any]:
        """Before the rule is validated as a whole."""
        data: dict[str, Any] = super().clean()
        if chosen := data.get("rhythm"):
            rule: Rule = self.instance
            rule.unit, rule.interval, rule.week_parity = read_rhythm(chosen)
        return data


class RhythmPanel(FieldPanel):
    """Its field is none of the model: two versions are compared by those that it stands for."""

    class BoundPanel(FieldPanel.BoundPanel):
        def get_comparison(self) -> list[Any]:
            chosen = {"unit": ChoiceFieldComparison, "interval": FieldComparison, "week_parity": ChoiceFieldComparison}
            return [partial(kind, Rule._meta.get_field(name)) for name, kind in chosen.items()]


class RulesPanel(ChildrenPanel):
    form_class = RuleForm
