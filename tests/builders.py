"""Real objects for tests, made by the same actions that the site uses."""

import hashlib
import itertools
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO

import PIL.Image
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import override_settings

from accounts.models import Measure, User
from accounts.rules.measures import Sanction
from accounts.rules.roles import Actor, Role, system
from blog.actions.posts import publish_post, save_post
from blog.models import Category, Image, Post, Series, Tag
from blog.rules.addresses import slug_of
from blog.rules.content import BylineEntry, PostContent
from comments.actions.measures import take_measure
from comments.actions.moderate import moderate
from comments.actions.post import post_comment
from comments.actions.threads import open_thread
from comments.models import Comment, Discussion, LogEntry, Thread
from comments.rules.states import APPROVE, HOLD, REMOVE, SPAM, WITHDRAW, State

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)  # the moment that all tests agree on

EDITOR = system("tests")
_numbers = itertools.count(1)


def a_person(name: str | None = None, *roles: Role, **fields: object) -> User:
    """A member, or one of the staff when roles are given. The password is `sesame-and-lilies`."""
    number = next(_numbers)
    person = User(username=name or f"Person {number}", email=f"person{number}@example.org", **fields)
    person.is_superuser = Role.ADMINISTRATOR in roles
    person.is_staff = bool(roles)
    person.set_password("sesame-and-lilies")
    person.save()
    if roles:
        person.groups.set(Group.objects.filter(name__in=roles))
    return person


def a_category(name: str | None = None, **fields: object) -> Category:
    """A category; its address is made from its name."""
    name = name or f"Category {next(_numbers)}"
    return Category.objects.create(name=name, slug=slug_of(name), **fields)


def a_tag(name: str | None = None, **fields: object) -> Tag:
    """A tag; its address is made from its name."""
    name = name or f"tag {next(_numbers)}"
    return Tag.objects.create(name=name, slug=slug_of(name), **fields)


def a_series(name: str | None = None, **fields: object) -> Series:
    """A series; its address is made from its name."""
    name = name or f"Series {next(_numbers)}"
    return Series.objects.create(name=name, slug=slug_of(name), **fields)


def a_text(**fields: object) -> PostContent:
    """What an editor writes, complete enough to be published; any part of it can be given."""
    whole: dict[str, object] = {
        "title": f"Post {next(_numbers)}",
        "lead": "What happened, in two sentences. And what is not known yet.",
        "body": "<p>The first paragraph.</p><p>The second one.</p>",
        "bylines": (BylineEntry(guest="Ada Quill"),),
    }
    return PostContent(**whole | fields)  # type: ignore[arg-type]


def a_draft(*, slug: str = "", actor: Actor | None = None, now: datetime = NOW, **content: object) -> Post:
    """A draft, written by the system unless an actor is given."""
    revision = save_post(post=None, slug=slug, content=a_text(**content), actor=actor or EDITOR, now=now)
    return Post.objects.select_related("live", "thread").get(pk=revision.post_id)


def a_post(
    *,
    slug: str = "",
    at: datetime | None = None,
    author: User | None = None,
    actor: Actor | None = None,
    now: datetime = NOW,
    **content: object,
) -> Post:
    """A post that readers get since an hour before `now`, or from `at` on.

    `author` is a person; without one a guest wrote it. Everything else is part of the text: `title`, `body`,
    `category_id`, `tag_ids`, `sources`, …
    """
    if author is not None:
        content.setdefault("bylines", (BylineEntry(person_id=author.pk),))
    post = a_draft(slug=slug, actor=actor, now=now, **content)
    publish_post(post=post, at=at or now - timedelta(hours=1), actor=actor or EDITOR, now=now)
    return post


def a_thread(
    *,
    title: str | None = None,
    path: str | None = None,
    language: str = "de",
    visible_from: datetime | None = NOW - timedelta(hours=1),
    visible_until: datetime | None = None,
    closes_at: datetime | None = None,
    **fields: object,
) -> Thread:
    """A conversation under a page that is public since an hour; `publication` and `closed` can be given."""
    number = next(_numbers)
    thread = open_thread(
        title=title or f"Thread {number}",
        path=path or f"/2026/03/thread-{number}/",
        language=language,
        visible_from=visible_from,
        visible_until=visible_until,
        closes_at=closes_at,
    )
    if fields:
        Thread.objects.filter(pk=thread.pk).update(**fields)
        thread.refresh_from_db()
    return thread


def a_comment(
    *,
    thread: Thread | None = None,
    parent: Comment | None = None,
    author: User | None = None,
    body: str = "A few words.",
    state: State = State.PUBLIC,
    reason: str = "",
    language: str = "de",
    now: datetime = NOW,
) -> Comment:
    """A comment that was posted and then moved to `state`, for `reason` if a moderator did it.

    One that is to be public appears at once, if nothing but its author's being new speaks against it. A
    parent that is not public was public when it was answered: it is brought back for that moment. The limits
    of posting are off, so that a test may write as much as it likes.
    """
    away = State(parent.state) if parent and parent.state != State.PUBLIC else None
    thread = thread or (parent.thread if parent else a_thread())
    if parent and away:
        _bring_to(parent, State.PUBLIC, "", now)
    with override_settings(COMMENTS_PER_MINUTE=0), _newcomers(wait=state is not State.PUBLIC):
        comment = post_comment(
            thread=thread,
            author=author or a_person(),
            source=body,
            submission=uuid.uuid4(),
            parent=parent,
            language=language,
            seconds_on_form=30,
            network="192.0.2.7",
            now=now,
        )
    _bring_to(comment, state, reason, now)
    if parent and away:
        before = LogEntry.objects.filter(comment_id=parent.pk, to_state=away).order_by("-id").first()
        _bring_to(parent, away, before.reason if before else "", now)
    thread.refresh_from_db()
    return comment


@contextmanager
def _newcomers(*, wait: bool) -> Iterator[None]:
    """Let first comments of new members wait as the rules say, or appear at once."""
    rule = 0 if wait else Discussion.load().first_comments_wait
    if rule:
        Discussion.objects.update(first_comments_wait=0)
    yield
    if rule:
        Discussion.objects.update(first_comments_wait=rule)


def _bring_to(comment: Comment, state: State, reason: str, now: datetime) -> None:
    """Move a comment to `state` by the move that leads there."""
    if comment.state == state:
        return
    move = next(move for move in (APPROVE, HOLD, REMOVE, SPAM, WITHDRAW) if move.target is state)
    moderate(comment=comment, move=move, actor=system("tests"), reason=reason, now=now)


def a_measure(
    person: User, sanction: Sanction = Sanction.BAN, *, ends_at: datetime | None = None, now: datetime = NOW
) -> Measure:
    """A measure against a person, taken by the system; a silence ends after a week unless it is said."""
    if sanction is Sanction.SILENCE:
        ends_at = ends_at or now + timedelta(days=7)
    return take_measure(
        person=person,
        sanction=sanction,
        ground="insult",
        words="Calling people names.",
        ends_at=ends_at,
        actor=system("tests"),
        now=now,
    )


def an_image(
    *, alt: str = "A lighthouse before noon", size: tuple[int, int] = (60, 40), **fields: object
) -> Image:
    """A picture of the library with a real file, every one in another colour."""
    number = next(_numbers)
    picture = BytesIO()
    PIL.Image.new("RGB", size, (number % 256, number // 256 % 256, 96)).save(picture, "PNG")
    content = picture.getvalue()
    return Image.objects.create(
        file=ContentFile(content, name=f"{number}.png"),
        alt=alt,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=NOW,
        **fields,
    )
