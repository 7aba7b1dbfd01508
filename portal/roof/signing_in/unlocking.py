"""The administrators' screen that says who may try no password for now, and lets them try again."""

from __future__ import annotations

import logging
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.models import Attempt

NAME = "portal_locked"
PERMISSION = "portal.delete_attempt"
logger = logging.getLogger(__name__)


class LockedView(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    permission_required = PERMISSION
    raise_exception = True
    template_name = "wagtailadmin/locked.html"
    page_title = gettext_lazy("Connexions bloquées")
    header_icon = "lock"
    breadcrumbs_items: list[dict[str, str]] = []  # their last one, « Accueil », would stand for the title

    def get(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data())
        return response

    def post(self, request: HttpRequest) -> HttpResponse:
        kind, name, address = (request.POST.get(field, "") for field in ("kind", "name", "address"))
        if Attempt.objects.unlock(kind, name, address):
            logger.info("%s unlocked by %s: %r", kind, request.user.pk, name or address)
            messages.success(request, _("C’est débloqué : %(who)s peut essayer de nouveau.") % {"who": name or address})
        return HttpResponseRedirect(reverse(NAME))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kinds = dict(Attempt.Kind.choices)
        rows = [{"locked": one, "kind": kinds[one.kind]} for one in Attempt.objects.locked(timezone.now())]
        return {**super().get_context_data(**kwargs), "rows": rows}
