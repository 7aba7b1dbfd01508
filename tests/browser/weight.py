"""What one first visit costs, counted by the browser itself: bytes on the wire, compressed, headers included."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Weight:
    bytes_by_kind: Counter[str] = field(default_factory=Counter)
    requests: int = 0

    @property
    def total(self) -> int:
        return self.bytes_by_kind.total()


def weigh(browser: Any, url: str) -> Weight:
    """Visit `url` with an empty cache and add up what was received."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="fr-FR")
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    kinds: dict[str, str] = {}
    weight = Weight()

    def received(event: dict[str, Any]) -> None:
        kinds[event["requestId"]] = event["type"]

    def finished(event: dict[str, Any]) -> None:
        kind = kinds.get(event["requestId"])
        if kind is not None:
            weight.bytes_by_kind[kind] += int(event["encodedDataLength"])
            weight.requests += 1

    session.on("Network.responseReceived", received)
    session.on("Network.loadingFinished", finished)
    page.goto(url, wait_until="networkidle")
    context.close()
    return weight
