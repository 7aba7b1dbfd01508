from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from portal.models.edit_form import PageEditForm
from portal.models.publishing import AtomicPublishing
from portal.models.views import view_of

RESERVED_SLUGS = frozenset(
    {"admin", "agenda", "documents", "donnees", "guide", "ical", "lieux", "media", "recherche", "static", "styleguide"}
)


class BasePage(AtomicPublishing, Page):
    """What every page of the portal has besides Wagtail's title, slug and search description."""

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("Une ou deux phrases, affichées sous le titre.")
    )
    in_brief = models.TextField(
        _("en bref"),
        blank=True,
        help_text=_("Le résumé en mots simples : phrases courtes, mots connus. Une idée par ligne."),
    )
    share_image = models.ForeignKey(
        "portal.PortalImage",
        verbose_name=_("image de partage"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Montrée quand la page est partagée dans un message."),
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction"), FieldPanel("in_brief")]
    base_form_class = PageEditForm
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("share_image")],
            _("Partage et moteurs de recherche"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "show_in_menus",
                    heading=_("Montrer au pied de chaque page"),
                    help_text=_("Dans la liste « Trouver », dans l’ordre des pages. Huit pages au plus."),
                )
            ],
            _("Menu"),
        ),
    ]

    class Meta:
        abstract = True

    @property
    def in_brief_lines(self) -> list[str]:
        """The plain-language summary, one idea a line."""
        return [line.strip() for line in self.in_brief.splitlines() if line.strip()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(view_of(type(self), "context")(self, request))
        return context

    def clean(self) -> None:
        super().clean()
        # Under the home page, these addresses are answered by `portal.urls`: the page could never be reached.
        if self.depth in (None, 3) and self.slug in RESERVED_SLUGS and not isinstance(self, SectionPage):
            raise ValidationError({"slug": _("Cette adresse est déjà prise par le portail. Choisissez-en une autre.")})


class FixedPage(BasePage):
    """A page that the portal cannot do without at its place: nobody deletes, moves, copies, hides or unpublishes it.

    Wagtail's views, its bulk actions included, ask these permissions: a hand-made request meets the same refusal.
    """

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.expire_at is not None:
            raise ValidationError({"expire_at": _("Cette page ne peut pas disparaître : retirez sa date de fin.")})

    def permissions_for_user(self, user: Any) -> Any:
        return _FixedPagePermissions(super().permissions_for_user(user))


class SectionPage(FixedPage):
    """A section whose address is part of the product (`/lieux/`, `/agenda/`): it exists once and stays where it is.

    Titles and introductions belong to editors; the address belongs to `portal.urls`.
    """

    section_slug: str = ""
    max_count = 1
    subpage_types: list[str] = []
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("share_image")],
            _("Partage et moteurs de recherche"),
        )
    ]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = view_of(type(self), "page")(request, self)
        return response

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.section_slug
        super().full_clean(*args, **kwargs)


class _FixedPagePermissions:
    """The editor's own permissions, without those that would take the page away from its address or its readers."""

    _refused = frozenset(
        {
            "can_delete",
            "can_move",
            "can_unpublish",
            "can_copy",
            "can_move_to",
            "can_copy_to",
            # A page behind a password would close what is under it too: the finder, the agenda, the whole site.
            "can_set_view_restrictions",
        }
    )

    def __init__(self, permissions: Any) -> None:
        self._permissions = permissions

    def __getattr__(self, name: str) -> Any:
        if name in self._refused:
            return lambda *args, **kwargs: False
        return getattr(self._permissions, name)
