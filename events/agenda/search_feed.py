"""`/ical/agenda.ics?…`: the calendar of what a commune or any search of the agenda shows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from events.addresses import SEARCH_FEED
from events.agenda.query import AgendaQuery
from events.agenda.reading import read_feed
from events.agenda.selection import select
from events.agenda.subscription import address, name, subscription, whole_name
from events.calendars.feeds import Feed, answer, followed
from events.domain.filters import known_codes
from events.models import Activity
from portal.ground.site import site_root, site_settings
from portal.words.parameters import quoted
from search.api import circle_of, resolve
from search.question.gazetteer import Choices, Resolution, Unknown


@csrf_exempt
@require_safe
def search_feed(request: HttpRequest) -> HttpResponse:
    """The dates of the agenda for the same question; any other way to ask it leads to its one address.

    A calendar has no place for « this was left out »: what is not understood is refused, never answered with more
    dates than those asked.
    """
    asked, problems = read_feed(dict(request.GET.lists()), known_codes(Activity.Kind.values))
    if problems:
        page = f"{site_root()}{asked.address()}"
        return _refused(400, *problems, _("Prenez l’adresse du calendrier sur cette page : %(page)s") % {"page": page})
    found = resolve(asked.where)
    place = circle_of(found, asked.radius)
    if asked.where and place is None:
        return _refused(404, *_no_place(found, asked.where))
    question = subscription(asked, place)
    # Compared once decoded: programs write « ( » and spaces in several ways, and would be led round in circles.
    if request.path != SEARCH_FEED or not question.feed_pairs() or question.feed_pairs() != _pairs(request):
        return HttpResponsePermanentRedirect(address(question))
    now = timezone.now()
    network = site_settings().network_name
    feed = Feed(
        **followed(lambda dates: select(dates, question, place), now),
        name=name(question, network),
        description=_("%(dates)s. Le calendrier se met à jour tout seul.") % {"dates": whole_name(question, network)},
        path=address(question),
        page_path=question.address(),
        file_name=f"{slugify(name(question, network))[:80]}.ics",
        network=network,
        root=site_root(),
    )
    return answer(request, feed, now)


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(key, value) for key, values in request.GET.lists() for value in values]


def _no_place(found: Resolution, typed: str) -> tuple[str, ...]:
    """Why the commune cannot be told, and what to ask instead."""
    if isinstance(found, Choices):
        names = ", ".join(commune.label() for commune in found.communes)
        return (
            _("Plusieurs communes répondent à %(typed)s : %(names)s.") % {"typed": quoted([typed]), "names": names},
            _("Choisissez la vôtre : %(page)s") % {"page": f"{site_root()}{AgendaQuery(where=typed).address()}"},
        )
    closest = found.closest if isinstance(found, Unknown) else ()
    names = ", ".join(commune.label() for commune in closest)
    return (
        _("Nous ne connaissons pas la commune %(typed)s.") % {"typed": quoted([typed])},
        *([_("Vouliez-vous dire : %(names)s ?") % {"names": names}] if names else ()),
    )


def _refused(status: int, *sentences: str) -> HttpResponse:
    response = HttpResponse("\n".join((*sentences, "")), status=status, content_type="text/plain; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response
