"""Adding a date from the month, calling one off, restoring it: a small page each, which comes back to the month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from events.admin.month.forms import AddDateForm, CancelForm
from events.admin.month.weeks import hours_of
from events.dates.absences import absences_on
from events.dates.added import add_date
from events.dates.hand_edits import apply_hand_edit
from events.dates.next_dates import date_doubts
from events.dates.standing import called_off_by
from events.models import Occurrence
from events.whose import Whose
from portal.ground.admin_screen import page
from portal.words.french import date_words

ICON = "calendar-alt"
# Said wherever a date is restored or moved.
STAYS_OFF = gettext_lazy(
    "Rien n’a lieu ici ce jour-là : %(reason)s. Changez d’abord ce qui l’annule (fermeture, absence ou règle), "
    "ou choisissez un autre jour."
)
# To give one more date is to publish it.
ADDS = "events.publish_activity"


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """`jour` (2026-12-14) and `comme` (the number of a date, for another one like it) fill the form in."""
    if not request.user.has_perm(ADDS):
        raise PermissionDenied
    whose = Whose.read(request.GET)
    if whose is None:
        raise Http404
    like = _like(request.GET.get("comme", ""))
    activities = whose.activities()
    posted = request.POST if request.method == "POST" else None
    form = AddDateForm(activities, request.user, posted, initial=_initial(request.GET.get("jour", ""), like))
    if posted is not None and form.is_valid():
        said = form.cleaned_data
        day = said["day"]
        add_date(said["activity"].pk, day, said["start_time"], said["end_time"], request.user, timezone.now())
        messages.success(request, _("Date ajoutée : %(day)s.") % {"day": date_words(day)})
        for words in date_doubts(said["activity"], said["start"], said["end"], timezone.now()):
            messages.warning(request, words)
        return redirect(whose.address(day))
    context = {
        "form": form,
        "back": whose.address(_day(request.GET.get("jour", ""))),
        "none": not activities.exists(),
        "like": f"{date_words(like.local_date)}, {hours_of(like)}" if like is not None else "",
    }
    title = _("Refaire un autre jour") if like is not None else _("Ajouter une date")
    return page(request, "events/admin/month/add.html", title, ICON, context, str(whose.found()))


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _like(number: str) -> Occurrence | None:
    if not number.isdecimal() or len(number) > 9:
        return None
    return Occurrence.objects.public().defer("ical").filter(pk=number).first()


def _initial(typed: str, like: Occurrence | None) -> dict[str, Any]:
    initial: dict[str, Any] = {"day": _day(typed)}
    if like is not None:
        start, end = (moment.astimezone(like.clock).time() for moment in (like.start, like.end))
        initial |= {"activity": like.activity_id, "start_time": start, "end_time": end}
    return initial


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    row = _coming(pk)
    back = _back(request, row)
    if row.status == Occurrence.Status.CANCELLED:
        messages.warning(request, _("Cette date est déjà annulée."))
        return redirect(back)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        row.status, row.reason = Occurrence.Status.CANCELLED, form.cleaned_data["reason"]
        apply_hand_edit(row)
        messages.success(request, _("Date annulée. Ceux qui la suivent le verront dans leur calendrier."))
        return redirect(back)
    return _asked(request, row, back, _("Annuler une date"), _("Annuler cette date"), form)


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    row = _coming(pk)
    back = _back(request, row)
    if row.status == Occurrence.Status.CONFIRMED:
        messages.warning(request, _("Cette date est déjà prévue."))
        return redirect(back)
    if reason := called_off_by(row, timezone.now()):
        messages.error(request, STAYS_OFF % {"reason": reason})
        return redirect(back)
    if request.method == "POST":
        row.status = Occurrence.Status.CONFIRMED
        apply_hand_edit(row)
        messages.success(request, _("Date rétablie."))
        return redirect(back)
    stands_in = [str(absence) for absence in absences_on(row)]
    return _asked(request, row, back, _("Rétablir une date"), _("Rétablir cette date"), stands_in=stands_in)


def _coming(pk: int) -> Occurrence:
    """404 for one that is not public or has begun. Nobody else writes on it before the end of the request."""
    rows = Occurrence.objects.public().filter(pk=pk, start__gt=timezone.now())
    row: Occurrence | None = rows.select_related("activity").defer("ical").first()
    if row is None:
        raise Http404
    return row


def _back(request: HttpRequest, row: Occurrence) -> str:
    """The month that the person came from; else that of the host of the date."""
    return (Whose.read(request.GET) or Whose.of(row.activity)).address(row.local_date)


def _asked(
    request: HttpRequest,
    row: Occurrence,
    back: str,
    title: str,
    verb: str,
    form: CancelForm | None = None,
    stands_in: Sequence[str] = (),
) -> HttpResponse:
    context = {
        "form": form,
        "verb": verb,
        "back": back,
        "date": f"{date_words(row.local_date)}, {hours_of(row)}",
        "reason": row.reason,
        "stands_in": stands_in,
    }
    return page(request, "events/admin/month/verb.html", title, ICON, context, row.activity.title)
