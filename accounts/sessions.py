"""Sessions in the database, found by a query that is written once."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from accounts.ready import Blank, Ready

_KEPT = Ready(
    lambda: Session.objects.filter(
        session_key=Blank("key", CharField()), expire_date__gt=Blank("now", DateTimeField())
    ).values_list("session_data")
)


class SessionStore(DatabaseStore):
    """Django's own, except for how a session is looked up."""

    def load(self) -> dict[str, Any]:
        found = _KEPT.one(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])
