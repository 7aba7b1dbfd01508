"""What editors see of the search: their synonyms."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import SearchSynonym


class SearchSynonymViewSet(SnippetViewSet):
    model = SearchSynonym
    icon = "search"
    add_to_admin_menu = True  # else Wagtail hides it behind a menu of its own, « Fragments »
    menu_label = _("Synonymes")
    menu_order = 260
    list_display = ["__str__"]
    panels = [FieldPanel("words")]


register_snippet(SearchSynonymViewSet)
