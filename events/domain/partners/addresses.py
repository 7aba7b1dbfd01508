"""Where a partner's calendar may be read: addresses in https, on the usual port, of machines of the public internet."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

PORT = 443

# `is_global` calls these public: they lead to an IPv4 address, which may be any.
_TUNNELS = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")))
# A name, never the numbers of a machine: no partner gives those, and they have many spellings.
_HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z][a-z0-9-]{1,62}\.?")


_SAFE = "/%:@!$&'()*+,;=~?"


class BadAddress(ValueError):
    """Why it is not read, in French."""


@dataclass(frozen=True, slots=True)
class Address:
    """`target` is what is asked of `host`: ASCII, path and query."""

    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        return f"https://{self.host}{'' if self.port == PORT else f':{self.port}'}{self.target}"

    def follow(self, location: str, port: int = PORT) -> "Address":
        """Where a redirection leads. Raises BadAddress."""
        return read_address(urljoin(self.url, location), port)


def read_address(text: str, port: int = PORT) -> Address:
    """`webcal` is https by another name. Only this port is reached. Raises BadAddress."""
    text = text.strip()
    if re.search(r"[\x00-\x20\x7f\\]", text):
        raise BadAddress("Cette adresse contient une espace ou un caractère interdit : copiez-la de nouveau.")
    try:
        parts = urlsplit(text)
        asked = parts.port
    except ValueError:
        raise BadAddress("Cette adresse n’est pas complète : copiez-la de nouveau.") from None
    if parts.scheme not in ("https", "webcal", "webcals"):
        raise BadAddress("L’adresse doit commencer par https:// ou webcal://.")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("L’adresse ne doit contenir ni nom ni mot de passe avant le nom du site.")
    if asked not in (None, port):
        raise BadAddress("L’adresse ne doit pas nommer de port : seul celui de https est lu.")
    return Address(_host(parts.hostname or ""), port, _target(parts.path, parts.query))


def is_public(address: str) -> bool:
    """Whether this IP address is that of a machine of the public internet, mapped and tunnelled ones looked into."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if found.scope_id or any(found in tunnel for tunnel in _TUNNELS):
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def _host(name: str) -> str:
    try:
        host = name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host):
        raise BadAddress("L’adresse doit nommer un site, comme « agenda.exemple.fr » : copiez-la de nouveau.")
    return host


def _target(path: str, query: str) -> str:
    asked = f"?{quote(query, safe=_SAFE)}" if query else ""
    return f"{quote(path or '/', safe=_SAFE)}{asked}"
