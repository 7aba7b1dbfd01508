from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.domain.recurrence import Closed
from events.models.activity import Activity, ActivityQuerySet
from portal.models.changes import changes
from portal.models.edit_form import EditForm
from portal.words.french import upper_first

_LONGEST = 400  # days


class Absence(models.Model):
    """Days on which dates do not take place although their place is open: who receives is away, or nothing is held in a
    commune or in the whole network. Both days belong to it.

    A closed place is a `directory.Closure`: it changes its opening hours too.
    """

    class Who(models.TextChoices):
        HOLDER = "holder", _("Un lieu, pour ce qu’il tient")
        ORGANISATION = "organisation", _("Un organisme")
        ADVISER = "adviser", _("Une personne")
        COMMUNE = "commune", _("Une commune")
        NETWORK = "network", _("Tout le réseau")

    who = models.CharField(_("qui est absent"), max_length=12, choices=Who, default=Who.HOLDER)
    holder = models.ForeignKey(
        "directory.HelpPoint", verbose_name=_("lieu"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    organisation = models.ForeignKey(
        "directory.Organisation",
        verbose_name=_("organisme"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    adviser = models.CharField(_("personne"), max_length=80, blank=True)
    commune = models.ForeignKey(
        "portal.Commune", verbose_name=_("commune"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    first_day = models.DateField(_("premier jour"))
    last_day = models.DateField(_("dernier jour"))
    label = models.CharField(
        _("raison"), max_length=120, help_text=_("Les personnes la liront : « formation », « congés ».")
    )
    # UIDs of the dates that take place all the same: somebody stands in.
    kept = models.JSONField(_("dates qui ont lieu quand même"), default=list, blank=True)

    base_form_class = EditForm

    class Meta:
        verbose_name = _("absence")
        verbose_name_plural = _("absences")
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="events_absence_days_in_order",
                violation_error_message=_("Le dernier jour est avant le premier."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.whose} ({self.label})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An absence and the dates that it cancels are written together or not at all."""
        with changes():
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with changes():
            return super().delete(*args, **kwargs)

    @property
    def whose(self) -> str:
        """« La Poste de Laplume »; the words of the choice for the network."""
        return str(getattr(self, self.who, None) or self.get_who_display())

    @property
    def closed(self) -> Closed:
        """As the domain reads it, with the words that people read: « Absence (congés) », « Fête du village »."""
        nobody_away = self.who in (self.Who.COMMUNE, self.Who.NETWORK)
        words = upper_first(self.label) if nobody_away else gettext("Absence (%(why)s)") % {"why": self.label}
        return Closed(self.first_day, self.last_day, "away", words, frozenset(self.kept))

    def covers(self, activity: Activity) -> bool:
        """Needs the place and the holder of the activity loaded. As `activities` selects."""
        match self.who:
            case self.Who.HOLDER:
                return self.holder_id is not None and self.holder_id == (activity.operator_id or activity.point_id)
            case self.Who.ORGANISATION:
                operator = activity.operator
                held = operator is not None and operator.organisation_id == self.organisation_id
                return self.organisation_id is not None and (activity.organisation_id == self.organisation_id or held)
            case self.Who.ADVISER:
                return bool(self.adviser) and activity.adviser == self.adviser
            case self.Who.COMMUNE:
                point = activity.point
                commune = activity.commune_id if point is None else point.commune_id
                return self.commune_id is not None and commune == self.commune_id
        return True

    def activities(self) -> ActivityQuerySet:
        """Those whose dates it cancels."""
        everything = Activity.objects.all()
        match self.who:
            case self.Who.HOLDER:
                held = Q(operator=self.holder_id) | Q(operator=None, point=self.holder_id)
                return everything.filter(held) if self.holder_id else everything.none()
            case self.Who.ORGANISATION:
                held = Q(organisation=self.organisation_id) | Q(operator__organisation=self.organisation_id)
                return everything.filter(held) if self.organisation_id else everything.none()
            case self.Who.ADVISER:
                return everything.filter(adviser=self.adviser) if self.adviser else everything.none()
            case self.Who.COMMUNE:
                there = Q(point=None, commune=self.commune_id) | Q(point__commune=self.commune_id)
                return everything.filter(there) if self.commune_id else everything.none()
        return everything

    def clean(self) -> None:
        missing = {
            self.Who.HOLDER: ("holder", _("Choisissez le lieu.")),
            self.Who.ORGANISATION: ("organisation", _("Choisissez l’organisme.")),
            self.Who.ADVISER: ("adviser", _("Choisissez la personne.")),
            self.Who.COMMUNE: ("commune", _("Choisissez la commune.")),
        }
        errors: dict[str, Any] = {}
        for who, (name, message) in missing.items():
            if who != self.who:
                setattr(self, name, "" if name == "adviser" else None)
            elif not getattr(self, name):
                errors[name] = message
        if self.first_day and self.last_day and (self.last_day - self.first_day).days > _LONGEST:
            errors["last_day"] = _("Plus d’un an : changez plutôt la règle, ou dépubliez la permanence.")
        if errors:
            raise ValidationError(errors)
