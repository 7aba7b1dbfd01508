from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class ToldApart(models.Model):
    """Two places that look alike and are not the same, said by a person: they are proposed no more."""

    first = models.ForeignKey("directory.HelpPoint", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("directory.HelpPoint", on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = _("lieux distincts")
        verbose_name_plural = _("lieux distincts")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="directory_told_apart_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="directory_told_apart_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
