import uuid
from datetime import date, time

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from events.domain.recurrence import Slot, local_span


class Session(models.Model):
    """One date given by hand: a one-off workshop, or a session of a series."""

    activity = ParentalKey(
        "events.Activity", on_delete=models.CASCADE, related_name="sessions", verbose_name=_("activité")
    )
    # Identity of the date: it stays when the day or the hour changes.
    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    day = models.DateField(_("jour"))
    start_time = models.TimeField(_("de"))
    end_time = models.TimeField(_("à"))
    cancelled = models.BooleanField(_("annulée"), default=False)
    reason = models.CharField(_("raison"), max_length=160, blank=True)
    places_left = models.PositiveSmallIntegerField(_("places restantes"), null=True, blank=True)

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["day", "start_time", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_time__gt=F("start_time")) | Q(end_time=time(0)),
                name="events_session_ends_after_start",
                violation_error_message=_("L’heure de fin doit venir après l’heure de début."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y} {self.start_time:%H:%M}"

    @property
    def said(self) -> tuple[date, time]:
        """What makes two dates one."""
        return self.day, self.start_time

    def slot(self, name: str, cancelled: bool) -> Slot:
        """The date as the domain reads it; its name stays when the day or the hour changes."""
        start, end = local_span(self.day, self.start_time, self.end_time)
        return Slot(
            rule_id="",
            local_date=self.day,
            start=start,
            end=end,
            name=name,
            cancelled=cancelled,
        )
