"""What the team sees of the search: the words that it does not know, and what they mean."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from search.engines.replica.screen import SearchStateViewSet
from search.models import SearchSynonym
from search.unknown.screen import UnknownWordsViewSet


class SearchSynonymViewSet(SnippetViewSet):
    model = SearchSynonym
    icon = "search"
    menu_label = _("Synonymes")
    list_display = ["__str__"]
    panels = [FieldPanel("words")]


class SearchGroup(SnippetViewSetGroup):
    menu_label = _("Recherche")
    menu_icon = "search"
    menu_order = 260
    items = (SearchSynonymViewSet, UnknownWordsViewSet, SearchStateViewSet)


register_snippet(SearchGroup)
