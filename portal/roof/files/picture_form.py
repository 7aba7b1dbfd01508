"""The form of the library of images: a file is looked at from outside before anything decodes it.

Wagtail counts the pixels of a picture that is already in memory (measured: 0.34 MB of PNG became 438 MB), and a file
that is cut short passed its form and failed when it was first shown.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from portal.words.picture_metadata import UnreadablePictureError, is_heif, without_metadata


def _unreadable() -> ValidationError:
    sentence = _("Cette image est abîmée ou incomplète. Ouvrez-la, enregistrez-la de nouveau, puis envoyez-la.")
    return ValidationError(sentence, code="unreadable")


class PictureField(WagtailImageField):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Also said by the script of the page where several are sent. What telephones make is converted nowhere here:
        # the only library that reads it holds an encoder under GPL 2 (decision 16).
        self.error_messages["invalid_image_extension"] = _(
            "Le site ne lit pas ce format : envoyez une image %(formats)s. Une photo d’iPhone (HEIC) ? Sur l’iPhone : "
            "Réglages, Appareil photo, Formats, « Le plus compatible », puis refaites la photo. "
            "Sur un ordinateur : ouvrez la photo, puis exportez-la en JPEG."
        ) % {"formats": self.supported_formats_text}

    def to_python(self, data: UploadedFile[bytes] | None) -> Any:
        looked_at = self._looked_at(data) if data else data
        try:
            return super().to_python(looked_at)
        except OSError:  # Pillow reads more of it there, and may find that it does not hold
            raise _unreadable() from None

    def _looked_at(self, data: UploadedFile[bytes]) -> UploadedFile[bytes]:
        """The same picture without its metadata, so that it is cut out, or an AVIF encoded anew, once only."""
        self.check_image_file_size(data)
        content = data.read()
        if is_heif(content):
            raise ValidationError(self.error_messages["invalid_image_extension"], code="invalid_image_extension")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                with Image.open(BytesIO(content)) as picture:  # reads the head of the file, not the picture
                    width, height = picture.size
            if width * height > self.max_image_pixels:
                size = _("%(width)d points sur %(height)d") % {"width": width, "height": height}
                raise ValidationError(self._too_many_pixels(size), code="too_many_pixels")
            kept = without_metadata(content)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise ValidationError(self._too_many_pixels(_("beaucoup trop de points")), code="too_many_pixels") from None
        except (UnreadablePictureError, OSError, ValueError, SyntaxError):
            raise _unreadable() from None
        return SimpleUploadedFile(data.name or "", kept, data.content_type or "")

    def _too_many_pixels(self, size: str) -> str:
        return _("Cette image est trop grande : %(size)s. Réduisez-la à %(most)d millions de points au plus.") % {
            "size": size,
            "most": self.max_image_pixels // 1_000_000,
        }

    def check_image_file_size(self, data: UploadedFile[bytes]) -> None:
        if data.size is None or data.size > self.max_upload_size:
            sentence = _("Ce fichier est trop lourd : %(size)s. Envoyez une image de %(most)s au plus.")
            values = {"size": filesizeformat(data.size or 0), "most": self.max_upload_size_text}
            raise ValidationError(sentence % values, code="file_too_large")


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = self.fields["file"]
        self.fields["file"] = PictureField(label=plain.label, required=plain.required, widget=plain.widget)
