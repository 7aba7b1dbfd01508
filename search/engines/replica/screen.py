"""« État de la recherche », for administrators: which engine answers, and what it has still to be told."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from portal.ground.admin_screen import Screen, page
from search.engines.elastic.connection import Refused, Unreachable
from search.engines.replica.server import configured
from search.engines.replica.status import status
from search.engines.replica.sync import push

_BUDGET_S = 3.0  # somebody waits; the rest goes with the clock
_MOST = 2_000


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    context = {"status": status()}
    return page(request, "search/admin/state.html", _("État de la recherche"), SearchStateViewSet.icon, context)


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Send at once what waits."""
    if configured():
        try:
            messages.success(request, _("%d changements envoyés.") % push(_MOST, _BUDGET_S))
        except (Unreachable, Refused) as error:
            messages.error(request, _("Elasticsearch ne répond pas bien : %s") % error)
    return redirect("search_state:index")


class SearchStateViewSet(Screen):
    name = "search_state"
    url_prefix = "recherche/etat"
    icon = "cogs"
    menu_label = gettext_lazy("État")
    permission = "search.change_searchstate"
    views = (("", index, "index"), ("envoyer/", send, "send"))
