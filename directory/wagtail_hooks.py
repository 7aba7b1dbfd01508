from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from directory.admin.choosers import communes
from directory.admin.reports.notice import add_reports_notice
from directory.admin.reports.viewset import ReportsPolicy
from directory.admin.trash.views import keep_places
from directory.admin.viewsets import DirectoryGroup
from directory.models import ErrorReport, HelpPoint
from portal.ground.admin_screen import Area

register_permission_policy(ErrorReport, ReportsPolicy(ErrorReport))
register_snippet(DirectoryGroup)
hooks.register("construct_homepage_panels", add_reports_notice)
hooks.register("before_delete_snippet", keep_places)


@hooks.register("register_admin_viewset")
def register_commune_chooser() -> ViewSet:
    return communes


@hooks.register("register_admin_search_area")
def places_area() -> Area:
    return Area(_("Lieux"), HelpPoint, "directory.view_helppoint", order=110)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def say_what_saving_changed(request: HttpRequest, instance: Any) -> None:
    """Besides what the person changed: the form has left it on the object."""
    if said := getattr(instance, "said_on_saving", ""):
        messages.warning(request, said)
