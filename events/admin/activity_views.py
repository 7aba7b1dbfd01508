"""The pages where an activity is written: they show the dates that it would give, and say what to look at twice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, UnpublishView

from directory.upkeep.cancelled_dates import cancelled_words
from events.dates.next_dates import next_dates
from events.models import Activity, Occurrence

# The button of the form that asks for the dates of what is typed, and saves nothing.
SHOW_DATES = "voir-dates"


class _WithDates:
    """Before Wagtail's views. A GET could not carry a whole form: it is sent, read as its preview reads it, and drawn
    again."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        view: Any = self
        if SHOW_DATES not in request.POST:
            posted: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]  # Wagtail's
            return posted
        if not hasattr(self, "object"):
            self.object = view.get_object() if view.view_name == "edit" else None
        # Bound without files, as a preview is: it saves nothing, so it erases nothing newer.
        words = {name: value for name, value in view.get_form_kwargs().items() if name != "files"}
        form = view.get_form_class()(**words)
        form.defer_required_fields()
        if form.is_valid():
            form.save(commit=False)
        view.form = form
        shown: HttpResponse = view.render_to_response(view.get_context_data(form=form))
        return shown

    def form_valid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        view: Any = self
        if answer.status_code == 302:  # not what the page saves by itself as one types
            for words in next_dates(view.object, timezone.now()).warnings:
                messages.warning(view.request, words)
        return answer


class ActivityCreateView(_WithDates, CreateView):
    pass


class ActivityEditView(_WithDates, EditView):
    pass


class ActivityUnpublishView(UnpublishView):
    """Says which dates go with it."""

    template_name = "directory/admin/trash/confirm_unpublish.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["cancelled"] = _cancelled_with(self.object)
        return context


class ActivityDeleteView(DeleteView):
    """Says which dates go with it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "told": _cancelled_with(self.object)}


def _cancelled_with(activity: Activity) -> str:
    return cancelled_words(Occurrence.objects.taking_place(timezone.now()).of_activities([activity.pk]).in_words())
