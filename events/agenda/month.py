"""`/agenda/mois/?ou=&rayon=&genre=&mois=…`: the dates of a month, on a sheet of paper or two."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.addresses import AGENDA, MONTH_PDF
from events.agenda.month_query import in_reach, month_address, read_month
from events.agenda.query import AgendaQuery
from events.agenda.reach import month_after, month_before, month_end
from events.agenda.selection import select
from events.agenda.subscription import subscription, whole_name
from events.agenda.undated import undated_near
from events.domain.filters import known_codes
from events.domain.moved import moved_words
from events.domain.plain_date import PlainDate
from events.models import Activity, AgendaPage, Occurrence
from events.paper.pdf import available, pdf_answer
from portal.ground.site import fixed_page, site_root
from portal.words.french import date_words, month_words, upper_first
from portal.words.link import Link
from portal.words.parameters import RADII
from portal.words.zone import PARIS
from search.api import circle_of, resolve

# About eight sheets; a commune has sixty dates a month around it, on two.
MOST = 300
# What a PDF holds, permanences on demand included: two seconds of processor, ten sheets.
MOST_IN_PDF = 400
# With more than two sheets can hold, a smaller circle is proposed.
TWO_SHEETS = 75


@dataclass(frozen=True)
class SheetLine:
    """One date on one line; `terms` are what is unusual: neither free nor without appointment, full, a note."""

    url: str
    hours: str
    starts_iso: str
    title: str
    place: str
    who: str
    terms: str
    phone: str
    cancelled: bool
    example: bool


@dataclass(frozen=True)
class SheetDay:
    iso_date: str
    title: str
    lines: list[SheetLine]


@require_safe
def month_sheet(request: HttpRequest, as_pdf: bool = False) -> HttpResponse:
    """What is true only now (open, how many places are left) is not said: paper stays on a wall for weeks. A date that
    is full is: few give their place up."""
    now = timezone.now()
    today = now.astimezone(PARIS).date()
    asked, month, folded, notices = read_month(dict(request.GET.lists()), known_codes(Activity.Kind.values), today)
    place = circle_of(resolve(asked.where), asked.radius)
    if asked.where and place is None:
        # The agenda lets people choose among namesakes, and says which communes look like an unknown one.
        return HttpResponseRedirect(asked.address())
    query = subscription(asked, place)
    first = max(month, today)
    dates = select(Occurrence.objects.public(), query, place)
    found = dates.on_days(first, month_end(month))[: MOST + 1].plain()
    page = fixed_page(AgendaPage)
    name = whole_name(query)
    undated = undated_near(query, place)
    short = len(found[:MOST]) + len(undated) <= MOST_IN_PDF
    context = {
        "active_section": "agenda",
        "crumbs": [{"label": page.title, "url": page.get_url(request)}, {"label": _("Le mois à imprimer"), "url": ""}],
        "canonical": f"{site_root()}{month_address(query, month)}",
        "notices": notices,
        "name": name,
        "month": month_words(month),
        "since": date_words(first, year=False) if first != month else "",
        "today": date_words(today),
        "sheet_url": month_address(query, month, folded),
        "folded": folded,
        "other_fold": month_address(query, month, not folded),
        "pdf_url": month_address(query, month, folded, MONTH_PDF) if short and available() else "",
        "days": _days(found[:MOST]),
        "shortened": MOST if len(found) > MOST else 0,
        "narrower": None if len(found) <= TWO_SHEETS or (place and place.whole) else _narrower(query, month),
        "undated": undated,
        "others": [
            _link(query, other, folded) for other in (month_before(month), month_after(month)) if in_reach(other, today)
        ],
        "agenda_url": query.address(),
        "agenda_address": f"{site_root()}{query.address()}",
    }
    if not as_pdf:
        return render(request, "events/month.html", context)
    if not context["pdf_url"]:
        raise Http404
    return pdf_answer(request, "events/month_pdf.html", context, f"mois-{month:%Y-%m}.pdf")


def _link(query: AgendaQuery, month: date, folded: bool) -> Link:
    words = month_words(month)
    return Link(upper_first(words), month_address(query, month, folded))


def _narrower(query: AgendaQuery, month: date) -> Link | None:
    """The same month within the next smaller radius, else around a commune to choose."""
    if not query.where:
        return Link(_("Choisir une commune, pour moins de pages"), f"{AGENDA}#chercher")
    radius = max((one for one in RADII if one < query.radius), default=None)
    if radius is None:
        return None
    words = _("À moins de %(radius)d km, pour moins de pages") % {"radius": radius}
    return Link(words, month_address(replace(query, radius=radius), month))


def _days(dates: Iterable[PlainDate]) -> list[SheetDay]:
    days = groupby(dates, key=lambda date: date.start.date())
    return [
        SheetDay(day.isoformat(), date_words(day, year=False).capitalize(), [_line(one) for one in some])
        for day, some in days
    ]


def _line(found: PlainDate) -> SheetLine:
    said = found.announcement
    changed = found.reason if found.cancelled else moved_words(found.start, found.moved_from, "")
    full = _("Complet") if found.places_left == 0 and not found.cancelled else ""
    usual = (str(Activity.Access.DROP_IN.label), str(Activity.Price.FREE.label))
    return SheetLine(
        url=reverse("occurrence", args=[found.pk]),
        hours=found.hours,
        starts_iso=found.start.isoformat(),
        title=said.title,
        place=", ".join(part for part in (found.room or said.place, said.commune_beside) if part),
        who=said.operator,
        terms=" · ".join(
            words
            for words in (changed, full, found.note.rstrip("."), said.access, said.price or _("prix à demander"))
            if words and words not in usual
        ),
        phone=said.phone,
        cancelled=found.cancelled,
        example=said.example,
    )
