"""What is asked before a file is read, and before its difference is applied."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directory.domain.freshness import OLDEST
from directory.exchange.prepare import touches_much
from directory.models import ImportRun
from directory.standard.fields import BY_NAME

MOST_BYTES = 20 * 1024 * 1024


class UploadForm(forms.Form):
    feed = forms.CharField(
        label=_("De qui vient ce fichier ?"),
        max_length=100,
        help_text=_("Toujours le même nom pour la même source : ses lieux disparus sont alors reconnus."),
        widget=forms.TextInput(attrs={"list": "known-feeds", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("Le fichier"),
        help_text=_("Un tableau CSV, un classeur XLSX ou du JSON, 20 Mo et 50 000 lignes au plus."),
    )
    as_of = forms.DateField(
        label=_("De quel jour sont ces informations ?"),
        required=False,
        help_text=_(
            "Pour les lieux dont le fichier ne dit pas la date : les visiteurs la lisent. Laissée vide, c’est celle du "
            "nom du fichier, sinon celle d’aujourd’hui."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    update = forms.BooleanField(
        label=_("Mettre à jour les lieux déjà connus"),
        required=False,
        initial=True,
        help_text=_("Ce qui a été corrigé ici reste, champ par champ."),
    )

    def clean_as_of(self) -> date | None:
        day: date | None = self.cleaned_data["as_of"]
        if day and not OLDEST <= day <= timezone.localdate():
            raise ValidationError(_("Donnez le jour où cette liste a été faite, au plus tard aujourd’hui."))
        return day

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_("Ce fichier dépasse 20 Mo. Coupez-le en plusieurs fichiers."))
        return file


# The fields that people look for in a table of their own, in the order of a sheet.
_CHOSEN = (
    *("nom", "adresse", "code_postal", "commune", "telephone", "courriels", "site_web", "horaires", "services"),
    *("presentation_resume", "latitude", "longitude", "date_maj", "id", "pivot"),
)


class ColumnsForm(forms.Form):
    """Which column of the file holds what."""

    def __init__(self, run: ImportRun, columns: Sequence[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("aucune, ou reconnue autrement")), *((column, column) for column in columns)]
        for name in _CHOSEN:
            rule = (run.mapping or {}).get(name)
            column = rule.get("column") if isinstance(rule, dict) else rule
            self.fields[name] = forms.ChoiceField(
                label=BY_NAME[name].title,
                choices=choices,
                required=False,
                initial=column if column in columns else "",
            )


class ApplyForm(forms.Form):
    """`run` decides what is asked."""

    def __init__(self, run: ImportRun, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if run.undoes_id is None and (vanished := run.summary.get("unpublish", 0)):
            self.fields["unpublish_vanished"] = forms.BooleanField(
                label=_("Dépublier aussi les lieux qui ne sont plus dans le fichier (%(number)s)")
                % {"number": vanished},
                required=False,
                help_text=_("Ils ne sont pas supprimés : on peut les publier de nouveau."),
            )
        if foreign := run.summary.get("foreign", 0):
            self.fields["foreign"] = forms.BooleanField(
                label=_("Oui, changer aussi les lieux qui viennent d’une autre source (%(number)s)")
                % {"number": foreign},
                error_messages={"required": _("Cochez cette case si c’est bien ce que vous voulez.")},
            )
        if run.undoes_id is None and touches_much(run):
            self.fields["sure"] = forms.BooleanField(
                label=_("Plus d’un tiers des lieux de cette source change ou disparaît : c’est bien voulu"),
                error_messages={"required": _("Cochez cette case si c’est bien ce que vous voulez.")},
            )
