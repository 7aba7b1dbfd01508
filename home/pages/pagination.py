"""Pages of a list: a number that cannot be read is left out and said, a page beyond the last does not exist."""

import re
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from portal.words.pagination import PageLinks, page_links

_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True)
class Listing:
    rows: list[Any]
    links: PageLinks
    notices: list[str]


def paginated(objects: Any, request: HttpRequest, per_page: int, one: str, many: str) -> Listing:
    """One page of an ordered queryset, from `?page=`; `one` and `many` name what is counted (« article »)."""
    asked = request.GET.get("page", "")
    notices: list[str] = []
    if asked and not _NUMBER.fullmatch(asked):
        notices.append(_("Le numéro de page n’a pas été compris : voici la première page."))
        asked = ""
    paginator = Paginator(objects, per_page)
    number = int(asked or 1)
    if number > paginator.num_pages:
        raise Http404
    page = paginator.page(number)
    total = paginator.count
    words = f"{total} {many if total > 1 else one}"
    links = page_links(number, paginator.num_pages, lambda other: _address(request, other), words)
    return Listing(list(page.object_list), links, notices)


def _address(request: HttpRequest, number: int) -> str:
    return request.path if number == 1 else f"{request.path}?page={number}"
