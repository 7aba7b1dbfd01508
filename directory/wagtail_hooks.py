from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from directory.admin.choosers import communes
from directory.admin.viewsets import DirectoryGroup

register_snippet(DirectoryGroup)


@hooks.register("register_admin_viewset")
def register_commune_chooser() -> ViewSet:
    return communes
