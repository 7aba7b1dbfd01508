"""What editors find in the administration, besides pages, images and documents."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from home.models import ArticleCategory, KeyFigure


def to_review(figure: KeyFigure) -> Any:
    return _("À revoir : plus de deux ans, ou sans date") if figure.is_outdated(timezone.localdate()) else ""


class KeyFigureViewSet(SnippetViewSet):
    model = KeyFigure
    icon = "order-down"
    menu_label = _("Chiffres clés")
    list_display = ["value", "sentence", "source", "date", Column("to_review", label=_("État"), accessor=to_review)]
    search_fields = ["value", "sentence", "source"]
    search_backend_name = None  # a few dozen rows: the database's own comparison is enough


class ArticleCategoryViewSet(SnippetViewSet):
    model = ArticleCategory
    icon = "tag"
    menu_label = _("Rubriques")
    search_fields = ["name"]
    search_backend_name = None


class EditorialGroup(SnippetViewSetGroup):
    """Between the directory's menus and the images."""

    menu_label = _("Contenus")
    menu_icon = "pick"
    menu_order = 250
    items = (KeyFigureViewSet, ArticleCategoryViewSet)


register_snippet(EditorialGroup)


@hooks.register("register_help_menu_item")
def pattern_library() -> MenuItem:
    return MenuItem(_("Bibliothèque de modèles"), reverse("styleguide"), icon_name="grip", order=900)
