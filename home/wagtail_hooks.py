"""What editors find in the administration, besides pages, images and documents."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from home.models import ArticleCategory, KeyFigure


class KeyFigureViewSet(SnippetViewSet):
    model = KeyFigure
    icon = "order-down"
    menu_label = _("Chiffres clés")
    list_display = ["value", "sentence", "source", "date"]
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
