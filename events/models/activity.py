import uuid
from collections.abc import Collection
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from directory.models.codes_field import CodesField
from events.domain.announcement import Announcement, readable
from events.models.selection import bears
from portal.models.phone_field import PhoneField
from portal.models.publishing import AtomicPublishing
from portal.models.views import view_of


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Selections, as verbs."""

    def published(self) -> Self:
        return self.filter(live=True)

    def undated(self) -> Self:
        """Without any rule or date: their `timetable_note` says what is known."""
        return self.filter(rules__isnull=True, sessions__isnull=True).exclude(timetable_note="")

    def of_kinds(self, kinds: Collection[str]) -> Self:
        """Of every kind when none is named."""
        return self.filter(kind__in=kinds) if kinds else self.all()

    def of_places(self, point_ids: Collection[int]) -> Self:
        """Held at these help points, or held elsewhere by them."""
        return self.filter(Q(point_id__in=point_ids) | Q(operator_id__in=point_ids))

    def held_by(self, point_ids: Collection[int]) -> Self:
        return self.filter(operator_id__in=point_ids)

    def hosted_by(self, point_ids: Collection[int]) -> Self:
        return self.filter(point_id__in=point_ids)

    def bearing(self, group: str, codes: Collection[str]) -> Self:
        """Those that bear one of these codes of a group of filters."""
        return self.filter(bears("filter_terms", group, codes))

    def announcements(self) -> dict[int, Announcement]:
        """What each activity says in lists, by pk, in order; one query. For published ones: others say nothing yet."""
        rows = self.values_list("pk", "announcement")
        return {pk: said for pk, text in rows if (said := readable(text)) is not None}


class Activity(
    AtomicPublishing,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    PreviewableMixin,
    ClusterableModel,
):
    """A permanence, a series or a workshop; its dates are `Occurrence` rows derived from rules and sessions."""

    class Kind(models.TextChoices):
        PERMANENCE = "permanence", _("Permanence")
        SERIES = "series", _("Cycle d’ateliers")
        WORKSHOP = "workshop", _("Atelier")

        @property
        def shape(self) -> str:
            """Of its badge (`portal.templatetags.icons`): what is told apart by a colour is also told by a form."""
            return "circle" if self == "permanence" else "square"

    class Access(models.TextChoices):
        __empty__ = _("On ne sait pas")
        DROP_IN = "drop-in", _("Sans rendez-vous")
        BOOKING = "booking", _("Sur inscription")
        ORIENTATION = "orientation", _("Sur orientation d’un professionnel")
        PHONE = "phone", _("Appeler avant de venir")

    class Price(models.TextChoices):
        __empty__ = _("On ne sait pas")
        FREE = "free", _("Gratuit")
        CONDITIONAL = "conditional", _("Gratuit sous condition")
        PAID = "paid", _("Payant")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("genre"), max_length=12, choices=Kind, default=Kind.PERMANENCE)
    title = models.CharField(_("titre"), max_length=160)
    summary = models.CharField(_("en une phrase"), max_length=250, blank=True)
    body = models.TextField(_("présentation"), blank=True, help_text=_("Phrases courtes. Une idée par ligne."))

    # Where: a help point of the directory, or a room in a commune
    point = models.ForeignKey(
        "directory.HelpPoint",
        verbose_name=_("lieu d’accueil"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="hosted_activities",
        help_text=_("Le lieu de l’annuaire où l’on vient. Sinon, indiquez la salle et la commune."),
    )
    place_text = models.CharField(_("salle"), max_length=160, blank=True, help_text=_("Par exemple « Mairie »."))
    address = models.CharField(_("adresse"), max_length=250, blank=True)
    commune = models.ForeignKey(
        "portal.Commune", verbose_name=_("commune"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    # Who
    operator = models.ForeignKey(
        "directory.HelpPoint",
        verbose_name=_("tenue par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="operated_activities",
        help_text=_("Le lieu de l’annuaire d’où vient la personne qui reçoit."),
    )
    organisation = models.ForeignKey(
        "directory.Organisation",
        verbose_name=_("organisme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="activities",
    )

    adviser = models.CharField(
        _("qui reçoit"),
        max_length=80,
        blank=True,
        help_text=_("Pour l’équipe, jamais montré : « conseillère 1 ». Sert à noter ses absences."),
    )

    # What and for whom
    services = CodesField("SERVICES", verbose_name=_("services"))
    publics = CodesField("PUBLICS", verbose_name=_("publics"), help_text=_("Rien de coché : tout le monde."))
    special_needs = CodesField("SPECIAL_NEEDS", verbose_name=_("prise en charge spécifique"))
    access = models.CharField(_("accès"), max_length=12, choices=Access, blank=True)
    booking_phone = PhoneField(_("téléphone pour s’inscrire"))
    booking_url = models.URLField(_("inscription en ligne"), max_length=500, blank=True)
    booking_email = models.EmailField(
        _("courriel pour s’inscrire"), blank=True, help_text=_("Celui d’un service, montré sur la page.")
    )
    one_registration = models.BooleanField(
        _("une seule inscription pour tout le cycle"),
        default=False,
        help_text=_("On s’inscrit à toutes les séances en une fois."),
    )
    waiting_note = models.CharField(
        _("quand c’est complet"),
        max_length=200,
        blank=True,
        help_text=_("« Laissez votre numéro : nous rappelons si une place se libère. »"),
    )
    capacity = models.PositiveSmallIntegerField(_("nombre de places"), null=True, blank=True)
    price = models.CharField(_("prix"), max_length=12, choices=Price, blank=True)
    price_words = models.CharField(_("prix, en mots"), max_length=120, blank=True)
    accessibility = models.CharField(
        _("accessibilité"), max_length=250, blank=True, help_text=_("Par exemple « Salle de plain-pied ».")
    )
    languages = models.CharField(_("langues parlées"), max_length=120, blank=True)

    # What is known of its dates, and from where
    timetable_note = models.CharField(
        _("dates, en mots"),
        max_length=200,
        blank=True,
        help_text=_("Quand on ne connaît pas les heures : « le lundi, heures à demander : appelez »."),
    )
    is_example = models.BooleanField(_("exemple fictif"), default=False)
    source = models.CharField(_("source"), max_length=250, blank=True)
    source_url = models.URLField(_("adresse de la source"), max_length=500, blank=True)
    content_changed_at = models.DateTimeField(_("contenu changé le"), null=True, blank=True, editable=False)
    # Derived (`events.dates.announcing`): what lists repeat of it beside each date, without joining its places
    announcement = models.TextField(_("annonce"), blank=True, editable=False)
    # Derived too: what its dates may be chosen by (`events.domain.filters`)
    filter_terms = models.TextField(_("filtres"), blank=True, editable=False)
    # And of what its dates were last made (`events.dates.planning.Plan.made_of`)
    dates_made_of = models.CharField(_("empreinte de ses dates"), max_length=32, blank=True, editable=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("permanence ou atelier")
        verbose_name_plural = _("permanences et ateliers")
        ordering = ["title", "pk"]
        indexes = [models.Index(fields=["live", "kind"])]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title=""),
                name="events_activity_titled",
                violation_error_message=_("Donnez un titre, par exemple « Permanence numérique »."),
            ),
        ]

    def __str__(self) -> str:
        where = self.commune.name if self.commune is not None else ""
        return f"{self.title} – {where}" if where and where not in self.title else self.title

    def get_absolute_url(self) -> str:
        return reverse("activity", args=[self.pk, self.slug])

    @property
    def says_where(self) -> bool:
        """« 47310 Laplume » alone leads nobody anywhere, but to a service that comes to the commune: one calls it."""
        comes = self.operator is not None and self.operator.moves
        return bool(self.point_id or self.place_text or self.address or comes)

    @property
    def price_label(self) -> str:
        """« Gratuit sous condition : avec un pass numérique »; empty when nobody said."""
        price = str(self.get_price_display()) if self.price else ""
        return " : ".join(filter(None, (price, self.price_words)))

    @property
    def slug(self) -> str:
        """The readable end of the address: it may change, the number decides."""
        return slugify(self.title)[:80] or "date"

    def clean(self) -> None:
        super().clean()
        if self.point is not None and self.point.moves:
            moving = _("Ce service se déplace : choisissez-le dans « tenue par », et donnez la commune où il vient.")
            raise ValidationError({"point": moving})
        if self.point is None and self.commune is None:
            raise ValidationError({"commune": _("Choisissez le lieu d’accueil, ou la commune.")})
        if not self.says_where:
            raise ValidationError({"place_text": _("Dites où : « Mairie », « Salle des fêtes », « Place du marché ».")})
        if self.point is not None and self.point.commune is not None:
            self.commune = self.point.commune

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        response: HttpResponse = view_of(type(self), "preview")(request, self)
        return response
