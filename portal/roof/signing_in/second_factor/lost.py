"""The administrators' screen for who lost a telephone and the recovery codes."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.models import User
from portal.roof.signing_in.second_factor.devices import remove
from portal.roof.signing_in.second_factor.own import NAME as OWN

NAME, ONE = "portal_second_factors", "portal_second_factor_of"
PERMISSION = "portal.change_user"  # who holds it may already give anybody another password


class _Screen(PermissionRequiredMixin, WagtailAdminTemplateMixin, View):
    permission_required = PERMISSION
    raise_exception = True
    header_icon = "key"
    breadcrumbs_items: list[dict[str, str]] = []


class FactorsView(_Screen):
    template_name = "wagtailadmin/second_factor/lost.html"
    page_title = gettext_lazy("Téléphone perdu")

    def get(self, request: HttpRequest) -> HttpResponse:
        devices = TOTPDevice.objects.filter(confirmed=True).select_related("user").order_by("user__username")
        response: HttpResponse = self.render_to_response(self.get_context_data(devices=devices))
        return response


class FactorOfView(_Screen):
    """One account. Of one's own the other page asks for a proof first; of a superuser only another one disposes."""

    template_name = "wagtailadmin/second_factor/lost_one.html"
    page_title = gettext_lazy("Retirer la double authentification")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["pk"] == request.user.pk:
            return HttpResponseRedirect(reverse(OWN))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        response: HttpResponse = self.render_to_response(self.get_context_data(device=self._device(pk)))
        return response

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        who = self._device(pk).user
        remove(who, cast(User, request.user))
        sentence = _("C’est retiré : %(who)s peut entrer avec son mot de passe seul.")
        messages.success(request, sentence % {"who": who.get_username()})
        return HttpResponseRedirect(reverse(NAME))

    def _device(self, pk: int) -> TOTPDevice:
        device = get_object_or_404(TOTPDevice.objects.select_related("user"), user_id=pk, confirmed=True)
        if device.user.is_superuser and not self.request.user.is_superuser:
            raise PermissionDenied
        return device
