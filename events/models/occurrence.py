from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import ExpressionWrapper, F, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.domain.announcement import readable
from events.domain.moved import moved_label
from events.domain.plain_date import PlainDate
from events.models.activity import Activity
from events.models.selection import DatesQuerySet
from portal.words.french import moment_words
from portal.words.zone import PARIS

_DAY = timedelta(days=1)
# In the order of the fields of `PlainDate`.
_PLAIN = (
    "pk", "activity_id", "start", "end", "status", "reason", "note", "places_left", "position", "total", "slot",
    "point_id_copy", "operator_id_copy", "insee", "zone", "moved_from", "room", "activity__announcement",
)  # fmt: skip


class OccurrenceQuerySet(DatesQuerySet):
    """The one selection of dates, as verbs: pages, blocks, feeds and the search compose them, then read `plain()`."""

    terms = "activity__filter_terms"

    def public(self) -> "OccurrenceQuerySet":
        """Dates of published activities that were not withdrawn; cancelled ones are public, they say so."""
        return self.filter(activity__live=True, removed_at__isnull=True)

    def coming(self, now: datetime) -> "OccurrenceQuerySet":
        """Not over yet, soonest first."""
        return self.filter(end__gt=now).order_by("start", "pk")

    def taking_place(self, now: datetime) -> "OccurrenceQuerySet":
        """Public, not over and not cancelled, soonest first."""
        return self.public().coming(now).filter(status="confirmed")

    def starting_between(self, first: datetime, end: datetime) -> "OccurrenceQuerySet":
        """From `first` on, before `end`."""
        return self.filter(start__gte=first).starting_before(end)

    def with_room(self) -> "OccurrenceQuerySet":
        """Those that are not known to be full: where places are not counted one may come. A cancelled date says so."""
        return self.exclude(status="confirmed", places_left=0)

    def on_days(self, first: date, last: date) -> "OccurrenceQuerySet":
        """On these days, both included, as the clock of their place tells them, and in their order."""
        # What the index on `start` can answer: no clock is a day away from that of the network.
        first_moment, end = (datetime.combine(day, time(0), PARIS) for day in (first - _DAY, last + 2 * _DAY))
        on_days = self.filter(local_date__range=(first, last)).starting_between(first_moment, end)
        return on_days.order_by("local_date", "start", "pk")

    def over_last(self, now: datetime) -> "OccurrenceQuerySet":
        """Day by day, what is not over first."""
        over = ExpressionWrapper(Q(end__lte=now), output_field=models.BooleanField())
        return self.order_by("local_date", over, "start", "pk")

    def next_of_each(self, activity_ids: Collection[int]) -> "OccurrenceQuerySet":
        """The first date of this selection, which is in order, for each of these activities."""
        first = Subquery(self.filter(activity=OuterRef("pk")).values("pk")[:1])
        return self.filter(pk__in=Activity.objects.filter(pk__in=activity_ids).order_by().values_list(first))

    def first_of_each(self, count: int) -> "OccurrenceQuerySet":
        """The first dates of each activity among these, soonest first; one query, whatever their number."""
        rank = Window(RowNumber(), partition_by="activity_id", order_by=["start", "pk"])
        first: OccurrenceQuerySet = self.annotate(rank=rank).filter(rank__lte=count)
        return first.order_by("start", "pk")

    def with_fresh(self, writer: str) -> "OccurrenceQuerySet":
        """`fresh` says of each whether its event is stored as this version of the writer makes it."""
        stored = Q(ical__isnull=False, ical_version=writer)
        fresh = models.ExpressionWrapper(stored, output_field=models.BooleanField())
        known: OccurrenceQuerySet = self.annotate(fresh=fresh)
        return known

    def in_words(self) -> list[str]:
        """« lundi 7 décembre 2026 à 9 h », by the clock of each place, in their order; one query."""
        return [moment_words(start.astimezone(ZoneInfo(zone))) for start, zone in self.values_list("start", "zone")]

    def settled(self, now: datetime, writer: str) -> "OccurrenceQuerySet":
        """Those to begin that take place as their rule or their activity says, with nothing left to write of them."""
        by_hand = Q(hours_by_hand=True) | Q(cancelled_by_hand=True)
        coming = self.filter(start__gte=now, status="confirmed", removed_at__isnull=True).exclude(by_hand)
        return coming.filter(ical__isnull=False, ical_version=writer).exclude(content_hash="")

    def plain(self) -> list[PlainDate]:
        """The selection as plain values, in its order: one narrow query, whatever their number.

        Instances would come with the five tables that their words are drawn from, about 120 columns a date.
        """
        read = ((row, readable(row[-1])) for row in self.values_list(*_PLAIN))
        return [PlainDate._make((*row[:-1], said)).by_its_clock() for row, said in read if said is not None]


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
    # The clock by which its day and its hours are told: that of where it takes place (IANA name)
    zone = models.CharField(_("fuseau horaire"), max_length=40, default=PARIS.key, editable=False)
    status = models.CharField(_("état"), max_length=10, choices=Status, default=Status.CONFIRMED)
    reason = models.CharField(_("raison"), max_length=160, blank=True)
    origin = models.CharField(_("origine"), max_length=5, choices=Origin, default=Origin.RULE)
    position = models.PositiveSmallIntegerField(_("numéro de séance"), null=True, blank=True)
    total = models.PositiveSmallIntegerField(_("nombre de séances"), null=True, blank=True)
    places_left = models.PositiveSmallIntegerField(_("places restantes"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    # The start that was announced before it moved
    moved_from = models.DateTimeField(_("prévue d’abord"), null=True, blank=True, editable=False)
    room = models.CharField(
        _("ailleurs, ce jour-là"),
        max_length=160,
        blank=True,
        help_text=_("L’endroit en entier : « Salle des fêtes, place du Marché ». La commune reste la même."),
    )
    # What a person decided here stays; the rest follows the rule, and a closure or the end of the rule always wins.
    hours_by_hand = models.BooleanField(_("heure choisie à la main"), default=False)
    cancelled_by_hand = models.BooleanField(_("annulée à la main"), default=False)
    places_by_hand = models.BooleanField(_("places données à la main"), default=False)
    sequence = models.PositiveIntegerField(_("révision"), default=0)
    created_at = models.DateTimeField(_("créée le"))
    changed_at = models.DateTimeField(_("changée le"))
    content_hash = models.CharField(_("empreinte du contenu"), max_length=64)
    ical = models.BinaryField(_("évènement iCalendar"), null=True)
    # `events.domain.ical.WRITER_VERSION` of the writer that made it
    ical_version = models.CharField(_("rédacteur de l’évènement"), max_length=8, blank=True, default="", editable=False)
    removed_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    # Copies of the activity's, for selections by date, place and kind without a join
    kind = models.CharField(_("genre"), max_length=12)
    point_id_copy = models.PositiveBigIntegerField(_("lieu"), null=True)
    operator_id_copy = models.PositiveBigIntegerField(_("tenue par"), null=True)
    insee = models.CharField(_("code INSEE"), max_length=5, blank=True)
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    # Its day of the week and the parts of the day that it touches, as `events.domain.filters.moment_of` tells them
    moment = models.PositiveSmallIntegerField(_("moment"), default=0, editable=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("date")
        verbose_name_plural = _("dates")
        ordering = ["start", "pk"]
        indexes = [
            models.Index(fields=["start", "id"]),
            # The order of the agenda: a page of it reads its own dates only
            models.Index(fields=["local_date", "start", "id"]),
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

    @property
    def by_hand(self) -> bool:
        """Whether a person moved it or called it off."""
        return self.hours_by_hand or self.cancelled_by_hand

    @property
    def moved_label(self) -> str:
        """« Déplacé », « Reporté »; empty for a date that stays, or is called off."""
        if self.status == self.Status.CANCELLED:
            return ""
        clock = self.clock
        return moved_label(
            self.start.astimezone(clock), self.moved_from and self.moved_from.astimezone(clock), self.room
        )

    @property
    def state_label(self) -> str:
        """In one word: « Annulée », « Reporté », « Complet », « Prévue »."""
        full = _("Complet") if self.places_left == 0 and self.status == self.Status.CONFIRMED else ""
        return str(self.moved_label or full or self.get_status_display())

    @property
    def clock(self) -> ZoneInfo:
        """By which `local_date` is the day of `start`."""
        return ZoneInfo(self.zone)
