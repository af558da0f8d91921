"""Of an address only the network, and of the network only a keyed hash (M10)."""

import hashlib
import hmac
import ipaddress

DAYS_A_KEY_LIVES = 7


def network_of(address: str) -> str:
    """Return the network of an address, /24 or /48, as text; empty for anything that is no address.

    An IPv4 address written as IPv6 (`::ffff:192.0.2.7`) is the IPv4 address.
    """
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    length = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network(f"{parsed.compressed.partition('%')[0]}/{length}", strict=False))


def network_hash(network: str, key: bytes) -> str:
    """Return the hash of a network under the day's key, as 64 hexadecimal digits."""
    return hmac.new(key, network.encode(), hashlib.sha256).hexdigest()
