"""Limits over Valkey: shared by all processes, and a site that loses it goes on."""

import pytest
from django.core.cache import cache
from django.test import override_settings

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

    wait_until(lambda: site.status("/readyz") == 200)
    assert lost.status("/readyz") == 503


@pytest.mark.django_db
def test_signing_in_is_limited_over_valkey(client, valkey):
    shared = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": f"{valkey}/3"}

    with override_settings(CACHES={"default": shared}):
        answers = [
            client.post("/accounts/login/", {"login": "ada", "password": f"wrong {number}"}).status_code
            for number in range(12)
        ]
        cache.clear()

    assert 429 in answers
    assert answers.index(429) <= 10
