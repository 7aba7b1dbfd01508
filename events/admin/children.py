"""Rules and dates in the form of an activity, which keep their identity through drafts, publications and returns.

A revision holds children without their row's number, and `modelcluster` makes a new one of each child that its form
names by no number: published again from the form, all dates got another UID and stood twice. So the form carries the
identity itself.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import InlinePanel, get_form_for_model


class ChildForm(WagtailAdminModelForm):
    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kwargs.get("instance") is not None:  # else it is an empty one, whose identity is not drawn yet
            self.initial["uuid"] = self.instance.uuid


def _none_if_gone(clean: Callable[[Any], Any], value: Any) -> Any:
    try:
        return clean(value)
    except ValidationError:
        return None


class ChildFormSet(BaseChildFormSet):
    """Needs `uuid` and `said` (what makes two children one) on the model."""

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)
        if self.is_bound and i < self.initial_form_count() and form.instance.pk is None:
            identity = self._identities[i]
            if identity is not None:
                form.instance.uuid = identity
                form.instance.pk = self._stored.get(identity)
        return form

    def add_fields(self, form: Any, index: int | None) -> None:
        """A version gone back to names rows that are no more: they are known by their identity, and made again."""
        super().add_fields(form, index)
        name = self.model._meta.pk.name
        if name in form.fields:
            form.fields[name].clean = partial(_none_if_gone, form.fields[name].clean)

    def _existing_object(self, pk: Any) -> Any:
        """A row that a publication replaced since the form was drawn is known by its identity."""
        try:
            return super()._existing_object(pk)
        except KeyError:
            return self.model()

    @cached_property
    def _identities(self) -> list[UUID | None]:
        """Each once: of two forms with one identity, the second is another child."""
        found: list[UUID | None] = []
        for i in range(self.initial_form_count()):
            try:
                identity = UUID(self.data.get(f"{self.add_prefix(i)}-uuid", ""))
            except ValueError:
                found.append(None)
            else:
                found.append(None if identity in found else identity)
        return found

    @cached_property
    def _stored(self) -> dict[UUID, int]:
        rows = self.model._base_manager.filter(**{self.fk.name: self.instance.pk})
        return dict(rows.values_list("uuid", "pk"))

    def clean(self) -> None:
        super().clean()
        said = set()
        for form in self.forms:
            if form in self.deleted_forms or not form.is_valid() or not (form.has_changed() or form.instance.pk):
                continue
            if form.instance.said in said:
                form.add_error(None, _("Déjà dit plus haut : supprimez l’un des deux."))
            said.add(form.instance.said)


class ChildrenPanel(InlinePanel):
    form_class: type[ChildForm] = ChildForm

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields")
        form = get_form_for_model(
            self.db_field.related_model, form_class=self.form_class, defer_required_on_fields=deferred or []
        )
        options["formsets"][self.relation_name] |= {"form": form, "formset": ChildFormSet}
        return options
