"""What is asked before a place is deleted, and the places deleted this month, which may come back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.snippets.views.snippets import DeleteView, UnpublishView

from directory.models import DeletedPlace, HelpPoint
from directory.upkeep.cancelled_dates import cancelled_by_closing
from directory.upkeep.hanging import hanging_on
from directory.upkeep.trash import CannotComeBack, keep, restore
from portal.ground.admin_screen import Screen, page


class PlaceDeleteView(DeleteView):
    """Says what would lose the place, and what else may be done."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["hanging"] = hanging_on(self.object)
        context["cancelled"] = cancelled_by_closing(self.object.pk, timezone.now())
        return context


class PlaceUnpublishView(UnpublishView):
    """Says which dates go with the place."""

    template_name = "directory/admin/trash/confirm_unpublish.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["cancelled"] = cancelled_by_closing(self.object.pk, timezone.now())
        return context


def keep_places(request: HttpRequest, instances: list[Any]) -> None:
    """Wagtail's hook, for one place and for many: what is deleted by a person may come back."""
    places = [one for one in instances if isinstance(one, HelpPoint)]
    if request.method == "POST" and places:
        keep(places, timezone.now(), request.user)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    deleted = DeletedPlace.objects.select_related("deleted_by").defer("data", "links", "closures")
    rows = [(one, one.deleted_at + DeletedPlace.KEPT_FOR) for one in deleted]
    return page(request, "directory/admin/trash/index.html", _("Corbeille"), TrashViewSet.icon, {"rows": rows})


@require_POST
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        point = restore(get_object_or_404(DeletedPlace, pk=pk))
    except CannotComeBack as error:
        messages.error(request, str(error))
        return redirect("directory_trash:index")
    messages.success(request, _("Le lieu est revenu, avec son adresse et ses dates."))
    return redirect("wagtailsnippets_directory_helppoint:edit", point.pk)


class TrashViewSet(Screen):
    name = "directory_trash"
    url_prefix = "lieux/corbeille"
    icon = "bin"
    menu_label = gettext_lazy("Corbeille")
    permission = "directory.delete_helppoint"
    views = (("", index, "index"), ("<int:pk>/reprendre/", give_back, "give_back"))
