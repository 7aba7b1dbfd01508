from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Portail")

    def ready(self) -> None:
        from portal.blocks.data_needs import register_fetcher
        from portal.blocks.renditions import RENDITIONS, fetch_renditions
        from portal.ground import typed_fields
        from portal.roof import checks  # noqa: F401 - registers the project's system checks
        from portal.roof.serving import redirects

        typed_fields.register()
        redirects.connect()
        register_fetcher(RENDITIONS, fetch_renditions)
