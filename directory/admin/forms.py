"""What the admin form of a help point adds to the model's own rules."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.domain.french_hours import read_hours
from directory.models import HelpPoint
from portal.models.edit_form import EditForm


class HelpPointForm(EditForm):
    up_to_date = forms.BooleanField(
        label=_("Tout est-il à jour ?"),
        required=False,
        help_text=_(
            "Cochez si vous venez de vérifier le téléphone, l’adresse et les horaires : la fiche dira « Vérifié par le "
            "réseau » avec la date d’aujourd’hui."
        ),
    )
    hours_to_note = forms.BooleanField(
        label=_("Ce ne sont pas des horaires : montrer ces mots en note"),
        required=False,
        help_text=_("Ils seront lus par les visiteurs, tels quels. La fiche dira « Horaires inconnus »."),
    )

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
        if data.get("up_to_date"):
            data["verified_on"] = timezone.localdate()
        self._clean_hours(data)
        return data

    def _clean_hours(self, data: dict[str, Any]) -> None:
        """Stored for OpenStreetMap, or refused: what nobody could read was once published as unknown, in silence."""
        text = data.get("opening_hours", "")
        if data.get("hours_to_note") and text and not read_hours(text):
            data["opening_hours"] = ""
            data["hours_note"] = " ".join(filter(None, (data.get("hours_note"), text)))[: HelpPoint.HOURS_NOTE_LENGTH]
        else:
            _read(self, data, gettext("Sinon, cochez la case dessous : ces mots seront montrés en note."))


class ClosureForm(EditForm):
    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        _read(self, data)
        return data


def _read(form: EditForm, data: dict[str, Any], otherwise: str = "") -> None:
    """Hours as people say them become those of OpenStreetMap, or an error."""
    text = data.get("opening_hours", "").strip()
    if found := read_hours(text):
        data["opening_hours"] = found.osm
    elif text:
        example = gettext(
            "Ces horaires ne sont pas compris, ou laissent un doute. Écrivez par exemple « du lundi au vendredi de 9h "
            "à 12h et de 14h à 17h, samedi 9h-12h »."
        )
        form.add_error("opening_hours", f"{example} {otherwise}".strip())
