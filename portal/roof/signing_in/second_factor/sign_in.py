"""Signing in: the password first, then the code of who has a second factor. Nobody is signed in between."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from wagtail.admin.views.account import LoginView

from portal.roof.signing_in.second_factor.devices import device_of, is_code, recovery_codes_left
from portal.roof.signing_in.second_factor.forms import CodeForm
from portal.roof.signing_in.second_factor.half_way import HalfWay, begin, complete, half_way, without_device

CODE_STEP = "portal_code_step"


class SignInView(LoginView):
    def form_valid(self, form: Any) -> HttpResponse:
        user = form.get_user()
        if device_of(user) is None:
            without_device(self.request)
            response: HttpResponse = super().form_valid(form)
            return response
        begin(self.request, user, self.get_success_url(), bool(form.cleaned_data.get("remember")), timezone.now())
        return HttpResponseRedirect(reverse(CODE_STEP))


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class CodeStepView(FormView[CodeForm]):
    form_class = CodeForm
    template_name = "wagtailadmin/second_factor/code_step.html"
    half: HalfWay

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        half = half_way(request, timezone.now())
        if half is None:
            messages.warning(request, _("Trop de temps a passé. Recommencez par votre mot de passe."))
            return HttpResponseRedirect(reverse("wagtailadmin_login"))
        self.half = half
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request, "user": self.half.user}

    def form_valid(self, form: CodeForm) -> HttpResponse:
        device = device_of(self.half.user)
        if device is None:  # an administrator took it away in these seconds
            return HttpResponseRedirect(reverse("wagtailadmin_login"))
        complete(self.request, self.half, device)
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if self.half.remember else 0)
        if not is_code(form.cleaned_data["code"]):
            self._tell_how_many_are_left()
        return HttpResponseRedirect(self.half.target)

    def _tell_how_many_are_left(self) -> None:
        left = recovery_codes_left(self.half.user)
        sentence = ngettext(
            "Ce code de secours a servi. Il vous en reste %(left)s.",
            "Ce code de secours a servi. Il vous en reste %(left)s.",
            left,
        )
        messages.warning(self.request, sentence % {"left": left})
