"""Where a request comes from: never the address itself, only the network around it (M10)."""

import ipaddress

UNKNOWN = "0.0.0.0"  # noqa: S104  # stands for "no network", nothing listens here


def network_of(remote: str, forwarded: str, trusted: int) -> str:
    """Return the first address of the sender's network: /24 for IPv4, /48 for IPv6.

    `remote` is the address of the connection, `forwarded` the header X-Forwarded-For, `trusted` the number
    of own proxies that append to it. What stands further left in the header was written by the sender and
    is not believed. What cannot be read becomes "0.0.0.0".
    """
    hops = [hop.strip() for hop in forwarded.split(",")] if forwarded else []
    believed = hops[-trusted] if 0 < trusted <= len(hops) else remote
    address = _parsed(believed) or _parsed(remote)
    if address is None:
        return UNKNOWN
    prefix = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{prefix}", strict=False).network_address)


def _parsed(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
