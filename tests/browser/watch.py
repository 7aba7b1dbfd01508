"""Listens to a page: foreign requests, refused content, failed scripts, broken answers."""

from typing import Any
from urllib.parse import urlsplit


class Watch:
    """`faults` grows while the page lives, one sentence each."""

    def __init__(self, page: Any, home: str) -> None:
        self.faults: list[str] = []
        self._home = urlsplit(home).netloc
        page.on("request", self._request)
        page.on("response", self._response)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))

    def _request(self, request: Any) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != self._home:
            self.faults.append(f"foreign request: {request.url}")

    def _response(self, response: Any) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.faults.append(f"{response.status}: {response.url}")
        if "set-cookie" in response.headers:
            self.faults.append(f"cookie set by {response.url}")

    def _console(self, message: Any) -> None:
        # A missing page asked on purpose is told on the console too: documents are the test's own business.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")
