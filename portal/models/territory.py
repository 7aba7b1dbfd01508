from django.db import models
from django.utils.translation import gettext_lazy as _


class Commune(models.Model):
    """A commune of the territory or of its neighbours; the reference comes from INSEE's official geographic code."""

    insee = models.CharField(_("code INSEE"), primary_key=True, max_length=5)
    name = models.CharField(_("nom"), max_length=100)
    # Of the delegated and associated communes: people who live there still say them.
    former_names = models.JSONField(_("anciens noms"), default=list, blank=True)
    postal_codes = models.JSONField(_("codes postaux"), default=list)
    departement = models.CharField(_("département"), max_length=3, db_index=True)
    epci = models.CharField(_("SIREN de l’intercommunalité"), max_length=9, blank=True)
    epci_name = models.CharField(_("intercommunalité"), max_length=150, blank=True)
    population = models.PositiveIntegerField(_("population"), default=0)
    latitude = models.FloatField(_("latitude du centre"))
    longitude = models.FloatField(_("longitude du centre"))

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["name", "insee"]

    def __str__(self) -> str:
        return f"{self.name} ({self.postal_codes[0] if self.postal_codes else self.insee})"


class CommuneOutline(models.Model):
    """Apart from its commune: read by who checks positions, in no list. `rings` as GeoJSON has them, in degrees."""

    commune = models.OneToOneField(Commune, primary_key=True, on_delete=models.CASCADE, related_name="+")
    rings = models.JSONField(_("contour"))

    class Meta:
        verbose_name = _("contour d’une commune")
        verbose_name_plural = _("contours des communes")

    def __str__(self) -> str:
        return str(self.pk)
