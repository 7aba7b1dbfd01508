from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage

from portal.words.picture_metadata import without_metadata


class PortalImage(AbstractImage):
    """An image of the library; a description is required, it becomes the text alternative."""

    description = models.CharField(
        _("description"),
        max_length=255,
        help_text=_("Décrivez l’image pour les personnes qui ne la voient pas. Une phrase suffit."),
    )
    credit = models.CharField(
        _("crédit"), max_length=255, blank=True, help_text=_("Auteur et licence, par exemple « Photo : Mairie, 2024 ».")
    )
    admin_form_fields = (*WagtailImage.admin_form_fields, "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new file is stored without the position, the date and the camera that it bears: originals are public too.

        Raises `UnreadablePictureError`; the form has refused such a file in words.
        """
        sent: Any = self.file
        if sent and not sent._committed:
            sent.open()
            content = sent.read()
            sent.seek(0)
            if (kept := without_metadata(content)) != content:
                setattr(self, "file", ContentFile(kept, name=sent.name))  # noqa: B010 - Wagtail's field has no type
                self._set_image_file_metadata()
        super().save(*args, **kwargs)


class PortalRendition(AbstractRendition):
    image = models.ForeignKey(PortalImage, on_delete=models.CASCADE, related_name="renditions", verbose_name=_("image"))

    class Meta:
        verbose_name = _("version d’image")
        verbose_name_plural = _("versions d’image")
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="portal_unique_rendition")
        ]


class PortalDocument(AbstractDocument):
    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
