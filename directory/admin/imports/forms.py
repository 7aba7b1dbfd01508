"""What is asked before a file is read, and before its difference is applied."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from directory.exchange.prepare import touches_much
from directory.models import ImportRun

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
        help_text=_("Un tableau CSV ou un classeur XLSX, 20 Mo et 50 000 lignes au plus."),
    )
    update = forms.BooleanField(
        label=_("Mettre à jour les lieux déjà connus"),
        required=False,
        initial=True,
        help_text=_("Ce qui a été corrigé ici reste, champ par champ."),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise ValidationError(_("Ce fichier dépasse 20 Mo. Coupez-le en plusieurs fichiers."))
        return file


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
        if run.undoes_id is None and touches_much(run):
            self.fields["sure"] = forms.BooleanField(
                label=_("Oui, plus d’un tiers des lieux de cette source change ou disparaît"),
                error_messages={"required": _("Cochez cette case si c’est bien ce que vous voulez.")},
            )
