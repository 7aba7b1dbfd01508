"""A short list of texts, typed one a line."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

Check = Callable[[str], None]
PutRight = Callable[[str], str]


class LinesFormField(forms.Field):
    """A text area whose lines are the values, each put right first; each line that is refused is named."""

    def __init__(self, *, checks: Sequence[Check] = (), put_right: PutRight = str.strip, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(**kwargs)
        self.checks = tuple(checks)
        self.put_right = put_right

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        lines = (line.strip() for line in str(value or "").splitlines())
        return list(dict.fromkeys(self.put_right(line) for line in lines if line))

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        refuse_lines(value, self.checks)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


class LinesField(models.JSONField):
    """A JSON list of texts; `checks` (Django validators) are applied to each of them, in forms after `put_right`."""

    def __init__(
        self, *args: Any, checks: Sequence[Check] = (), put_right: PutRight = str.strip, **kwargs: Any
    ) -> None:
        self.checks = tuple(checks)
        self.put_right = put_right
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        refuse_lines(value or [], self.checks)

    def formfield(self, **kwargs: Any) -> Any:
        return LinesFormField(
            checks=self.checks,
            put_right=self.put_right,
            required=False,
            label=kwargs.get("label", self.verbose_name),
            help_text=kwargs.get("help_text", self.help_text),
        )


def refuse_lines(lines: Sequence[str], checks: Sequence[Check]) -> None:
    """ValidationError with one message for each line that a check refuses."""
    errors = []
    for line in lines:
        try:
            for check in checks:
                check(line)
        except ValidationError as error:
            reason = " ".join(error.messages)
            errors.append(
                ValidationError(
                    _("« %(line)s » : %(reason)s"), params={"line": line, "reason": reason}, code="line_refused"
                )
            )
    if errors:
        raise ValidationError(errors)
