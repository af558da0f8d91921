"""Addresses that strangers give and that the site itself shall call: which of them it may go to.

Whoever makes a server fetch something can point it at the server's own network, at a database or at the
machine it runs on. So the words of an address are judged first, and then every number it resolves to.
"""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

LONGEST = 2_000  # characters of an address
_PORTS = {"http": 80, "https": 443}
_LOWEST_OTHER_PORT = 1024  # below stand mail, remote logins and the like, which answer to no browser
_ENDS_IN_NUMBER = re.compile(r"(?:\A|\.)(?:\d+|0x[0-9a-f]*)\.?\Z")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?", re.ASCII)

# What the whole world may reach: 2000::/3 is all that is given out of IPv6 (RFC 4291, 2.4). Inside of it lie
# ways into other networks (RFC 6890): protocol assignments with Teredo, documentation, 6to4.
_WORLD = ipaddress.ip_network("2000::/3")
_NOT_WORLD = [ipaddress.ip_network(each) for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]
_RELAYS = ipaddress.ip_network("192.88.99.0/24")  # 6to4 relays, deprecated by RFC 7526


class DestinationRefused(Exception):
    """An address that the site does not call. The text says why in plain words."""


@dataclass(frozen=True)
class Destination:
    """Where a request goes. `host` is a name in ASCII or a number; `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """What the header Host says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def destination_of(address: str) -> Destination:
    """Read a web address. Raises DestinationRefused for anything but plain http and https.

    Numbers in another spelling than four decimals with dots (`2130706433`, `0x7f.1`, `010.0.0.1`) are
    refused as they stand: programs do not agree on what they mean.
    """
    if len(address) > LONGEST or not address.isprintable() or any(c in address for c in " \\"):
        raise DestinationRefused(_("The address is too long or contains signs that no address has."))
    try:
        parts = urlsplit(address)
        port = parts.port
        host = _ascii((parts.hostname or "").strip())
    except ValueError:
        raise DestinationRefused(_("This is no web address.")) from None
    if parts.scheme not in _PORTS:
        raise DestinationRefused(_("Only http and https are fetched."))
    if "@" in parts.netloc:
        raise DestinationRefused(_("The address contains a name or a password."))
    if port is not None and port not in _PORTS.values() and port < _LOWEST_OTHER_PORT:
        raise DestinationRefused(_("The port belongs to another service than the web."))
    if not _is_host(host):
        raise DestinationRefused(_("The host is no name and no usual number."))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Destination(parts.scheme, host, port or _PORTS[parts.scheme], _quoted(target))


def is_public(number: str) -> bool:
    """Whether a network address (as the resolver writes it) belongs to the public internet.

    Everything else is refused: private, loopback, link-local, multicast, reserved, and every form of IPv6
    that holds an IPv4 address (mapped, NAT64, 6to4, Teredo).
    """
    try:
        found = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        return found in _WORLD and not any(found in network for network in _NOT_WORLD)
    return found.is_global and not found.is_multicast and not found.is_reserved and found not in _RELAYS


def _is_host(host: str) -> bool:
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return bool(_HOST.fullmatch(host)) and ".." not in host and not _ENDS_IN_NUMBER.search(host)


def _ascii(host: str) -> str:
    if "%" in host:  # a zone of IPv6, or an escape that another program would decode
        raise ValueError(host)
    return host if host.isascii() else host.encode("idna").decode()


def _quoted(target: str) -> str:
    """Return path and query in ASCII: letters of other scripts as UTF-8 escapes, all else as it is."""
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in target)
