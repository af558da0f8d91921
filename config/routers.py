"""Which table lives in which database."""

from typing import Any


class CacheRouter:
    """Limits live in a file of their own, so that they never wait for content or make it wait."""

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return app_label == "django_cache" if db == "cache" else None

    def _for(self, model: Any) -> str | None:
        return "cache" if model._meta.app_label == "django_cache" else None

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return self._for(model)

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self._for(model)
