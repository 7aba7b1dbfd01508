"""Calendars of partners that are read by their address, and what each of them last said."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directory.domain.hours.territories import Territory, territory_of
from events.domain.partners.addresses import BadAddress, read_address
from events.models.activity import Activity

ABANDONED = timedelta(minutes=2)
"""A reading that has not ended by then was killed: it has 20 seconds."""


class PartnerCalendarQuerySet(models.QuerySet["PartnerCalendar"]):
    def idle(self, now: datetime) -> PartnerCalendarQuerySet:
        """Not being read; a reading that starts tomorrow is that of a machine whose time was put back."""
        return self.filter(Q(started_at=None) | Q(started_at__lt=now - ABANDONED) | Q(started_at__gt=now))

    def due(self, now: datetime) -> PartnerCalendarQuerySet:
        """To be read now, soonest first."""
        return self.idle(now).filter(next_at__lte=now).order_by("next_at", "pk")

    def abandoned(self, now: datetime) -> PartnerCalendarQuerySet:
        """Whose reading was killed."""
        return self.filter(started_at__lt=now - ABANDONED)


class PartnerCalendar(models.Model):
    """One address, whose events become activities with dates given one by one.

    `etag`, `last_modified` and `digest` tell an unchanged file; `read_on` is the day of the last whole reading, done
    once a day since the window moves. `asked` is what a person has to decide: {"gone", "coming", "digest"};
    `accepted` is the digest of the file whose losses were accepted. Without `next_at` it is not read.
    """

    class Kind(models.TextChoices):
        """Of an activity, but for series: a calendar does not say which session is the second of six."""

        PERMANENCE = Activity.Kind.PERMANENCE.value, _("Permanence")
        WORKSHOP = Activity.Kind.WORKSHOP.value, _("Atelier")

    class Status(models.TextChoices):
        NEW = "new", _("Pas encore lu")
        READ = "read", _("Lu")
        FAILED = "failed", _("En panne")
        ASKS = "asks", _("Attend votre avis")

    class Every(models.IntegerChoices):
        HOUR = 1, _("Chaque heure")
        FOUR_HOURS = 4, _("Toutes les 4 heures")
        DAY = 24, _("Chaque jour")

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("nom"), max_length=120, help_text=_("Montré comme source : « Médiathèque municipale »."))
    address = models.CharField(
        _("adresse du calendrier"), max_length=500, unique=True, help_text=_("Elle commence par https:// ou webcal://.")
    )
    kind = models.CharField(_("genre des dates"), max_length=12, choices=Kind, default=Kind.WORKSHOP)
    point = models.ForeignKey(
        "directory.HelpPoint",
        verbose_name=_("lieu d’accueil"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Quand le calendrier ne dit pas où. Un service qui se déplace est noté comme celui qui reçoit."),
    )
    organisation = models.ForeignKey(
        "directory.Organisation",
        verbose_name=_("organisme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    commune = models.ForeignKey(
        "portal.Commune",
        verbose_name=_("commune"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Celle des dates, quand le calendrier n’en nomme pas une autre."),
    )
    access = models.CharField(_("accès"), max_length=12, choices=Activity.Access, blank=True)
    price = models.CharField(_("prix"), max_length=12, choices=Activity.Price, blank=True)
    trusted = models.BooleanField(
        _("de confiance"),
        default=False,
        help_text=_("Coché : ce qui est lu est publié aussitôt. Sinon, tout attend votre relecture."),
    )
    enabled = models.BooleanField(_("lu régulièrement"), default=True)
    every = models.PositiveSmallIntegerField(_("rythme"), choices=Every, default=Every.FOUR_HOURS)

    etag = models.CharField(max_length=300, blank=True, editable=False)
    last_modified = models.CharField(max_length=300, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    read_on = models.DateField(null=True, editable=False)
    status = models.CharField(_("état"), max_length=6, choices=Status, default=Status.NEW, editable=False)
    notices = models.JSONField(_("remarques"), default=list, editable=False)
    asked = models.JSONField(default=dict, editable=False)
    accepted = models.CharField(max_length=64, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(default=0, editable=False)
    next_at = models.DateTimeField(_("prochaine lecture"), null=True, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    read_at = models.DateTimeField(_("dernière lecture réussie"), null=True, editable=False)

    objects = PartnerCalendarQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendrier partenaire")
        verbose_name_plural = _("calendriers partenaires")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def territory(self) -> Territory:
        """By its clock hours without a zone are read."""
        if self.point is not None and not self.point.moves:
            return territory_of(self.point.insee_code, self.point.postal_code)
        return territory_of(self.commune.insee if self.commune is not None else "")

    def session_uuid(self, uid: str, key: str) -> UUID:
        """The identity of a date, the same at each reading."""
        return uuid5(self.uuid, f"{uid}\n{key}")

    def ask(self, now: datetime) -> None:
        """Have it read whole within seconds, by the clock. Not saved."""
        self.next_at, self.read_on = now, None

    def clean(self) -> None:
        super().clean()
        try:
            self.address = read_address(self.address).url
        except BadAddress as error:
            raise ValidationError({"address": str(error)}) from error
        if self.commune is None and (self.point is None or self.point.moves):
            raise ValidationError({"commune": _("Choisissez le lieu d’accueil, ou la commune.")})


class PartnerEvent(models.Model):
    """What a calendar last said of one event: the fields of its activity, and its dates by key (`partners.Told`).

    A field or a date whose present value is another one was written here, by a person, and stays. Without activity it
    was deleted here, and no reading brings it back.
    """

    calendar = models.ForeignKey(PartnerCalendar, on_delete=models.CASCADE, related_name="events")
    uid = models.CharField(max_length=200)
    activity = models.ForeignKey(Activity, null=True, on_delete=models.SET_NULL, related_name="partner_events")
    given = models.JSONField(default=dict)
    dates = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("évènement d’un calendrier partenaire")
        verbose_name_plural = _("évènements des calendriers partenaires")
        constraints = [models.UniqueConstraint(fields=["calendar", "uid"], name="events_partner_event_once")]

    def __str__(self) -> str:
        return self.uid


class PartnerReading(models.Model):
    """One reading: when, and what it did, in words."""

    KEPT = 20

    class Outcome(models.TextChoices):
        DONE = "done", _("Faite")
        UNCHANGED = "unchanged", _("Rien de nouveau")
        STOPPED = "stopped", _("Arrêtée, attend votre avis")
        FAILED = "failed", _("En panne")

    calendar = models.ForeignKey(PartnerCalendar, on_delete=models.CASCADE, related_name="readings")
    started_at = models.DateTimeField(_("commencée le"))
    finished_at = models.DateTimeField(_("finie le"))
    outcome = models.CharField(_("résultat"), max_length=10, choices=Outcome)
    sentence = models.TextField(_("compte rendu"), blank=True)
    counts = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("lecture d’un calendrier partenaire")
        verbose_name_plural = _("lectures des calendriers partenaires")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.calendar} ({self.started_at:%d/%m/%Y %H:%M})"
