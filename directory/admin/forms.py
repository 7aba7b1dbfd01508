"""What the admin form of a help point adds to the model's own rules."""

from typing import Any

from django.utils import timezone

from directory.models import HelpPoint
from portal.models.edit_form import EditForm


class HelpPointForm(EditForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "date_maj" in self.fields:
            self.fields["date_maj"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """A position given by a person is exact; a place that was at the centre of its commune follows its commune."""
        data: dict[str, Any] = super().clean()
        point: HelpPoint = self.instance
        if {"latitude", "longitude"} & set(self.changed_data):
            point.position_precision = HelpPoint.Precision.EXACT
        elif "commune" in self.changed_data and point.approximate:
            data["latitude"] = data["longitude"] = None
        return data
