"""The page of one's account where the second factor is set up, looked after and taken away."""

from __future__ import annotations

from base64 import b32encode
from datetime import datetime, timedelta
from textwrap import wrap
from typing import Any, cast

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View
from django_otp import login as verified_by
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.models import User
from portal.roof.signing_in.second_factor.devices import (
    device_of,
    recovery_codes_left,
    remove,
    renew_recovery_codes,
    set_up,
)
from portal.roof.signing_in.second_factor.forms import FirstCodeForm, ProofForm
from portal.roof.signing_in.second_factor.half_way import without_device
from portal.roof.signing_in.second_factor.requirement import required_of

NAME = "portal_second_factor"
_TITLE = gettext_lazy("Double authentification")
# The key shown, until a code proves that the application has it. In the session: a telephone forgets the page while its
# owner is in the application, and finds the same key again.
_KEY = "second_factor_key"
_KEY_LASTS = timedelta(hours=1)


@method_decorator(sensitive_post_parameters(), name="dispatch")
class OwnFactorView(WagtailAdminTemplateMixin, View):
    page_title = _TITLE
    header_icon = "key"
    breadcrumbs_items: list[dict[str, str]] = []  # their last one, « Accueil », would stand for the title
    template_name = ""

    @property
    def user(self) -> User:
        return cast(User, self.request.user)  # nobody else comes here

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page()

    def post(self, request: HttpRequest) -> HttpResponse:
        step = {"begin": self._begin, "confirm": self._confirm, "renew": self._renew, "remove": self._remove}
        return step.get(request.POST.get("step", ""), self._page)()

    def _page(self, **forms: Form) -> HttpResponse:
        """The state of the account; `forms` are those that were not filled in well."""
        user = self.user
        if device := device_of(user):
            blank = {step: ProofForm(self.request, user, prefix=step) for step in ("renew", "remove")}
            left = recovery_codes_left(user)
            return self._show("active", {**blank, **forms, "device": device, "left": left})
        if key := _key_in_hand(self.request, timezone.now()):
            shown = TOTPDevice(user=user, key=key)
            groups = wrap(b32encode(shown.bin_key).decode(), 4)
            return self._show("scan", {"form": FirstCodeForm(), **forms, "device": shown, "groups": groups})
        return self._show("begin", {})

    def _show(self, state: str, context: dict[str, Any]) -> HttpResponse:
        self.template_name = f"wagtailadmin/second_factor/{state}.html"
        context["required"] = required_of(self.user)
        response: HttpResponse = self.render_to_response(self.get_context_data(**context))
        return response

    def _again(self) -> HttpResponse:
        return HttpResponseRedirect(reverse(NAME))

    def _begin(self) -> HttpResponse:
        self.request.session[_KEY] = {"key": default_key(), "at": timezone.now().timestamp()}
        return self._again()

    def _confirm(self) -> HttpResponse:
        now, user = timezone.now(), self.user
        key, form = _key_in_hand(self.request, now), FirstCodeForm(self.request.POST)
        if key is None or device_of(user):
            return self._again()
        if not form.is_valid():
            return self._page(form=form)
        done = set_up(user, key, form.cleaned_data["code"], now)
        if done is None:
            form.add_error(
                "code", _("Ce code n’est pas le bon. L’heure de votre téléphone doit se régler automatiquement.")
            )
            return self._page(form=form)
        device, codes = done
        del self.request.session[_KEY]
        verified_by(self.request, device)
        return self._show("codes", {"codes": codes})

    def _renew(self) -> HttpResponse:
        form = ProofForm(self.request, self.user, self.request.POST, prefix="renew")
        if not form.is_valid():
            return self._page(renew=form)
        return self._show("codes", {"codes": renew_recovery_codes(self.user)})

    def _remove(self) -> HttpResponse:
        form = ProofForm(self.request, self.user, self.request.POST, prefix="remove")
        if not form.is_valid():
            return self._page(remove=form)
        remove(self.user, self.user)
        without_device(self.request)
        messages.success(self.request, _("C’est retiré : votre mot de passe suffit de nouveau pour entrer."))
        return self._again()


class OwnFactorPanel(BaseSettingsPanel):
    """In the account's own page: whether it is there, and the way to the page above."""

    name = "second_factor"
    title = _TITLE
    order = 510  # after the password
    template_name = "wagtailadmin/second_factor/panel.html"

    def get_form(self) -> Form:
        return Form()

    def get_context_data(self) -> dict[str, Any]:
        return {"device": device_of(self.user)}


def _key_in_hand(request: HttpRequest, now: datetime) -> str | None:
    kept = request.session.get(_KEY)
    if not kept or not 0 <= now.timestamp() - kept["at"] <= _KEY_LASTS.total_seconds():
        return None
    return str(kept["key"])
