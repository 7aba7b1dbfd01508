import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Page

from portal.models.edit_form import EditForm
from portal.models.phone_field import PhoneField


def new_network_identifier() -> str:
    """Host part of every calendar UID, made once, so that a change of domain duplicates nobody's events."""
    return f"{uuid.uuid4()}.portail"


class Palette(models.TextChoices):
    """Accent palettes whose contrasts were computed; a free colour could make the site unreadable."""

    RIVER = "fleuve", _("Fleuve (bleu)")
    FOREST = "foret", _("Forêt (vert)")
    PLUM = "prune", _("Prune (violet)")


@register_setting(icon="cog")
class SiteSettings(BaseGenericSetting):
    """What an administrator changes without a developer: name, phone, territory, colours, and where pages are."""

    network_name = models.CharField(_("nom du réseau"), max_length=80, default="Aide numérique")
    tagline = models.CharField(_("phrase sous le nom"), max_length=120, default="L’aide numérique près de chez vous")
    logo = models.ForeignKey(
        "portal.PortalImage", verbose_name=_("logo"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    palette = models.CharField(
        _("couleurs"),
        max_length=10,
        choices=Palette,
        default=Palette.RIVER,
        help_text=_(
            "Du pied de page, du panneau des aidants et du logo dessiné. Les couleurs qui ont un sens (liens, "
            "permanences, ateliers, alertes) ne changent pas."
        ),
    )
    phone = PhoneField(
        _("téléphone affiché sur chaque page"), help_text=_("Sans numéro, aucune page ne propose d’appeler.")
    )
    phone_hours = models.CharField(
        _("quand appeler"),
        max_length=120,
        blank=True,
        help_text=_("Par exemple « Appelez-nous, du lundi au vendredi, de 9 h à 17 h. »"),
    )
    email = models.EmailField(_("courriel de contact"), blank=True)
    legal_owner = models.CharField(_("responsable légal du site"), max_length=200, blank=True)
    accessibility_state = models.CharField(
        _("état de conformité (accessibilité)"),
        max_length=30,
        choices=[
            ("non conforme", _("non conforme")),
            ("partiellement conforme", _("partiellement conforme")),
            ("totalement conforme", _("totalement conforme")),
        ],
        default="non conforme",
    )

    banner_text = models.CharField(
        _("message"),
        max_length=200,
        blank=True,
        help_text=_("Montré en haut de chaque page : une fermeture, une panne. Une phrase ou deux. Vide : rien."),
    )
    banner_page = models.ForeignKey(
        Page,
        verbose_name=_("page qui en dit plus"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    banner_until = models.DateTimeField(
        _("montré jusqu’au"), null=True, blank=True, help_text=_("Il disparaît tout seul. Vide : il reste.")
    )

    territory_name = models.CharField(
        _("nom du territoire"), max_length=80, blank=True, help_text=_("Utilisé dans les phrases.")
    )
    departements = models.CharField(
        _("départements du réseau"),
        max_length=60,
        blank=True,
        help_text=_("Numéros séparés par une virgule. Leurs communes passent avant les autres."),
        validators=[
            RegexValidator(r"^\s*(\d{2,3}|2[AB])(\s*,\s*(\d{2,3}|2[AB]))*\s*$", _("Écrivez par exemple : 01, 2A"))
        ],
    )
    school_zone = models.CharField(
        _("zone scolaire"), max_length=1, choices=[("A", "A"), ("B", "B"), ("C", "C")], default="A"
    )
    search_example = models.CharField(
        _("exemple de recherche"),
        max_length=60,
        default="impôts",
        help_text=_("Un besoin et une commune, montrés au-dessus du champ de recherche."),
    )
    # The middle of mainland France, from as far as maps go (`MIN_ZOOM`), until somebody chooses.
    map_latitude = models.FloatField(_("latitude du centre de la carte"), default=46.6)
    map_longitude = models.FloatField(_("longitude du centre de la carte"), default=2.4)
    map_zoom = models.PositiveSmallIntegerField(_("zoom de départ de la carte"), default=7)

    articles_page = models.ForeignKey(
        Page, verbose_name=_("page des articles"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    carers_page = models.ForeignKey(
        Page,
        verbose_name=_("page pour les aidants"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    contact_page = models.ForeignKey(
        Page, verbose_name=_("page de contact"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    words_page = models.ForeignKey(
        Page,
        verbose_name=_("page des mots expliqués"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Ce que veulent dire « France services », « permanence », « pass numérique »."),
    )
    legal_page = models.ForeignKey(
        Page, verbose_name=_("mentions légales"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    accessibility_page = models.ForeignKey(
        Page,
        verbose_name=_("déclaration d’accessibilité"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    network_identifier = models.CharField(
        _("identifiant du réseau"), max_length=60, default=new_network_identifier, editable=False
    )

    select_related = [
        "logo",
        "articles_page",
        "carers_page",
        "contact_page",
        "words_page",
        "legal_page",
        "accessibility_page",
        "banner_page",
    ]
    panels = [
        MultiFieldPanel(
            [FieldPanel("banner_text"), PageChooserPanel("banner_page"), FieldPanel("banner_until")],
            _("Message en haut de chaque page"),
        ),
        MultiFieldPanel(
            [FieldPanel("network_name"), FieldPanel("tagline"), FieldPanel("logo"), FieldPanel("palette")],
            _("Identité"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("phone"), FieldPanel("phone_hours")]),
                FieldPanel("email"),
                FieldPanel("legal_owner"),
                FieldPanel("accessibility_state"),
            ],
            _("Contact et mentions"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("territory_name"),
                FieldPanel("departements"),
                FieldPanel("school_zone"),
                FieldPanel("search_example"),
                FieldRowPanel([FieldPanel("map_latitude"), FieldPanel("map_longitude"), FieldPanel("map_zoom")]),
            ],
            _("Territoire"),
        ),
        MultiFieldPanel(
            [
                PageChooserPanel("articles_page"),
                PageChooserPanel("carers_page"),
                PageChooserPanel("contact_page"),
                PageChooserPanel("words_page"),
                PageChooserPanel("legal_page"),
                PageChooserPanel("accessibility_page"),
            ],
            _("Pages liées"),
        ),
    ]

    base_form_class = EditForm

    class Meta:
        verbose_name = _("réglages du portail")

    @property
    def home_departements(self) -> frozenset[str]:
        return frozenset(code.strip() for code in self.departements.split(",") if code.strip())
