from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page

from home.blocks.carer_links import CarerLinksBlock, default_carer_links
from home.blocks.figures import HomeFiguresBlock
from home.blocks.need_tiles import NeedsBlock, default_needs
from home.blocks.reading import READABLE
from portal.models import FixedPage
from portal.models.stream_field import BlocksField


class HomePage(FixedPage):
    """One question, one field, six needs; then the next dates, the news, three figures, and a word for carers."""

    question = models.CharField(_("question"), max_length=60, default="Comment vous aider ?")
    field_hint = models.CharField(
        _("exemple sous la question"),
        max_length=120,
        default="Par exemple : mes impôts, le nom de ma commune, ou les deux.",
    )
    needs = BlocksField(
        NeedsBlock(min_num=1, max_num=6),
        verbose_name=_("besoins"),
        default=default_needs,
        help_text=_("Six au plus."),
    )
    dates_title = models.CharField(_("titre"), max_length=80, default="Les prochaines permanences")
    dates_text = models.CharField(
        _("phrase"),
        max_length=200,
        blank=True,
        default="Quelqu’un vous reçoit, dans une commune près de chez vous.",
    )
    news_title = models.CharField(_("titre"), max_length=80, default="À la une")
    front_page = models.ForeignKey(
        Page,
        verbose_name=_("page à la une"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Sans choix, la page la plus récente."),
    )
    figures_title = models.CharField(_("titre"), max_length=80, default="Le réseau en quelques nombres")
    figures = BlocksField(
        HomeFiguresBlock(max_num=3, required=False),
        verbose_name=_("chiffres"),
        blank=True,
        help_text=_("Trois au plus."),
    )
    carers_title = models.CharField(_("titre"), max_length=80, default="Vous aidez quelqu’un ?")
    carers_text = models.CharField(
        _("phrase"),
        max_length=250,
        default="Un parent, une voisine, un usager : préparez-lui une information simple, à imprimer ou à envoyer.",
    )
    carers_links = BlocksField(
        CarerLinksBlock(max_num=4, required=False),
        verbose_name=_("liens"),
        blank=True,
        default=default_carer_links,
    )

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("question"),
                FieldPanel("introduction"),
                FieldPanel("field_hint"),
                FieldPanel("needs"),
            ],
            _("Premier écran"),
        ),
        MultiFieldPanel([FieldPanel("dates_title"), FieldPanel("dates_text")], _("Prochaines permanences")),
        MultiFieldPanel([FieldPanel("news_title"), PageChooserPanel("front_page", READABLE)], _("À la une")),
        MultiFieldPanel([FieldPanel("figures_title"), FieldPanel("figures")], _("Chiffres clés")),
        MultiFieldPanel(
            [FieldPanel("carers_title"), FieldPanel("carers_text"), FieldPanel("carers_links")],
            _("Pour les aidants"),
        ),
    ]
    page_description = _("La page d’accueil du portail.")
    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "directory.FinderPage",
        "events.AgendaPage",
        "home.ArticleIndexPage",
        "home.StoryIndexPage",
        "home.StandardPage",
    ]

    class Meta:
        verbose_name = _("page d’accueil")
