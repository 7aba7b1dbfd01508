"""A door that lets few people in at a time, so that what costs much cannot take the whole place."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

P = ParamSpec("P")
RETRY_AFTER = 5  # seconds
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class Turnstile:
    """`places` at a time in each worker. Those who find it full are told at once to come back, and cost nothing."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(places)

    def guard(self, applies: Callable[[HttpRequest], bool]) -> Callable[[View[P]], View[P]]:
        """Decorate a view: requests to which the door `applies` pass through it, the others beside it."""

        def decorate(view: View[P]) -> View[P]:
            @wraps(view)
            def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
                if not applies(request):
                    return view(request, *args, **kwargs)
                if not self._places.acquire(blocking=False):
                    response = render(request, "503.html", status=503)
                    response.headers["Retry-After"] = str(RETRY_AFTER)
                    return response
                try:
                    return view(request, *args, **kwargs)
                finally:
                    self._places.release()

            return guarded

        return decorate
