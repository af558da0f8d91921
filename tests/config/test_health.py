"""Health asks nothing of anybody; readiness gives its reasons in machine words."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from config.models import Beat


def test_health_asks_no_database(client):
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response


@pytest.mark.django_db
def test_a_sound_site_is_ready(client):
    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"status": "ready", "reasons": [], "worker": "silent"}


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
def test_a_cache_that_is_away_is_a_reason(client):
    nobody = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}

    with override_settings(CACHES={"default": nobody}):
        response = client.get("/readyz")

    assert response.json()["reasons"] == ["cache_away"]
