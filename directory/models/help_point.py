import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
    URLValidator,
    validate_email,
)
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from directory.addresses import FINDER
from directory.domain.freshness import Freshness, freshness
from directory.domain.place_kind import PlaceKind, place_kind
from directory.domain.vocabulary import FIXED, ITINERANT, WALK_IN
from directory.models.codes_field import CodesField
from directory.models.lines_field import LinesField
from portal.models.phone_field import PhoneField
from portal.models.publishing import AtomicPublishing
from portal.models.views import view_of
from portal.words.link import with_scheme


class HelpPointQuerySet(models.QuerySet["HelpPoint"]):
    """Selections, as verbs."""

    def published(self) -> "HelpPointQuerySet":
        """What the public may see: live, closed places included (they say so on their own page)."""
        return self.filter(live=True)

    def in_service(self) -> "HelpPointQuerySet":
        return self.published().filter(status="open")


class HelpPoint(
    AtomicPublishing, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model
):
    """A place where someone helps with digital matters: every field of the national standard v1.0.2, and our own.

    English names stand for the standard's fields; the pairs are in `directory.exchange.mapping`.
    """

    HOURS_NOTE_LENGTH = 300

    class Status(models.TextChoices):
        OPEN = "open", _("En service")
        CLOSED = "closed", _("Fermé pour de bon")

    class Precision(models.TextChoices):
        EXACT = "exact", _("Position exacte")
        COMMUNE = "commune", _("Centre de la commune (approximatif)")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    standard_id = models.CharField(
        _("identifiant dans le standard"),
        max_length=200,
        unique=True,
        blank=True,
        help_text=_("Laissez vide pour un nouveau lieu : il sera créé."),
    )
    pivot = models.CharField(
        _("SIRET, RNA ou RIDET"),
        max_length=14,
        default="00000000000000",
        validators=[RegexValidator(r"^[a-zA-Z0-9]{9,14}$", _("De 9 à 14 chiffres ou lettres."))],
    )
    name = models.CharField(_("nom"), max_length=200)
    organisation = models.ForeignKey(
        "directory.Organisation",
        verbose_name=_("organisme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="points",
    )
    status = models.CharField(_("état"), max_length=10, choices=Status, default=Status.OPEN)
    hosts_only = models.BooleanField(
        _("lieu d’accueil seulement"),
        default=False,
        help_text=_("Une mairie, une salle : on y est aidé pendant les permanences et les ateliers seulement."),
    )

    # Address and position
    commune = models.ForeignKey(
        "portal.Commune", verbose_name=_("commune"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    commune_name = models.CharField(_("nom de la commune"), max_length=100, blank=True)
    insee_code = models.CharField(_("code INSEE"), max_length=5, blank=True, db_index=True)
    postal_code = models.CharField(
        _("code postal"), max_length=5, validators=[RegexValidator(r"^\d{5}$", _("Cinq chiffres, par exemple 01000."))]
    )
    address = models.CharField(_("adresse"), max_length=250, blank=True, help_text=_("Numéro et rue seulement."))
    address_extra = models.CharField(_("complément d’adresse"), max_length=250, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    position_precision = models.CharField(
        _("précision de la position"), max_length=10, choices=Precision, default=Precision.EXACT
    )

    # Contact
    phone = PhoneField(_("téléphone"))
    emails = LinesField(_("courriels"), checks=[validate_email], help_text=_("Un par ligne."))
    websites = LinesField(
        _("sites web"),
        checks=[URLValidator(["http", "https"])],
        put_right=with_scheme,
        help_text=_("Un par ligne, par exemple www.exemple.fr."),
    )
    booking_url = models.URLField(_("prise de rendez-vous en ligne"), max_length=500, blank=True)
    accessibility_url = models.URLField(_("fiche Acceslibre"), max_length=500, blank=True)

    # What happens there
    opening_hours = models.CharField(
        _("horaires"),
        max_length=1000,
        blank=True,
        help_text=_(
            "Comme on les dit : « du lundi au vendredi de 9h à 12h et de 14h à 17h, samedi 9h-12h ». "
            "La semaine comprise s’affiche dessous."
        ),
    )
    hours_note = models.CharField(
        _("note sur les horaires"),
        max_length=HOURS_NOTE_LENGTH,
        blank=True,
        help_text=_("Montrée sous les horaires, telle quelle. Par exemple « fermé quand l’animatrice est en visite »."),
    )
    summary = models.CharField(_("résumé"), max_length=280, blank=True)
    description = models.TextField(_("présentation détaillée"), blank=True)
    services = CodesField("SERVICES", verbose_name=_("services"))
    publics = CodesField("PUBLICS", verbose_name=_("publics"), help_text=_("Rien de coché : tout le monde."))
    special_needs = CodesField("SPECIAL_NEEDS", verbose_name=_("prise en charge spécifique"))
    fees = CodesField("FEES", verbose_name=_("frais à charge"))
    access_modes = CodesField("ACCESS_MODES", verbose_name=_("modalités d’accès"))
    support_modes = CodesField("SUPPORT_MODES", verbose_name=_("modalités d’accompagnement"))
    itinerance = CodesField("ITINERANCE", verbose_name=_("itinérance"))
    typologies = CodesField("TYPOLOGIES", verbose_name=_("typologies"))
    programmes = CodesField("PROGRAMMES", verbose_name=_("dispositifs et programmes nationaux"))
    labels = CodesField("LABELS", verbose_name=_("formations et labels"))
    other_labels = LinesField(_("autres formations et labels"), help_text=_("Une par ligne."))

    # Provenance
    source = models.CharField(_("source"), max_length=200, blank=True)
    parent_structure = models.CharField(_("structure parente"), max_length=200, blank=True)
    date_maj = models.DateField(_("date de mise à jour"), help_text=_("La date de la source, telle qu’elle la donne."))
    verified_on = models.DateField(
        _("vérifié le"), null=True, blank=True, help_text=_("Quand le réseau a vérifié la fiche lui-même.")
    )

    objects = HelpPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("lieu")
        verbose_name_plural = _("lieux")
        ordering = ["name", "pk"]
        indexes = [
            models.Index(fields=["live", "status"]),
            models.Index(fields=["latitude", "longitude"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="directory_point_position_whole",
                violation_error_message=_("Donnez la latitude et la longitude, ou aucune des deux."),
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="directory_point_position_on_earth",
                violation_error_message=_("Cette position n’existe pas sur la Terre."),
            ),
            models.CheckConstraint(
                condition=~Q(name=""), name="directory_point_named", violation_error_message=_("Un lieu a un nom.")
            ),
            models.CheckConstraint(
                condition=Q(verified_on__isnull=True) | Q(verified_on__gte=F("date_maj")),
                name="directory_point_verified_after_source",
                violation_error_message=_("La vérification ne peut pas être plus ancienne que la mise à jour."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} – {self.commune_name}" if self.commune_name else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.standard_id:
            self.standard_id = f"portail_{self.uuid}"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        # `reverse` was half the time of a site map of eleven thousand places.
        return f"{FINDER}{self.pk}-{self.slug}/"

    @property
    def slug(self) -> str:
        """The readable end of the address: it may change, the number decides."""
        return slugify(self.name)[:80] or "lieu"

    @property
    def kind(self) -> PlaceKind:
        return place_kind(self.typologies, self.programmes, self.name)

    @property
    def moves(self) -> bool:
        """It goes from commune to commune (« Itinérant », and not « Fixe » too): its address is for post only.

        Never a position, an open door, a distance nor directions; where it stops are the permanences that it holds.
        """
        return ITINERANT in self.itinerance and FIXED not in self.itinerance

    @property
    def welcomes_walk_ins(self) -> bool:
        """One may simply come (« Se présenter »); elsewhere the open state would send people to a closed door."""
        return WALK_IN in self.access_modes and not self.moves and not self.hosts_only

    @property
    def approximate(self) -> bool:
        """The position is only the centre of the commune."""
        return self.position_precision == self.Precision.COMMUNE

    def freshness(self, today: date) -> Freshness:
        return freshness(self.date_maj, self.verified_on, today)

    def clean(self) -> None:
        super().clean()
        if self.commune is not None:
            self.commune_name = self.commune.name
            self.insee_code = self.commune.insee
        if not self.commune_name:
            raise ValidationError({"commune": _("Choisissez la commune dans la liste.")})
        if not (self.address or self.hosts_only):
            raise ValidationError({"address": _("Donnez l’adresse. Seul un lieu d’accueil peut ne pas en avoir.")})
        self.place_by_default()

    def place_by_default(self) -> None:
        """A point without coordinates takes its commune's centre, and says so."""
        if self.latitude is None and self.longitude is None and self.commune is not None:
            self.latitude = Decimal(f"{self.commune.latitude:.6f}")
            self.longitude = Decimal(f"{self.commune.longitude:.6f}")
            self.position_precision = self.Precision.COMMUNE

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The public page, as it would be."""
        response: HttpResponse = view_of(type(self), "preview")(request, self)
        return response
