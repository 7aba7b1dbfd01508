"""Fetches a partner's calendar from the address that somebody typed, and reaches nothing else than that.

The name is resolved once and the very address that was judged is connected to: a name that changes its answer between
the two, a redirection, an address of the inner network lead nowhere. See decision 20.
"""

from __future__ import annotations

import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic

from events.domain.partners.addresses import PORT, Address, BadAddress, is_public, read_address

SECONDS = 10.0  # in all, names and redirections included
REDIRECTS = 3
MAX_BYTES = 2 * 1024 * 1024  # decompressed or not
_CHUNK = 64 * 1024
_MOVED = (301, 302, 303, 307, 308)
_VALIDATOR = 300  # characters of one that is kept

_SLOW = "Le site du partenaire met trop de temps à répondre. Nous essaierons de nouveau."
_LARGE = "Le calendrier dépasse 2 Mo : demandez au partenaire une adresse qui n’en donne qu’une partie."
_INNER = "Cette adresse mène à un réseau privé, pas à un site public : vérifiez-la."
_CUT = "La réponse du site du partenaire s’est interrompue. Nous essaierons de nouveau."
_STATUS = {
    401: "Le site du partenaire demande un mot de passe : demandez une adresse publique.",
    403: "Le site du partenaire refuse de donner ce calendrier : demandez une adresse publique.",
    404: "Le calendrier n’est plus à cette adresse : demandez la nouvelle au partenaire.",
    410: "Le calendrier n’est plus à cette adresse : demandez la nouvelle au partenaire.",
    429: "Le site du partenaire nous demande d’attendre. Nous essaierons de nouveau.",
}


class NotFetched(Exception):
    """Why there is no answer, in French."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What the last answer said of itself, given back as it came."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is None when nothing changed since the validators."""

    body: bytes | None
    validators: Validators


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a machine, as the system orders them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


@dataclass(frozen=True, slots=True)
class Policy:
    """Who may be reached. No setting changes it: tests, which have servers of their own, hand over another one."""

    allows: Callable[[str], bool] = is_public
    resolve: Callable[[str, int], list[str]] = resolve
    port: int = PORT
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
    seconds: float = SECONDS


PUBLIC = Policy()


def fetch(text: str, validators: Validators, policy: Policy = PUBLIC) -> Answer:
    """Raises NotFetched, or BadAddress when a person has to change the address."""
    address = read_address(text, policy.port)
    deadline = _Deadline(policy.seconds)
    for _time in range(REDIRECTS + 1):
        with _asked(address, validators, policy, deadline) as response:
            if response.status in _MOVED and (location := response.headers.get("Location")):
                address = _followed(address, location, policy)
                continue
            return _answer(response, validators)
    raise NotFetched("L’adresse renvoie sans fin vers une autre : demandez la bonne au partenaire.")


def _followed(address: Address, location: str, policy: Policy) -> Address:
    try:
        return address.follow(location, policy.port)
    except BadAddress as error:
        raise NotFetched(f"L’adresse renvoie vers une autre qui n’est pas lue. {error}") from error


@dataclass(slots=True)
class _Deadline:
    """Cuts the connection when time is over: a server that sends one byte a second never meets a time limit of one
    reading."""

    seconds: float
    passed: bool = False
    _until: float = field(init=False)

    def __post_init__(self) -> None:
        self._until = monotonic() + self.seconds

    @property
    def left(self) -> float:
        """Seconds. Raises NotFetched when there are none."""
        left = self._until - monotonic()
        if self.passed or left <= 0:
            raise NotFetched(_SLOW)
        return left

    @contextmanager
    def over(self, connected: Callable[[], socket.socket]) -> Iterator[None]:
        def cut() -> None:
            self.passed = True
            with suppress(OSError):  # it was closed in the meantime
                socket.socket.shutdown(connected(), socket.SHUT_RDWR)

        timer = threading.Timer(self.left, cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
        if self.passed:  # a body that was cut may look like a whole one
            raise NotFetched(_SLOW)


class _Connection(HTTPSConnection):
    """HTTPS over a socket that is connected already, to the address that was judged; its certificate is that of the
    name."""

    def __init__(self, address: Address, connected: socket.socket, tls: ssl.SSLContext) -> None:
        super().__init__(address.host, address.port, context=tls)
        self.connected, self._tls = connected, tls

    def connect(self) -> None:
        self.sock = self.connected = self._tls.wrap_socket(
            self.connected, server_hostname=self.host, do_handshake_on_connect=False
        )
        self.connected.do_handshake()


@contextmanager
def _asked(address: Address, validators: Validators, policy: Policy, deadline: _Deadline) -> Iterator[HTTPResponse]:
    connection = _Connection(address, _connected(address, policy, deadline), policy.tls())
    try:
        with deadline.over(lambda: connection.connected):
            connection.request("GET", address.target, headers=_headers(validators))
            with connection.getresponse() as response:
                yield response
    except ssl.SSLCertVerificationError as error:
        raise NotFetched("Le certificat du site du partenaire n’est pas valable : prévenez-le.") from error
    except (HTTPException, OSError, ValueError, zlib.error) as error:
        raise NotFetched(_SLOW if deadline.passed or isinstance(error, TimeoutError) else _CUT) from error
    finally:
        connection.close()
        connection.connected.close()


def _connected(address: Address, policy: Policy, deadline: _Deadline) -> socket.socket:
    for found in _resolved(address, policy, deadline):
        try:
            return socket.create_connection((found, address.port), timeout=deadline.left)
        except OSError:
            continue
    raise NotFetched("Le site du partenaire ne répond pas. Nous essaierons de nouveau.")


def _resolved(address: Address, policy: Policy, deadline: _Deadline) -> list[str]:
    """All of its addresses are public, or none is reached. The system gives no time limit to the question."""
    found: list[str] = []

    def ask() -> None:
        with suppress(OSError):  # nothing found
            found.extend(policy.resolve(address.host, address.port))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(deadline.left)
    if asking.is_alive():
        raise NotFetched(_SLOW)
    if not found:
        raise NotFetched("Le nom du site du partenaire est introuvable : vérifiez l’adresse.")
    if not all(map(policy.allows, found)):
        raise NotFetched(_INNER)
    return found


def _headers(validators: Validators) -> dict[str, str]:
    said = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {
        "User-Agent": "Coup-de-main (lecture de calendriers)",
        "Accept": "text/calendar, */*;q=0.1",
        "Accept-Encoding": "gzip",
        **{name: value for name, value in said.items() if value},
    }


def _answer(response: HTTPResponse, validators: Validators) -> Answer:
    if response.status == 304:
        return Answer(None, validators)
    if response.status != 200:
        said = _STATUS.get(response.status, f"Le site du partenaire répond par une erreur ({response.status}).")
        raise NotFetched(said)
    kept = {name: str(response.headers.get(name, "")) for name in ("ETag", "Last-Modified")}
    etag, last_modified = (value if len(value) <= _VALIDATOR and value.isascii() else "" for value in kept.values())
    return Answer(_body(response), Validators(etag, last_modified))


def _body(response: HTTPResponse) -> bytes:
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "", "gzip", "x-gzip"):
        raise NotFetched("Le site du partenaire répond dans une forme compressée que nous ne lisons pas.")
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in encoding else None
    body, received = bytearray(), 0
    while chunk := response.read(_CHUNK):
        received += len(chunk)
        # One byte more than allowed: what is not decompressed is never held.
        body += chunk if unzip is None else unzip.decompress(chunk, MAX_BYTES + 1 - len(body))
        if received > MAX_BYTES or len(body) > MAX_BYTES:
            raise NotFetched(_LARGE)
    if unzip is not None and not unzip.eof:
        raise NotFetched(_CUT)
    if response.length:
        raise NotFetched(_CUT)
    return bytes(body)
