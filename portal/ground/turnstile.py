"""A door that lets few people in at a time, so that what costs much cannot take the whole place."""

import threading
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

RETRY_AFTER = 5  # seconds


class Turnstile:
    """`places` at a time in each worker. Those who find it full, after `wait` seconds, are told to come back, and cost
    nothing."""

    def __init__(self, places: int, wait: float = 0) -> None:
        self._places = threading.BoundedSemaphore(places)
        self._wait = wait

    def through(self, request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
        """What `make` gives; 503 when the door is full."""
        if not self._places.acquire(timeout=self._wait):
            response = render(request, "503.html", status=503)
            response.headers["Retry-After"] = str(RETRY_AFTER)
            return response
        try:
            return make()
        finally:
            self._places.release()
