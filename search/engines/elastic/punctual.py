"""A request to the server that ends when its time is over, whatever the server does.

The time-out of a socket is that of each of its operations: a server that sends one byte now and then would hold a
visitor for as long as it likes. The request is made in a thread of its own and given up when its time is over; the
thread ends with its socket.
"""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from typing import Any

from elastic_transport import ConnectionTimeout, HttpHeaders, Urllib3HttpNode
from elastic_transport.client_utils import DEFAULT

# Given up and not yet ended; more than the threads of a worker are only those of a server that plays with us.
_MOST = 32
# Longer ones are those of a rebuild, which nobody waits for.
_SHORT_S = 10.0

_free = BoundedSemaphore(_MOST)


class PunctualNode(Urllib3HttpNode):
    """A node whose `request_timeout` is that of the whole request."""

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: Any = DEFAULT,
    ) -> Any:
        def perform() -> Any:
            return super(PunctualNode, self).perform_request(method, target, body, headers, request_timeout)

        if not isinstance(request_timeout, int | float) or request_timeout > _SHORT_S:
            return perform()
        return _within(request_timeout, perform)


def _within(seconds: float, perform: Callable[[], Any]) -> Any:
    if not _free.acquire(blocking=False):
        raise ConnectionTimeout("too many requests were left without an end")
    ended: SimpleQueue[tuple[Any, Exception | None]] = SimpleQueue()

    def run() -> None:
        try:
            ended.put((perform(), None))
        except Exception as error:  # told to who waits
            ended.put((None, error))
        finally:
            _free.release()

    Thread(target=run, name="elasticsearch", daemon=True).start()
    try:
        answer, error = ended.get(timeout=seconds)
    except Empty:
        raise ConnectionTimeout(f"no whole answer after {seconds:.3g} s") from None
    if error is not None:
        raise error
    return answer
