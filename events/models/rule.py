import uuid
from dataclasses import replace
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from events.domain.recurrence import RuleSpec, validate
from events.models.numbers_field import NumbersField


def today() -> date:
    return timezone.localdate()


class Rule(models.Model):
    """When an activity comes back: « tous les lundis », « un jeudi sur deux », « le 2e mardi du mois »."""

    class Unit(models.TextChoices):
        WEEK = "week", _("Chaque semaine")
        MONTH_NTH = "month_nth", _("Chaque mois, tel jour de la semaine (2e mardi…)")
        MONTH_DAY = "month_day", _("Chaque mois, à date fixe (le 15…)")

    class Parity(models.TextChoices):
        ANY = "any", _("Toutes les semaines")
        EVEN = "even", _("Semaines paires")
        ODD = "odd", _("Semaines impaires")

    class PublicHolidays(models.TextChoices):
        SKIP = "skip", _("Pas de date les jours fériés")
        KEEP = "keep", _("A lieu aussi les jours fériés")

    class SchoolHolidays(models.TextChoices):
        KEEP = "keep", _("A lieu aussi pendant les vacances scolaires")
        SKIP = "skip", _("Pas pendant les vacances scolaires")
        ONLY = "only", _("Seulement pendant les vacances scolaires")

    activity = ParentalKey(
        "events.Activity", on_delete=models.CASCADE, related_name="rules", verbose_name=_("activité")
    )
    # Identity of the dates it makes: kept by drafts and revisions, unlike the row's own number.
    uuid = models.UUIDField(default=uuid.uuid4, editable=False)
    unit = models.CharField(_("rythme"), max_length=10, choices=Unit, default=Unit.WEEK)
    interval = models.PositiveSmallIntegerField(
        _("toutes les"), default=1, help_text=_("1 : chaque semaine ou chaque mois ; 2 : une fois sur deux…")
    )
    weekdays = NumbersField("WEEKDAYS", verbose_name=_("jours"))
    nth = NumbersField(
        "RANKS", verbose_name=_("rang dans le mois"), help_text=_("« 2e » et « mardi » : le 2e mardi du mois.")
    )
    month_days = NumbersField(verbose_name=_("jours du mois"), help_text=_("Pour un rythme à date fixe : « 1, 15 »."))
    week_parity = models.CharField(_("semaines paires ou impaires"), max_length=4, choices=Parity, default=Parity.ANY)
    start_time = models.TimeField(_("de"))
    end_time = models.TimeField(_("à"))
    valid_from = models.DateField(_("à partir du"), default=today)
    valid_until = models.DateField(_("jusqu’au"), null=True, blank=True)
    public_holidays = models.CharField(
        _("jours fériés"), max_length=4, choices=PublicHolidays, default=PublicHolidays.SKIP
    )
    school_holidays = models.CharField(
        _("vacances scolaires"), max_length=4, choices=SchoolHolidays, default=SchoolHolidays.KEEP
    )

    class Meta:
        verbose_name = _("règle")
        verbose_name_plural = _("règles")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_time__gt=F("start_time")) | Q(end_time=time(0)),
                name="events_rule_ends_after_start",
                violation_error_message=_("L’heure de fin doit venir après l’heure de début."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="events_rule_validity_in_order",
                violation_error_message=_("La dernière date est avant la première."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_unit_display()

    @property
    def spec(self) -> RuleSpec:
        """The rule as the domain reads it; its identity is its uuid, which drafts and revisions keep."""
        return RuleSpec(
            id=f"rule-{self.uuid}",
            unit=self.unit,  # type: ignore[arg-type]  # the choices of the field are the words of the domain
            start_time=self.start_time,
            end_time=self.end_time,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            interval=self.interval or 0,
            weekdays=tuple(self.weekdays),
            nth=tuple(self.nth),
            month_days=tuple(self.month_days),
            week_parity=self.week_parity,  # type: ignore[arg-type]
            public_holidays=self.public_holidays,  # type: ignore[arg-type]
            school_holidays=self.school_holidays,  # type: ignore[arg-type]
        )

    @property
    def said(self) -> RuleSpec:
        """What makes two rules one."""
        return replace(self.spec, id="")

    def clean(self) -> None:
        super().clean()
        if self.start_time is None or self.end_time is None or self.valid_from is None:
            return  # the form already says which field is missing
        # A rule that has ended gives no coming date, and must not keep its activity from being edited.
        ended = self.valid_until is not None and self.valid_until < today()
        problems = validate(self.spec, self.valid_from if ended else today())
        if problems:
            raise ValidationError(list(problems))
