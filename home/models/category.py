from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from portal.models.edit_form import EditForm


class ArticleCategory(models.Model):
    """The word above a title, as in a newspaper: « Mode d’emploi », « Près de chez vous »."""

    name = models.CharField(_("nom"), max_length=60, unique=True)

    panels = [FieldPanel("name")]

    base_form_class = EditForm

    class Meta:
        verbose_name = _("rubrique")
        verbose_name_plural = _("rubriques")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
