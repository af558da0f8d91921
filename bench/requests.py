"""The kinds of requests whose queries are looked at: who asks for what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.test import Client

from accounts.models import User
from accounts.rules.roles import Role
from bench.sites import WRITTEN_TO
from comments.models import Comment, Thread
from comments.roots import Order

PAGE = 37
SEEN = 5  # comments since the last look

type Requests = Iterator[tuple[str, Callable[[], object]]]


def requests() -> Requests:
    """Yield names and functions that ask; those raise LookupError where the site answers with an error."""
    longest = Thread.objects.order_by("-shown_roots")[0]
    busiest = Comment.objects.exclude(author=None).values("author").annotate(n=Count("pk")).order_by("-n")[0]
    member = User.objects.get(pk=busiest["author"])
    moderator = User.objects.filter(groups__name=Role.MODERATOR).order_by("pk")[0]
    yield from _conversation(Client(SERVER_NAME="localhost"), longest)
    yield from _around(Client(SERVER_NAME="localhost"), member)
    yield from _of_member(_signed_in(member), longest, member)
    yield from _of_moderator(_signed_in(moderator), longest)


def _conversation(stranger: Client, thread: Thread) -> Requests:
    short = Thread.objects.get(pk=2)
    seen = max(thread.last_public_seq - SEEN, 0)
    head = thread.comments.roots().order_by("-public_below")[0]
    page = min(PAGE, max(thread.shown_roots // 25, 1))
    comment = thread.comments.public().order_by("-pk")[0]
    yield "post with 10 comments", partial(_got, stranger, short.path)
    for order in Order:
        yield f"thread, sorted by {order}", partial(_got, stranger, f"{thread.path}?sort={order}")
        yield (
            f"thread, sorted by {order}, page {page}",
            partial(_got, stranger, f"{thread.path}?sort={order}&page={page}"),
        )
    yield (
        f"branch of {head.public_below:,} answers",
        partial(_got, stranger, f"{thread.path}?under={head.number}"),
    )
    yield "poll", partial(_got, stranger, f"/threads/{thread.pk}/new/?after={seen}")
    yield "poll after nothing", partial(_got, stranger, f"/threads/{thread.pk}/new/?after=0")
    yield "what is new since a place", partial(_got, stranger, f"{thread.path}?since={seen}")
    yield "permalink", partial(_got, stranger, comment.get_absolute_url())


def _around(stranger: Client, member: User) -> Requests:
    yield "profile", partial(_got, stranger, f"/members/{member.username}/")
    yield "front page", partial(_got, stranger, "/")
    yield "front page, last page", partial(_got, stranger, "/page/40/")
    yield "feed", partial(_got, stranger, "/feed/")
    yield "feed of all comments", partial(_got, stranger, "/comments/feed/")
    yield "search for a common word", partial(_got, stranger, "/search/?q=Rechnung")
    yield "search for a rare word", partial(_got, stranger, "/search/?q=Oberlindental")


def _of_member(client: Client, thread: Thread, member: User) -> Requests:
    written_to = Thread.objects.get(last_number__gte=WRITTEN_TO, pk=3)
    liked = thread.comments.public().exclude(author=member).order_by("pk")[0]
    yield "thread, signed in", partial(_got, client, thread.path)
    yield "inbox", partial(_got, client, "/accounts/me/inbox/")
    yield "own drafts", partial(_got, client, "/accounts/me/drafts/")
    yield "own comments", partial(_got, client, "/accounts/me/comments/")
    for name, where in (("", written_to), (" in the longest thread", thread)):
        desk = f"/threads/{where.pk}/comments/"
        yield f"composer{name}", partial(_got, client, desk)
        yield f"posting{name}", partial(_sent, client, desk, "text")
        yield f"keeping a draft{name}", partial(_sent, client, f"/threads/{where.pk}/draft/", "text")
    yield "calling a comment useful", partial(_sent, client, f"/comments/{liked.pk}/react/", "useful")


def _of_moderator(client: Client, thread: Thread) -> Requests:
    yield "thread, signed in as a moderator", partial(_got, client, thread.path)
    yield "queue", partial(_got, client, "/moderation/")
    yield "queue of edits", partial(_got, client, "/moderation/edits/")


def _signed_in(person: User) -> Client:
    client = Client(SERVER_NAME="localhost")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def _got(client: Client, path: str) -> None:
    answer = client.get(path)
    b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    _expect(path, answer.status_code)


def _sent(client: Client, path: str, field: str) -> None:
    """Change something, and undo it."""
    values = {"text": "Das haben wir beim letzten Mal auch schon gehört.", "useful": "1"}
    with transaction.atomic():
        answer = client.post(path, {field: values[field], "submission": str(uuid4())})
        transaction.set_rollback(True)
    _expect(path, answer.status_code)


def _expect(path: str, status: int) -> None:
    if status >= 400:
        raise LookupError(f"{path} answers {status}")
