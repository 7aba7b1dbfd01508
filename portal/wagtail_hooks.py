"""What the admin says about the portal itself (its clock, who may try no password for now), and of what one types."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from portal.ground import typed_inputs
from portal.ground.admin_area import writes_by_itself
from portal.ground.typed_echo import typed_moment
from portal.roof.clock.notices import warnings
from portal.roof.editing.content_checks import put_plain_checks
from portal.roof.editing.dashboard import add_concerns
from portal.roof.signing_in import unlocking
from portal.roof.signing_in.second_factor import devices, lost
from portal.roof.signing_in.second_factor.own import OwnFactorPanel


class ClockNotice(Component):
    """Shown first, and only when something is wrong."""

    order = 10
    template_name = "wagtailadmin/clock_notice.html"

    def __init__(self, sentences: list[str]) -> None:
        self.sentences = sentences

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"sentences": self.sentences}


@hooks.register("construct_homepage_panels")
def add_clock_notice(request: HttpRequest, panels: list[Component]) -> None:
    sentences = warnings(timezone.now())
    if sentences:
        panels.append(ClockNotice(sentences))


hooks.register("construct_wagtail_userbar", put_plain_checks)
hooks.register("construct_homepage_panels", add_concerns)


@hooks.register("register_admin_urls")
def typed_moment_url() -> list[URLPattern]:
    """Behind the admin's login like every address given to this hook."""
    return [path("dates/comprises/", typed_moment, name=typed_inputs.ADDRESS)]


class LockedItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(unlocking.PERMISSION)


@hooks.register("register_admin_urls")
def locked_url() -> list[URLPattern]:
    return [path("connexions-bloquees/", unlocking.LockedView.as_view(), name=unlocking.NAME)]


@hooks.register("register_admin_urls")
def second_factor_urls() -> list[URLPattern]:
    one = writes_by_itself(lost.FactorOfView.as_view())
    return [
        path("telephone-perdu/", lost.FactorsView.as_view(), name=lost.NAME),
        path("telephone-perdu/<int:pk>/", one, name=lost.ONE),
    ]


@hooks.register("register_account_settings_panel")
def second_factor_panel(request: HttpRequest, user: Any, profile: Any) -> OwnFactorPanel:
    return OwnFactorPanel(request, user, profile)


@hooks.register("register_log_actions")
def second_factor_actions(actions: Any) -> None:
    added, renewed, removed = (
        (_("Mettre en place la double authentification"), _("Double authentification mise en place")),
        (_("Refaire les codes de secours"), _("Codes de secours refaits")),
        (_("Retirer la double authentification"), _("Double authentification retirée")),
    )
    actions.register_action(devices.ADDED, *added)
    actions.register_action(devices.RENEWED, *renewed)
    actions.register_action(devices.REMOVED, *removed)


@hooks.register("register_settings_menu_item")
def locked_item() -> MenuItem:
    return LockedItem(_("Connexions bloquées"), reverse(unlocking.NAME), icon_name="lock", order=650)
