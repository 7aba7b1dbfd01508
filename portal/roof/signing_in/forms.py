"""The forms in front of the admin, which say when a password was tried too often."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms.auth import LoginForm, PasswordResetForm

from portal.ground.attempts import guess
from portal.models import Attempt
from portal.roof.signing_in.second_factor.devices import device_of


class LimitedLoginForm(LoginForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].label = _("Mot de passe")  # Wagtail leaves it to the name of the field

    def clean(self) -> dict[str, Any]:
        """No password is looked at once too many were tried, the right one neither."""
        request = cast(HttpRequest, self.request)  # Wagtail's view gives it
        asked = guess(Attempt.Kind.SIGN_IN, self.cleaned_data.get("username", ""), request)
        attempt = asked.written_down(timezone.now())
        if attempt is None:
            raise ValidationError(
                _(
                    "Trop d’essais. Attendez dix minutes, puis recommencez. "
                    "Mot de passe oublié ? Un administrateur peut vous aider."
                ),
                code="too_many",
            )
        cleaned: dict[str, Any] = super().clean()
        user = self.get_user()
        if user is None or device_of(user):
            # No password at all, or a code is asked yet: who knows the password alone could else try codes for ever.
            attempt.taken_back()
        else:
            attempt.succeeded()
        return cleaned


class LimitedPasswordResetForm(PasswordResetForm):
    def save(self, *args: Any, **options: Any) -> None:
        """The page that follows is the same for everybody, and tells nobody which accounts there are."""
        asked = guess(Attempt.Kind.RESET, self.cleaned_data["email"], options["request"])
        if asked.written_down(timezone.now()) is not None:
            super().save(*args, **options)
