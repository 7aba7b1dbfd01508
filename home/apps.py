from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Espace éditorial")

    def ready(self) -> None:
        from home import on_finder, search_refresh
        from home.blocks.dates import DATES
        from home.blocks.places import PLACES
        from home.blocks.reading import PAGES
        from home.models import HomePage, StandardPage
        from home.models.editorial import EditorialIndex, EditorialPage
        from home.pages import article, fetchers, front, index, simple
        from home.search_documents import PageSource
        from portal.blocks.data_needs import register_fetcher
        from portal.models.views import register_view
        from search.registry import register

        register_view(HomePage, "context", front.context)
        register_view(EditorialPage, "context", article.context)
        register_view(EditorialIndex, "context", index.context)
        register_view(StandardPage, "context", simple.context)
        register_fetcher(PLACES, fetchers.fetch_places)
        register_fetcher(DATES, fetchers.fetch_dates)
        register_fetcher(PAGES, fetchers.fetch_pages)
        register(PageSource())
        search_refresh.connect()
        on_finder.contribute()
