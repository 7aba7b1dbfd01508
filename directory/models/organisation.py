from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.edit_form import EditForm
from portal.models.phone_field import PhoneField


class Organisation(models.Model):
    """A body that runs help points or holds permanences: a town hall, La Poste, an association."""

    name = models.CharField(_("nom"), max_length=200)
    siret = models.CharField(_("SIRET ou RNA"), max_length=14, blank=True)
    website = models.URLField(_("site web"), blank=True)
    email = models.EmailField(_("courriel"), blank=True)
    phone = PhoneField(_("téléphone"))

    base_form_class = EditForm

    class Meta:
        verbose_name = _("organisme")
        verbose_name_plural = _("organismes")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                name="directory_organisation_name_once",
                violation_error_message=_("Un organisme porte déjà ce nom."),
            )
        ]

    def __str__(self) -> str:
        return self.name
