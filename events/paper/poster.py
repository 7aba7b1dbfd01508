"""`/agenda/affiche/…`: the next dates of a place or of one activity, on a sheet to put up on a door."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from directory.models import HelpPoint
from directory.place.view import place_without_name
from events.domain.announcement import Announcement, readable
from events.domain.plain_date import PlainDate
from events.domain.poster_lines import PosterLine, poster_lines, title_words
from events.location import RELATED, access_of, operator_words, phone_of
from events.models import Activity, Occurrence
from events.models.occurrence import OccurrenceQuerySet
from events.pages.activity import activity as activity_page
from events.pages.activity_sheet import activity_sheet
from events.pages.number import Number, number_to_call
from events.paper.pdf import available, pdf_answer
from portal.ground.permanent_addresses import number
from portal.ground.site import site_root, site_settings
from portal.ground.validity import holds_until
from portal.words.french import date_words, upper_first
from portal.words.zone import PARIS

# The screen shows as many; the sheet takes as many whole lines as it holds (static/css/components/poster.css).
MOST = 10
# Beyond, a name takes four lines of the biggest letters.
LONG_NAME = 45


@dataclass(frozen=True)
class Poster:
    """Context of `events/poster_sheet.html`. `always` are sentences about every date, `notes` tell the dates in words
    when none is known; `short_address` leads to the page whatever its name becomes; `pdf_url` may be empty."""

    name: str
    where: str
    page_url: str
    short_address: str
    pdf_url: str
    number: Number
    always: tuple[str, ...]
    lines: tuple[PosterLine, ...]
    notes: tuple[str, ...]

    @property
    def long_name(self) -> bool:
        return len(self.name) > LONG_NAME


@require_safe
def place_poster(request: HttpRequest, pk: int, as_pdf: bool = False) -> HttpResponse:
    """Of a place that is no longer published, what its page answers; of one that has closed for good, its page."""
    point = HelpPoint.objects.filter(pk=number(pk), live=True).first()
    if point is None:
        return place_without_name(request, pk)
    if point.status == HelpPoint.Status.CLOSED:
        return HttpResponseRedirect(point.get_absolute_url())
    now = timezone.now()
    return _show(request, _of_place(point, now), now, as_pdf)


@require_safe
def activity_poster(request: HttpRequest, pk: int, as_pdf: bool = False) -> HttpResponse:
    """Most permanences are held in a room of a town hall that is no place of the directory: they have their own."""
    rows = Activity.objects.published().select_related(*RELATED).prefetch_related("rules")
    found = rows.filter(pk=number(pk)).first()
    if found is None:
        return activity_page(request, pk)
    now = timezone.now()
    return _show(request, _of_activity(found, now), now, as_pdf)


def _show(request: HttpRequest, poster: Poster, now: datetime, as_pdf: bool) -> HttpResponse:
    context = {"active_section": "agenda", "poster": poster, "today": date_words(now.astimezone(PARIS).date())}
    if not as_pdf:
        return render(request, "events/poster.html", context)
    if not poster.pdf_url:
        raise Http404
    return pdf_answer(request, "events/poster_pdf.html", context, "affiche.pdf", len(poster.lines or poster.notes))


def _of_place(point: HelpPoint, now: datetime) -> Poster:
    """What is done there; of who only goes elsewhere, where that is."""
    coming = Occurrence.objects.public().coming(now)
    dates = _first(coming.hosted_by([point.pk])) or _first(coming.held_by([point.pk]))
    told = {} if dates else Activity.objects.published().of_places([point.pk]).undated().announcements()
    announced = [one.announcement for one in dates] or list(told.values())
    said = {point.name, point.commune_name, f"Avec {point.name}"}
    always, lines = poster_lines(dates, said)
    town = f"{point.postal_code} {point.commune_name}".strip()
    return Poster(
        name=point.name,
        where="" if point.moves else ", ".join(filter(None, (point.address, town))),
        page_url=point.get_absolute_url(),
        short_address=f"{site_root()}{reverse('place-short', args=[point.pk])}",
        pdf_url=_pdf_url("place-poster-pdf", point.pk),
        number=Number(point.phone, point.name) if point.phone else _number(announced),
        always=always,
        lines=tuple(lines),
        notes=tuple(_note(one) for one in told.values())[:MOST],
    )


def _of_activity(found: Activity, now: datetime) -> Poster:
    dates = _first(Occurrence.objects.public().coming(now).of_activities([found.pk]))
    sheet = activity_sheet(found, now)
    announced = readable(found.announcement)
    phone, name = phone_of(found)
    terms = tuple(filter(None, (upper_first(operator_words(found)), access_of(found), found.price_label)))
    example = ("Exemple fictif",) if found.is_example else ()
    always = (*sheet.rules, *terms, *example)
    said: Collection[str] = {*always, *_title_and_place(announced)}
    shared, lines = poster_lines(dates, said)
    return Poster(
        name=found.title,
        where=sheet.where.one_line,
        page_url=found.get_absolute_url(),
        short_address=f"{site_root()}{reverse('activity-short', args=[found.pk])}",
        pdf_url=_pdf_url("activity-poster-pdf", found.pk),
        number=Number(phone, name) if phone else _number([]),
        always=always + shared,
        lines=tuple(lines),
        notes=() if dates or not found.timetable_note else (upper_first(found.timetable_note),),
    )


def _pdf_url(name: str, pk: int) -> str:
    return reverse(name, args=[pk]) if available() else ""


def _title_and_place(said: Announcement | None) -> tuple[str, ...]:
    return () if said is None else (title_words(said), said.place, said.commune_beside)


def _first(dates: OccurrenceQuerySet) -> list[PlainDate]:
    found = dates[:MOST].plain()
    if found:
        holds_until(min(one.end for one in found))
    return found


def _number(announced: list[Announcement]) -> Number:
    """The one that all these activities share, else that of the network."""
    if len({said.phone for said in announced}) == 1:
        return number_to_call(announced[0])
    return Number(site_settings().phone, site_settings().network_name)


def _note(said: Announcement) -> str:
    return f"{title_words(said)} : {said.timetable_note}"
