"""What a visitor says is wrong on the page of a place."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.edit_form import EditForm

MOST_CHARACTERS = 500
# The sentence may name its writer, whom nobody can answer: half a year is enough to correct a record.
SENTENCE_KEPT = timedelta(days=183)
# The mark of a visitor is good for the day's budget only.
MARK_KEPT = timedelta(days=1)


class ErrorReportQuerySet(models.QuerySet["ErrorReport"]):
    """Selections, as verbs."""

    def new(self) -> ErrorReportQuerySet:
        return self.filter(status=ErrorReport.Status.NEW)

    def since(self, moment: datetime) -> ErrorReportQuerySet:
        return self.filter(at__gte=moment)

    def until(self, moment: datetime) -> ErrorReportQuerySet:
        return self.filter(at__lte=moment)


class ErrorReport(models.Model):
    """One message. `stamp` is the number of the form it came by, used once; `visitor` a mark that tells two visitors of
    one day apart and nothing else (`directory.upkeep.reports.budget`)."""

    class What(models.TextChoices):
        HOURS = "horaires", _("Les horaires")
        PHONE = "telephone", _("Le téléphone")
        ADDRESS = "adresse", _("L’adresse")
        CLOSED = "ferme", _("Le lieu a fermé pour de bon")
        OTHER = "autre", _("Autre chose")

    class Status(models.TextChoices):
        NEW = "nouveau", _("Nouveau")
        STARTED = "en-cours", _("En cours")
        CORRECTED = "corrige", _("Corrigé")
        DROPPED = "sans-suite", _("Sans suite")

    point = models.ForeignKey(
        "directory.HelpPoint", verbose_name=_("lieu"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    place_name = models.CharField(_("lieu"), max_length=200)
    what = models.CharField(_("ce qui est faux"), max_length=10, choices=What)
    sentence = models.CharField(_("message"), max_length=MOST_CHARACTERS, blank=True)
    at = models.DateTimeField(_("reçu le"), db_index=True)
    status = models.CharField(_("suite donnée"), max_length=10, choices=Status, default=Status.NEW, db_index=True)
    answer = models.TextField(
        _("note pour l’équipe"),
        blank=True,
        help_text=_(
            "Ce qui a été vérifié, auprès de qui. Cette note ne quitte pas l’espace de rédaction. N’y recopiez ni nom "
            "ni numéro : le message est effacé au bout de six mois, pas cette note."
        ),
    )
    stamp = models.CharField(max_length=32, unique=True, editable=False)
    visitor = models.CharField(max_length=32, blank=True, editable=False)

    objects = ErrorReportQuerySet.as_manager()

    base_form_class = EditForm

    class Meta:
        verbose_name = _("erreur signalée")
        verbose_name_plural = _("erreurs signalées")
        ordering = ["-at", "-pk"]
        default_permissions = ("view", "change", "delete")

    def __str__(self) -> str:
        return f"{self.place_name} : {self.get_what_display()}"
