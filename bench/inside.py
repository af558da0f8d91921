"""What the benchmark asks of the inside of a site: `python -m bench.inside WHAT …`, in its environment."""

import json
import os
import sys
from collections.abc import Callable

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from accounts.models import User
from accounts.sessions import SessionStore
from bench.looking import looks
from bench.sites import LONG, SHORT, WRITTEN_TO
from comments.models import Discussion, Thread

STANDING = (LONG, SHORT, WRITTEN_TO)  # in the order in which they were invented, so with the first ids


def settle() -> str:
    """Let the database look at its tables."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return ""


def addresses() -> str:
    """The pages that are looked at."""
    threads = list(Thread.objects.order_by("pk")[: len(STANDING)])
    long, short, written_to = (thread.path for thread in threads)
    writers = f"/threads/{threads[2].pk}/comments/"
    found = {"long": long, "short": short, "written_to": written_to, "front": "/", "writing": writers}
    return json.dumps(found | {"thread": str(threads[2].pk)})


def sign_in(count: str) -> str:
    """Sessions of the members who write the most: a cookie each."""
    Discussion.objects.filter(pk=1).update(first_comments_wait=0)
    cookies = []
    for person in User.objects.filter(is_staff=False).order_by("pk")[: int(count)]:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.save()
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={session.session_key}")
    return json.dumps(cookies)


def plans(without: str = "\0") -> str:
    """Each kind of request with its queries, one line of JSON each; but those with this word in the name."""
    return "\n".join(
        json.dumps({"name": name, "looks": [vars(look) for look in found]}) for name, found in looks(without)
    )


WHAT: dict[str, Callable[..., str]] = {each.__name__: each for each in (settle, addresses, sign_in, plans)}

if __name__ == "__main__":
    print(WHAT[sys.argv[1]](*sys.argv[2:]))
