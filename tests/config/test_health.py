"""Health asks nothing of anybody; readiness gives its reasons in machine words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.models import Beat

AT_ONCE = {"retry": Retry(NoBackoff(), 0)}


def test_health_asks_no_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response


@pytest.mark.django_db
def test_a_sound_site_is_ready(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"status": "ready", "reasons": [], "worker": "silent", "limits": "shared"}


@pytest.mark.django_db
@pytest.mark.parametrize(("ago", "word"), [(timedelta(minutes=1), "seen"), (timedelta(minutes=3), "silent")])
def test_readiness_tells_of_the_worker_and_does_not_depend_on_it(client, ago, word):
    Beat.objects.create(name=Beat.WORKER, at=timezone.now() - ago)

    response = client.get("/readyz")

    assert (response.status_code, response.json()["worker"]) == (200, word)


@pytest.mark.django_db
def test_missing_migrations_are_a_reason(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'config'")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"status": "unready", "reasons": ["migrations_missing"]}


@pytest.mark.django_db
def test_a_store_of_limits_that_is_away_is_told_and_keeps_nobody_out(client, settings):
    nobody = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}

    with override_settings(CACHES=settings.CACHES | {"shared": nobody | {"OPTIONS": AT_ONCE}}):
        response = client.get("/readyz")

    assert (response.status_code, response.json()["limits"]) == (200, "cache_away")
