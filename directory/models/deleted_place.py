from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class DeletedPlace(models.Model):
    """A place deleted by a person, and what hung on it, kept for a month.

    `data` is what a revision would hold; `links` are the rows of other models that named the place, as lists of model,
    field and keys; `closures` what was said of it for a while.
    """

    KEPT_FOR = timedelta(days=30)

    key = models.BigIntegerField(unique=True)
    name = models.CharField(_("lieu"), max_length=300)
    data = models.JSONField(encoder=DjangoJSONEncoder)
    links = models.JSONField(default=list)
    closures = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    deleted_at = models.DateTimeField(_("supprimé le"))
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("par"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("lieu supprimé")
        verbose_name_plural = _("lieux supprimés")
        ordering = ["-deleted_at"]

    def __str__(self) -> str:
        return self.name
