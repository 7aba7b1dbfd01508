from django.db import models
from django.utils.translation import gettext_lazy as _


class RetiredAddress(models.Model):
    """An address that answered once: it says 410, or leads to what replaced it (301), for ever."""

    kind = models.CharField(_("genre"), max_length=20)
    object_id = models.PositiveBigIntegerField(_("numéro"))
    replaced_by = models.PositiveBigIntegerField(_("remplacé par"), null=True, blank=True)
    retired_at = models.DateTimeField(_("retiré le"), auto_now_add=True)

    class Meta:
        verbose_name = _("adresse retirée")
        verbose_name_plural = _("adresses retirées")
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="portal_retired_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
