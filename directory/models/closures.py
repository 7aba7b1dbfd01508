from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Closure(models.Model):
    """Days on which something is closed or on holiday; both days belong to it.

    Public and school holidays are seeded by rule and may be corrected here; a local closure closes one point.
    """

    class Kind(models.TextChoices):
        PUBLIC = "public", _("Jour férié")
        SCHOOL = "school", _("Vacances scolaires")
        LOCAL = "local", _("Fermeture d’un lieu")

    kind = models.CharField(_("genre"), max_length=10, choices=Kind, default=Kind.LOCAL)
    point = models.ForeignKey(
        "directory.HelpPoint",
        verbose_name=_("lieu"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="closures",
        help_text=_("Le lieu fermé. Vide pour les jours fériés et les vacances."),
    )
    zone = models.CharField(_("zone scolaire"), max_length=1, blank=True)
    first_day = models.DateField(_("premier jour"))
    last_day = models.DateField(_("dernier jour"))
    label = models.CharField(_("raison"), max_length=120, help_text=_("Par exemple « congés d’été » ou « travaux »."))
    source = models.CharField(_("source"), max_length=200, blank=True)
    certain = models.BooleanField(
        _("dates vérifiées"), default=True, help_text=_("Décochez quand les dates sont calculées et restent à vérifier.")
    )

    class Meta:
        verbose_name = _("fermeture ou congé")
        verbose_name_plural = _("fermetures et congés")
        ordering = ["first_day", "kind"]
        indexes = [models.Index(fields=["kind", "first_day"]), models.Index(fields=["point", "last_day"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="directory_closure_days_in_order",
                violation_error_message=_("Le dernier jour est avant le premier."),
            ),
            models.CheckConstraint(
                condition=Q(kind="local", point__isnull=False) | (~Q(kind="local") & Q(point__isnull=True)),
                name="directory_closure_local_has_point",
                violation_error_message=_("Une fermeture concerne un lieu ; un jour férié ou des vacances, aucun."),
            ),
            models.UniqueConstraint(
                fields=["kind", "zone", "first_day", "label"],
                condition=~Q(kind="local"),
                name="directory_closure_holiday_once",
                violation_error_message=_("Ce congé existe déjà."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.first_day:%d/%m/%Y})"

    def clean(self) -> None:
        if self.first_day and self.last_day and (self.last_day - self.first_day).days > 400:
            raise ValidationError({"last_day": _("Plus d’un an : le lieu est sans doute fermé pour de bon.")})
