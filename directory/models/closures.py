from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directory.signals import closure_changed
from portal.models.changes import changes
from portal.models.edit_form import EditForm


class Closure(models.Model):
    """Days on which something is closed or on holiday; both days belong to it.

    Public and school holidays are seeded by rule and may be corrected here; a local closure closes one point, which may
    also have other hours or something to say for a while.
    """

    class Kind(models.TextChoices):
        PUBLIC = "public", _("Jour férié")
        SCHOOL = "school", _("Vacances scolaires")
        LOCAL = "local", _("Fermeture d’un lieu")
        HOURS = "hours", _("Horaires modifiés d’un lieu")
        MESSAGE = "message", _("Message d’un lieu")

    kind = models.CharField(_("genre"), max_length=10, choices=Kind, default=Kind.LOCAL)
    point = models.ForeignKey(
        "directory.HelpPoint",
        verbose_name=_("lieu"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="closures",
        help_text=_("Le lieu concerné. Vide pour les jours fériés et les vacances."),
    )
    zone = models.CharField(_("zone scolaire"), max_length=1, blank=True)
    first_day = models.DateField(_("premier jour"))
    last_day = models.DateField(_("dernier jour"))
    label = models.CharField(
        _("raison ou message"),
        max_length=200,
        help_text=_("« congés d’été », « travaux » ; pour un message, la phrase que les visiteurs liront."),
    )
    opening_hours = models.CharField(
        _("horaires ces jours-là"),
        max_length=1000,
        blank=True,
        help_text=_("Pour des horaires modifiés : « lundi et mardi 9h-12h ». Les autres jours sont alors fermés."),
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    # Bulk writes of the calendar set it, a save by a person clears it: what people wrote is never computed again.
    computed = models.BooleanField(_("calculé"), default=False, editable=False)
    certain = models.BooleanField(
        _("dates vérifiées"), default=True, help_text=_("Décochez quand les dates restent à vérifier.")
    )

    base_form_class = EditForm

    class Meta:
        verbose_name = _("fermeture, changement ou congé")
        verbose_name_plural = _("fermetures, changements et congés")
        ordering = ["first_day", "kind"]
        indexes = [models.Index(fields=["kind", "first_day"]), models.Index(fields=["point", "last_day"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="directory_closure_days_in_order",
                violation_error_message=_("Le dernier jour est avant le premier."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["public", "school"], point__isnull=True)
                | (~Q(kind__in=["public", "school"]) & Q(point__isnull=False)),
                name="directory_closure_local_has_point",
                violation_error_message=_("Une fermeture concerne un lieu ; un jour férié ou des vacances, aucun."),
            ),
            models.CheckConstraint(
                condition=(Q(kind="hours") & ~Q(opening_hours="")) | (~Q(kind="hours") & Q(opening_hours="")),
                name="directory_closure_hours_have_hours",
                violation_error_message=_("Des horaires modifiés ont des horaires ; une fermeture, un message, aucun."),
            ),
            models.UniqueConstraint(
                fields=["kind", "zone", "first_day", "label"],
                condition=Q(kind__in=["public", "school"]),
                name="directory_closure_holiday_once",
                violation_error_message=_("Ce congé existe déjà."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} ({self.first_day:%d/%m/%Y})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A closure and what it changes (open hours, dates) are written together or not at all."""
        self.computed = False
        with changes():
            before = touched_points(type(self).objects.filter(pk=self.pk)) if self.pk else frozenset()
            super().save(*args, **kwargs)
            after = touched_points([self])
            points = None if before is None or after is None else before | after
            closure_changed.send(sender=type(self), points=points)

    def clean(self) -> None:
        if self.first_day and self.last_day and (self.last_day - self.first_day).days > 400:
            raise ValidationError({"last_day": _("Plus d’un an : le lieu est sans doute fermé pour de bon.")})


def touched_points(closures: Iterable[Closure]) -> frozenset[int] | None:
    """The points that these closures concern; None when a holiday is among them, which concerns every date."""
    found = {closure.point_id for closure in closures}
    return None if None in found else frozenset(pk for pk in found if pk is not None)
