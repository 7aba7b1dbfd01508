from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Annuaire")

    def ready(self) -> None:
        from directory import receivers
        from directory.addresses import FINDER
        from directory.finder.guide.query import Step
        from directory.finder.guide.view import reader
        from directory.finder.proposals import PROPOSALS
        from directory.finder.view import asked, finder
        from directory.models import FinderPage, HelpPoint
        from directory.place.view import place_page
        from directory.search_documents import PlaceSource
        from portal.ground.questions import register_reader
        from portal.models.views import register_view
        from search.registry import register
        from search.suggest.registry import propose

        register_reader(FINDER, asked)
        for step in Step:
            register_reader(step.value, reader(step))
        register_view(FinderPage, "page", finder)
        register_view(HelpPoint, "preview", place_page)
        register(PlaceSource())
        for proposals in PROPOSALS:
            propose(proposals)
        receivers.connect()
