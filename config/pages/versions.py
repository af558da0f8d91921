"""What is true now: the numbers that name a copy, and when it would change by itself."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from django.db import Error, connection
from django.db.models import Min

from accounts.stored import Shows
from blog.models import Post
from comments.models import Discussion, Thread
from comments.places import is_page_query
from comments.rules.useful import SHOWN_AFTER
from config.languages import PREFIX

NEWS = re.compile(r"/threads/(\d{1,18})/new/$")
AFTER = re.compile(r"after=(0|[1-9]\d{0,8})", re.ASCII)
NEARLY_ALL = 30  # comments; so many answers are kept of one conversation at most
ALWAYS = datetime.max.replace(tzinfo=UTC)
Versions = tuple[object, ...] | None

_SITE = "SELECT SUM(count) FROM accounts_pulse WHERE about = 'site'"
_ALL = "SELECT SUM(count) FROM accounts_pulse"
_THREAD = f"SELECT ({_SITE}), version FROM comments_thread WHERE id = %s"  # noqa: S608  # of constants


@dataclass(frozen=True, slots=True)
class Question:
    """The one query that tells the present name of a copy."""

    sql: str
    of: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """What makes a copy the right one: the numbers as they were `at` this moment, and until when at most."""

    question: Question
    versions: Versions
    at: datetime
    valid_until: datetime


class Away(Exception):
    """The database does not answer."""


def present(question: Question) -> Versions:
    """Return the numbers as they are now: one query on an index. Raises Away.

    This runs outside of Django's requests, which would look after the connection: an old one is closed
    here, and one that broke while it was idle is opened again, once.
    """
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    try:
        return _asked(question)
    except Error:
        if connection.in_atomic_block:
            raise
        connection.close()
    try:
        return _asked(question)
    except Error as problem:
        connection.close()
        raise Away from problem


def question_for(shows: Shows, path: str, query: str) -> Question | None:
    """Return what names the page that a view of this kind shows here, None where no copy may be kept.

    A query is allowed only where it names a page of a conversation that is there, in the one spelling that
    links have: otherwise a stranger could fill the memory.
    """
    if shows is Shows.COMMENTS:
        return None if query else Question(_ALL)
    if shows is Shows.NEWS:
        return _question_of_news(path, query)
    thread = _thread_at(path) if shows is Shows.CONVERSATION else None
    if thread is None:
        return None if query else Question(_SITE)
    if query and not is_page_query(f"?{query}", thread):
        return None
    return Question(_THREAD, (thread.pk,))


def _question_of_news(path: str, query: str) -> Question | None:
    """Only for those who have nearly everything: who asks from further back is one, and not a crowd."""
    found, asked = NEWS.search(path), AFTER.fullmatch(query)
    thread = Thread.objects.filter(pk=int(found[1])).first() if found and asked else None
    if thread is None or asked is None:
        return None
    behind = thread.last_public_seq - int(asked[1])
    return Question(_THREAD, (thread.pk,)) if 0 <= behind <= NEARLY_ALL else None


def name_of(question: Question, now: datetime) -> Name:
    """Return the name that a page gets which is rendered from now on. Raises Away."""
    return Name(question, present(question), now, _next_change(question, now))


def _next_change(question: Question, now: datetime) -> datetime:
    """Return when a page becomes another one although nobody does anything.

    Any publication counts for any page, since lists, neighbours and counts show it; for a conversation also
    the moments at which it appears, closes and disappears, at which other terms apply (when moderators come
    and go), and at which late reactions are shown.
    """
    publication = Post.objects.scheduled(now).order_by().aggregate(at=Min("published_at"))["at"]
    moments = [publication]
    if question.of:
        thread = Thread.objects.get(pk=question.of[0])
        if thread.reactions_shown_at:
            moments.append(thread.reactions_shown_at + SHOWN_AFTER)
        terms = thread.terms(Discussion.load(), now)
        moments += [thread.visible_from, thread.visible_until, terms.changes_at]
    return min((moment for moment in chain(moments, [ALWAYS]) if moment and moment > now), default=ALWAYS)


def _asked(question: Question) -> Versions:
    if connection.vendor == "sqlite" and not connection.queries_logged:
        return _asked_directly(question)
    with connection.cursor() as cursor:
        cursor.execute(question.sql, question.of)
        return cursor.fetchone()


def _asked_directly(question: Question) -> Versions:
    """The same without Django's cursor, which would cost more than all the rest of an answer."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        return connection.connection.execute(question.sql.replace("%s", "?"), question.of).fetchone()


def _thread_at(path: str) -> Thread | None:
    """The conversation at this address, in whatever language it is shown."""
    found = PREFIX.match(path)
    return Thread.objects.filter(path=path[1 + len(found[1]) :] if found else path).first()
