from django.db import models
from django.utils.translation import gettext_lazy as _


class JobRun(models.Model):
    """When a job of the clock last ran, and what it did: in words, and how many of each thing; one row a job."""

    name = models.CharField(_("nom"), max_length=40, primary_key=True)
    started_at = models.DateTimeField(_("commencé le"), null=True, blank=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    message = models.TextField(_("compte rendu"), blank=True)
    counts = models.JSONField(_("nombres"), default=dict, blank=True)
    failed = models.BooleanField(_("en échec"), default=False)

    class Meta:
        verbose_name = _("tâche de l’horloge")
        verbose_name_plural = _("tâches de l’horloge")

    def __str__(self) -> str:
        return self.name
