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
from django.utils import timezone

from accounts.models import User
from accounts.sessions import SessionStore
from bench.looking import looks
from bench.sites import LONG, SHORT, WRITTEN_TO
from comments.apart import facts_about
from comments.models import Comment, Discussion, Thread

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
    """The pages that are looked at. `huge` and `tiny` are ids of the longest and of a short conversation."""
    threads = list(Thread.objects.order_by("pk")[: len(STANDING)])
    long, short, written_to = (thread.path for thread in threads)
    others = Thread.objects.exclude(pk__in=[thread.pk for thread in threads]).exclude(visible_from=None)
    ends = {"huge": others.order_by("-last_number")[0], "tiny": others.order_by("last_number", "-pk")[0]}
    found = {"long": long, "short": short, "written_to": written_to, "front": "/"}
    found |= {"branch": _branch(threads[0]), "poll": _poll(threads[0]), "thread": str(threads[2].pk)}
    found |= {name: str(thread.pk) for name, thread in ends.items()}
    return json.dumps(found | {"huge_path": ends["huge"].path, "huge_poll": _poll(ends["huge"])})


def _branch(thread: Thread) -> str:
    head = thread.comments.roots().order_by("-public_below")[0]
    return f"{thread.path}?under={head.number}"


def _poll(thread: Thread) -> str:
    return f"/threads/{thread.pk}/new/?after={max(thread.last_public_seq - 5, 0)}"


def sign_in(count: str) -> str:
    """Sessions of the members who write the most: a cookie each."""
    Discussion.objects.filter(pk=1).update(first_comments_wait=0)
    people = User.objects.filter(is_staff=False).order_by("pk")[: int(count)]
    return json.dumps([_cookie(person) for person in people])


def sign_in_beside(*paths: str) -> str:
    """Cookies of a member of whom nothing stands on these pages, and of one who spoke on the last of them."""
    threads, now = list(Thread.objects.filter(path__in=paths)), timezone.now()
    members = User.objects.filter(is_staff=False, is_superuser=False).order_by("pk")
    spoke = Comment.objects.filter(thread__path=paths[-1], author__isnull=False)
    reader = next(
        person for person in members if not any(facts_about(person, t.pk, now).apart for t in threads)
    )
    speaker = members.filter(pk__in=spoke.values("author"))[0]
    return json.dumps([_cookie(reader), _cookie(speaker)])


def _cookie(person: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def plans(without: str = "\0") -> str:
    """Each kind of request with its queries, one line of JSON each; but those with this word in the name."""
    return "\n".join(
        json.dumps({"name": name, "looks": [vars(look) for look in found]}) for name, found in looks(without)
    )


WHAT: dict[str, Callable[..., str]] = {
    each.__name__: each for each in (settle, addresses, sign_in, sign_in_beside, plans)
}

if __name__ == "__main__":
    print(WHAT[sys.argv[1]](*sys.argv[2:]))
