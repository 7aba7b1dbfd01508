from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Recherche")

    def ready(self) -> None:
        from portal.ground.questions import register_reader
        from portal.models import Commune, SiteSettings
        from portal.models.changes import register_deriver
        from search.api import TOPIC
        from search.engines.replica.server import configured
        from search.engines.replica.sync import push_soon
        from search.index.writing import derive, written
        from search.memory import synonyms_changed
        from search.models import SearchSynonym
        from search.page.query import SEARCH
        from search.page.view import asked
        from search.places import communes_changed
        from search.suggest.listing import OWN
        from search.suggest.registry import propose

        register_reader(SEARCH, asked)
        for own in OWN:
            propose(own)
        if configured():
            written.connect(push_soon, dispatch_uid="search-replica")
        register_deriver(TOPIC, derive, order=20)
        for signal in (post_save, post_delete):
            for model in (Commune, SiteSettings):
                signal.connect(communes_changed, sender=model, dispatch_uid=f"search-{model.__name__}")
            signal.connect(synonyms_changed, sender=SearchSynonym, dispatch_uid="search-synonyms")
