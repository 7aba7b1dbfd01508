from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.selection import DatesQuerySet

TOLD_FOR = timedelta(days=7)


class FarewellQuerySet(DatesQuerySet):
    def told(self, now: datetime) -> "FarewellQuerySet":
        return self.filter(told_until__gt=now)


class Farewell(models.Model):
    """What calendars are told, for a week, of a public date that left them: its event, cancelled.

    A reader that follows an address forgets an event that is simply not there any more only when it pleases, and
    nobody learns why. The date was withdrawn, or is held elsewhere now: the other columns are what had selected it.
    """

    uid = models.CharField(max_length=120)
    start = models.DateTimeField()
    end = models.DateTimeField()
    zone = models.CharField(max_length=40)
    sequence = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    ical = models.BinaryField()
    told_until = models.DateTimeField(db_index=True)
    # As on a date, so that the same selections answer for both; the activity may be gone.
    activity = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=12)
    point_id_copy = models.PositiveBigIntegerField(null=True)
    operator_id_copy = models.PositiveBigIntegerField(null=True)
    insee = models.CharField(max_length=5, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    moment = models.PositiveSmallIntegerField(default=0)
    filter_terms = models.TextField(blank=True)

    objects = FarewellQuerySet.as_manager()

    class Meta:
        verbose_name = _("date annoncée comme retirée")
        verbose_name_plural = _("dates annoncées comme retirées")

    def __str__(self) -> str:
        return self.uid
