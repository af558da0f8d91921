"""Of an address only the network."""

import pytest

from comments.rules.networks import network_hash, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        (" 192.0.2.77 ", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("", ""),
        ("unknown", ""),
        ("192.0.2.77, 10.0.0.1", ""),
    ],
)
def test_neighbours_share_a_network(address, network):
    assert network_of(address) == network


def test_a_hash_depends_on_network_and_key():
    hashes = {network_hash(n, k) for n in ("192.0.2.0/24", "192.0.3.0/24") for k in (b"one", b"two")}

    assert len(hashes) == 4
    assert network_hash("192.0.2.0/24", b"one") in hashes
    assert {len(h) for h in hashes} == {64}
