from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.domain.horizon import FEED_AHEAD, FEED_PAST
from portal.words.geo import BoundingBox


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Selections, as verbs."""

    def public(self) -> "OccurrenceQuerySet":
        """Dates of published activities that were not withdrawn; cancelled ones are public, they say so."""
        return self.filter(activity__live=True, removed_at__isnull=True)

    def coming(self, now: datetime) -> "OccurrenceQuerySet":
        """Not over yet, soonest first."""
        return self.filter(end__gt=now).order_by("start", "pk")

    def taking_place(self, now: datetime) -> "OccurrenceQuerySet":
        """Public, not over and not cancelled, soonest first."""
        return self.public().coming(now).filter(status="confirmed")

    def between(self, start: datetime, end: datetime) -> "OccurrenceQuerySet":
        return self.filter(start__lt=end, end__gt=start).order_by("start", "pk")

    def of_place(self, point_id: int) -> "OccurrenceQuerySet":
        """Held at this help point, or held elsewhere by it."""
        return self.filter(Q(point_id_copy=point_id) | Q(operator_id_copy=point_id))

    def within(self, box: BoundingBox) -> "OccurrenceQuerySet":
        return self.filter(latitude__range=(box.south, box.north), longitude__range=(box.west, box.east))

    def in_feed_window(self, now: datetime) -> "OccurrenceQuerySet":
        """What calendars carry: from 7 days back to 13 months ahead, in a fixed order."""
        return self.filter(end__gt=now - FEED_PAST, start__lt=now + FEED_AHEAD).order_by("start", "uid")


class Occurrence(models.Model):
    """One date of an activity, materialised 13 months ahead; its identity (`slot`) never holds the hour."""

    class Status(models.TextChoices):
        CONFIRMED = "confirmed", _("Prévue")
        CANCELLED = "cancelled", _("Annulée")

    class Origin(models.TextChoices):
        RULE = "rule", _("Règle")
        HAND = "hand", _("Date donnée à la main")

    activity = models.ForeignKey(
        "events.Activity", on_delete=models.CASCADE, related_name="occurrences", verbose_name=_("activité")
    )
    # « rule-<uuid>:<local date> » or « session-<uuid> »
    slot = models.CharField(_("identité"), max_length=80)
    uid = models.CharField(_("identifiant de calendrier"), max_length=120, unique=True)
    local_date = models.DateField(_("jour"))
    start = models.DateTimeField(_("début"))
    end = models.DateTimeField(_("fin"))
    status = models.CharField(_("état"), max_length=10, choices=Status, default=Status.CONFIRMED)
    reason = models.CharField(_("raison"), max_length=160, blank=True)
    origin = models.CharField(_("origine"), max_length=5, choices=Origin, default=Origin.RULE)
    position = models.PositiveSmallIntegerField(_("numéro de séance"), null=True, blank=True)
    total = models.PositiveSmallIntegerField(_("nombre de séances"), null=True, blank=True)
    places_left = models.PositiveSmallIntegerField(_("places restantes"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    pinned = models.BooleanField(
        _("changée à la main"), default=False, help_text=_("Une date changée à la main n’est plus recalculée.")
    )
    sequence = models.PositiveIntegerField(_("révision"), default=0)
    created_at = models.DateTimeField(_("créée le"))
    changed_at = models.DateTimeField(_("changée le"))
    content_hash = models.CharField(_("empreinte du contenu"), max_length=64)
    ical = models.BinaryField(_("évènement iCalendar"), null=True)
    removed_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    # Copies of the activity's, for selections by date, place and kind without a join
    kind = models.CharField(_("genre"), max_length=12)
    point_id_copy = models.PositiveBigIntegerField(_("lieu"), null=True)
    operator_id_copy = models.PositiveBigIntegerField(_("tenue par"), null=True)
    insee = models.CharField(_("code INSEE"), max_length=5, blank=True)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["start", "pk"]
        indexes = [
            models.Index(fields=["start", "id"]),
            models.Index(fields=["point_id_copy", "start"]),
            models.Index(fields=["operator_id_copy", "start"]),
            models.Index(fields=["insee", "start"]),
            models.Index(fields=["kind", "start"]),
            models.Index(fields=["changed_at"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["activity", "slot"], name="events_occurrence_slot_once"),
            models.CheckConstraint(
                condition=Q(end__gt=F("start")),
                name="events_occurrence_ends_after_start",
                violation_error_message=_("L’heure de fin doit venir après l’heure de début."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} – {self.local_date:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("occurrence", args=[self.pk])
