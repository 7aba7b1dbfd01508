from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Espace éditorial")

    def ready(self) -> None:
        from directory.contributions import contributions
        from home import on_finder, search_refresh
        from home.blocks.around import DATES_AROUND, PLACES_AROUND
        from home.blocks.dates import DATES
        from home.blocks.latest import LATEST
        from home.blocks.places import PLACES
        from home.blocks.reading import PAGES
        from home.models import HomePage, StandardPage
        from home.models.editorial import EditorialIndex, EditorialPage
        from home.pages import article, fetchers, front, index, naming, simple
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
        register_fetcher(PLACES_AROUND, fetchers.fetch_places_around)
        register_fetcher(DATES_AROUND, fetchers.fetch_dates_around)
        register_fetcher(LATEST, fetchers.fetch_latest)
        register(PageSource())
        contributions.place_sections.append(naming.pages_naming)
        search_refresh.connect()
        on_finder.contribute()
