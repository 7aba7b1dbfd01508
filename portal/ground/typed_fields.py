"""The fields of the admin's forms for days, hours and both: they take what their box has read (`typed_inputs`), and
refuse all the rest in a sentence. `register()` gives them to the form of every model.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin import filters
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.views.reports.aging_pages import AgingPagesReportFilterSet
from wagtail.admin.widgets import AdminDateTimeInput

from portal.ground.typed_inputs import PastDateInput, TypedDateInput, TypedDateTimeInput, TypedTimeInput


class _OnlyWhatWasRead:
    """Django would try formats of its own on what the box could not read."""

    error_messages: Any

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)  # type: ignore[misc]


class TypedDateField(_OnlyWhatWasRead, forms.DateField):
    widget = TypedDateInput
    default_error_messages = {"invalid": TypedDateInput.unread}


class TypedTimeField(_OnlyWhatWasRead, forms.TimeField):
    widget = TypedTimeInput
    default_error_messages = {"invalid": TypedTimeInput.unread}


class TypedDateTimeField(_OnlyWhatWasRead, forms.DateTimeField):
    widget = TypedDateTimeInput
    default_error_messages = {"invalid": TypedDateTimeInput.unread}

    def __init__(self, *, widget: Any = None, **kwargs: Any) -> None:
        # The panel of the scheduled publication names Wagtail's box, with what its dialog wants to know of it.
        if isinstance(widget, AdminDateTimeInput):
            widget = TypedDateTimeInput(attrs=widget.attrs)
        super().__init__(widget=widget, **kwargs)


def register() -> None:
    """Before any form is made."""
    register_form_field_override(models.DateField, override={"form_class": TypedDateField})
    register_form_field_override(models.TimeField, override={"form_class": TypedTimeField})
    register_form_field_override(models.DateTimeField, override={"form_class": TypedDateTimeField})
    # The filters of Wagtail's lists and reports have no such registry: they look this name up as they are drawn,
    filters.AdminDateInput = PastDateInput
    # but for one, which was made with its box.
    AgingPagesReportFilterSet.base_filters["last_published_at"].extra["widget"] = PastDateInput
