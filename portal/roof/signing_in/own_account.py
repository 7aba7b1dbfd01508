"""The account page, whose new password is hashed before anything is written.

A third of a second, in which nobody else could write if it were hashed while the change is open.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import make_password
from wagtail.admin.forms.auth import PasswordChangeForm
from wagtail.admin.views.account import AccountView, ChangePasswordPanel


class HashedPasswordForm(PasswordChangeForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.errors and cleaned["new_password1"] != cleaned["new_password2"]:
            # Wagtail compares them when both are filled in: the first one left empty became the password.
            self.add_error("new_password2", self.error_messages["password_mismatch"])
        if not self.errors:
            self.hashed = make_password(cleaned["new_password1"])
        return cleaned

    def save(self, commit: bool = True) -> Any:
        self.user.password = self.hashed
        self.user.save(update_fields=["password"])
        return self.user


class OwnAccountView(AccountView):
    def get_panels(self) -> list[Any]:
        panels: list[Any] = super().get_panels()
        for panel in panels:
            if isinstance(panel, ChangePasswordPanel):
                panel.form_class = HashedPasswordForm
        return panels
