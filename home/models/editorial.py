"""What articles and success stories share: the page, and the section that lists them."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from home.blocks.body import BodyBlock
from home.blocks.reading import ReadablePagesBlock
from home.models.querysets import ArticleManager
from portal.models import BasePage
from portal.models.stream_field import BlocksField

# Each concrete class names its template: Wagtail's metaclass would else give it one of its own.
PAGE_TEMPLATE = "home/editorial_page.html"
INDEX_TEMPLATE = "home/editorial_index.html"


class EditorialPage(BasePage):
    """A dated, signed page with a body in blocks."""

    publication_date = models.DateField(
        _("date de publication"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Laissez vide : ce sera le jour de la mise en ligne."),
    )
    signature = models.CharField(
        _("signature"),
        max_length=120,
        blank=True,
        help_text=_("Qui signe : une personne, une équipe, une commune."),
    )
    category = models.ForeignKey(
        "home.ArticleCategory",
        verbose_name=_("rubrique"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image = models.ForeignKey(
        "portal.PortalImage",
        verbose_name=_("image principale"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Affichée en haut de la page et à la une."),
    )
    image_caption = models.CharField(_("légende de l’image"), max_length=250, blank=True)
    is_fictional = models.BooleanField(
        _("exemple fictif"),
        default=False,
        help_text=_("Affiche « Exemple fictif » : les personnes sont inventées."),
    )
    body = BlocksField(BodyBlock(), verbose_name=_("contenu"), blank=True)
    read_also = BlocksField(
        ReadablePagesBlock(max_num=3, required=False),
        verbose_name=_("à lire aussi"),
        blank=True,
        help_text=_("Trois pages au plus. Sans choix, le site propose des pages de la même rubrique."),
    )

    objects = ArticleManager()

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("publication_date"), FieldPanel("category")]),
                FieldPanel("signature"),
                FieldPanel("is_fictional"),
            ],
            _("Date et signature"),
        ),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_caption")], _("Image principale")),
        FieldPanel("body"),
        FieldPanel("read_also"),
    ]
    default_kicker: Any = ""
    # A copy is new: with the day of its model it would stand among the old ones, and in the feed as one of them.
    exclude_fields_in_copy = ["publication_date"]
    subpage_types: list[str] = []

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        planned = timezone.localdate(self.go_live_at) if self.go_live_at else timezone.localdate()
        if self.publication_date and self.publication_date > planned:
            raise ValidationError(
                {
                    "publication_date": _(
                        "Cette date n’est pas encore venue. Pour publier plus tard, gardez la date vide "
                        "et choisissez « Programmer » dans le volet « État »."
                    )
                }
            )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """An undated page takes the day it first went online, so that lists sort without a special case."""
        if self.live and self.publication_date is None and self.first_published_at is not None:
            self.publication_date = timezone.localdate(self.first_published_at)
        super().save(*args, **kwargs)

    @property
    def published_at(self) -> datetime | None:
        """For feeds: the very moment it went online when that is its date, else noon of its date."""
        if self.publication_date is None:
            return None
        first: datetime | None = self.first_published_at
        if first is not None and timezone.localdate(first) == self.publication_date:
            return first
        noon = datetime.combine(self.publication_date, datetime.min.time()).replace(hour=12)
        return timezone.make_aware(noon)


class EditorialIndex(BasePage):
    """A section that lists its pages, newest first."""

    class Meta:
        abstract = True

    def listed(self) -> Any:
        """The pages to list, newest first."""
        raise NotImplementedError
