"""The form of the library of documents: a file that nothing could open is refused (12 MB of zeros passed as a PDF)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm

from portal.words.files import is_what_it_says


class DocumentForm(BaseDocumentForm):
    def clean_file(self) -> Any:
        sent = self.cleaned_data["file"]
        if "file" in self.changed_data and sent:
            extension = sent.name.rpartition(".")[2]
            sent.seek(0)
            whole = is_what_it_says(extension, sent)
            sent.seek(0)
            if not whole:
                raise ValidationError(
                    _("Ce fichier est abîmé, ou n’est pas un « .%(extension)s ». Ouvrez-le, enregistrez-le de nouveau.")
                    % {"extension": extension},
                    code="unreadable",
                )
        return sent
