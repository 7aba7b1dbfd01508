"""Pages of a list: what cannot be read is left out and said, a page beyond the last does not exist."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest

from portal.words.pagination import PageLinks, page_links
from portal.words.parameters import Parameters

_PAGE = "page"


@dataclass(frozen=True)
class PageOfList:
    rows: list[Any]
    links: PageLinks
    notices: tuple[str, ...]


def paginated(objects: Any, request: HttpRequest, per_page: int, one: str, many: str) -> PageOfList:
    """One page of an ordered queryset, from `?page=`; `one` and `many` name what is counted (« article »)."""
    given = Parameters(dict(request.GET.lists()))
    number = given.page(_PAGE)
    given.refuse_others({_PAGE})
    paginator = Paginator(objects, per_page)
    if number > paginator.num_pages:
        raise Http404
    page = paginator.page(number)
    total = paginator.count
    words = f"{total} {many if total > 1 else one}"
    links = page_links(number, paginator.num_pages, lambda other: _address(request, other), words)
    return PageOfList(list(page.object_list), links, given.notices)


def _address(request: HttpRequest, number: int) -> str:
    return request.path if number == 1 else f"{request.path}?{_PAGE}={number}"
