"""What is found, in its order: posts before comments.

Of posts, those with the words in the title stand first, then those with them in the lead, then those that say
them often. Of equals, and of all comments, the newer one stands first. `SENTENCE` tells readers so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from django.db.models import Case, DateTimeField, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.ready import Blank, Ready
from accounts.rules.names import name_key
from blog.models import Post, PostIndex
from blog.querysets import PostQuerySet
from blog.searching.wish import Kind, Wish
from comments.models import Comment
from comments.redactions import with_bars_in_words
from comments.searching import Writer, found_comments
from markup import SafeHTML, line_of, with_marks
from search.index import asked_here
from search.rules.asking import Asked, asked_by, in_field, said_often
from search.rules.questions import Question, Sequences
from search.rules.snippets import places_in, snippet
from search.rules.texts import language_of

WRITTEN_ONCE = 4  # words and phrases of a question whose query is kept
MOST = 1_000  # hits that are counted and can be turned to
IN_TITLE, IN_LEAD, OFTEN, ONCE = 8, 4, 2, 1
SENTENCE = _(
    "Posts with your words in the title come first, then in the lead, then in the text, then comments; "
    "of equals, the newer one."
)


@dataclass(frozen=True)
class Found:
    """The numbers of posts and comments that hold what was asked for, in their order; at most one more
    than `MOST` together."""

    question: Question
    posts: list[int]
    comments: list[int]

    @property
    def count(self) -> int:
        return min(len(self.posts) + len(self.comments), MOST)

    @property
    def are_more(self) -> bool:
        return len(self.posts) + len(self.comments) > MOST


@dataclass(frozen=True)
class Hit:
    """One row of the results: a post, or a comment, with marked words."""

    snippet: SafeHTML
    title: SafeHTML
    language: str
    post: Post | None = None
    comment: Comment | None = None


def find(
    question: Question, wish: Wish, *, now: datetime, limit: int = MOST + 1, reader_id: int | None = None
) -> Found:
    """Look up what readers may find at `now`: two queries, and one for the name of a writer.

    `reader_id` is who asks, None for strangers: people whom they muted are not found.
    """
    asked = asked_by(question)
    writer = _writer(wish.author) if wish.author else None
    posts = [] if wish.kind is Kind.COMMENTS else _posts(asked, question, wish, writer, now, limit)
    left = 0 if wish.kind is Kind.POSTS else limit - len(posts)
    comments = _comments(asked, wish, writer, now, left, reader_id) if left > 0 else []
    return Found(question, posts, comments)


def show(found: Found, start: int, end: int) -> list[Hit]:
    """Load the hits from `start` to `end` and mark their words: four queries for any number of them."""
    terms = [term.sequences for term in found.question.wanted]
    posts = _in_order(Post.objects.for_snippets(), found.posts[start:end])
    begin, stop = (max(0, at - len(found.posts)) for at in (start, end))
    comments = _in_order(Comment.objects.with_authors().with_threads(), found.comments[begin:stop])
    return [
        *(hit_of_post(post, terms) for post in posts),
        *(hit_of_comment(each, terms) for each in comments),
    ]


def _writer(name: str) -> Writer:
    person = User.objects.filter(name_key=name_key(name)).values_list("pk", flat=True).first()
    return Writer(person, name)


def _posts(
    asked: Asked, question: Question, wish: Wish, writer: Writer | None, now: datetime, limit: int
) -> list[int]:
    terms = [_Places.of(term.sequences) for term in question.wanted]
    if wish.is_narrowed or len(terms) > WRITTEN_ONCE:
        posts = Post.objects.public(now).filter(pk__in=_holding(asked))
        if wish.year:
            posts = posts.in_year(wish.year)
        if wish.tag:
            posts = posts.filter(live__tags__slug=wish.tag)
        if writer:
            posts = posts.signed_by(writer.person_id, writer.name)
        return list(_ranked(posts, terms).values_list("pk", flat=True)[:limit])
    shape = tuple(each.often is not None for each in terms)
    places = {
        f"{name}{number}": asked_here(at) for number, each in enumerate(terms) for name, at in each.named()
    }
    rows = _ready_posts(shape, limit).rows(now=now, asked=asked_here(asked), **places)
    return [pk for (pk,) in rows]


def _comments(
    asked: Asked, wish: Wish, writer: Writer | None, now: datetime, limit: int, reader_id: int | None
) -> list[int]:
    since, before = wish.span()
    threads = None
    if wish.tag:
        threads = Post.objects.public(now).filter(live__tags__slug=wish.tag).values("thread_id")
    return found_comments(
        asked,
        now=now,
        limit=limit,
        since=since,
        before=before,
        writer=writer,
        threads=threads,
        reader_id=reader_id,
    )


@dataclass(frozen=True)
class _Places:
    """How a term is asked for in each place that makes it weigh more; a phrase is never said `often`."""

    title: Asked | Blank
    lead: Asked | Blank
    often: Asked | Blank | None

    @classmethod
    def of(cls, term: Sequences) -> _Places:
        return cls(in_field(term, 0), in_field(term, 1), said_often(term))

    @classmethod
    def blank(cls, number: int, *, often: bool) -> _Places:
        return cls(
            _blank(f"title{number}"), _blank(f"lead{number}"), _blank(f"often{number}") if often else None
        )

    def named(self) -> Iterator[tuple[str, Asked]]:
        """Yield the names of the blanks, and what belongs there."""
        for name, at in (("title", self.title), ("lead", self.lead), ("often", self.often)):
            if isinstance(at, Asked):
                yield name, at


@lru_cache(maxsize=64)
def _ready_posts(shape: tuple[bool, ...], limit: int) -> Ready:
    """Return the query of questions that are not narrowed; `shape` says of each term whether it is a word."""

    def query() -> QuerySet[Any, Any]:
        posts = Post.objects.public(Blank("now", DateTimeField())).filter(pk__in=_holding(_blank("asked")))
        terms = [_Places.blank(number, often=often) for number, often in enumerate(shape)]
        return _ranked(posts, terms).values_list("pk")[:limit]

    return Ready(query)


def _blank(name: str) -> Blank:
    return Blank(name, PostIndex._meta.get_field("words"))


def _ranked(posts: PostQuerySet, terms: Iterable[_Places]) -> PostQuerySet:
    weight = sum(map(_weight, terms), start=Value(0))
    return posts.annotate(weight=weight).order_by("-weight", "-published_at", "-pk")


def _holding(asked: Asked | Blank) -> QuerySet[Any, Any]:
    return PostIndex.objects.filter(words__match=asked).values("key")


def _weight(term: _Places) -> Case:
    """Return how much a term weighs in a post: by the best place in which it stands."""
    whens = [When(pk__in=_holding(term.title), then=Value(IN_TITLE))]
    whens.append(When(pk__in=_holding(term.lead), then=Value(IN_LEAD)))
    if term.often:
        whens.append(When(pk__in=_holding(term.often), then=Value(OFTEN)))
    return Case(*whens, default=Value(ONCE), output_field=IntegerField())


class _Numbered(Protocol):
    pk: Any


def _in_order[Row: _Numbered](rows: QuerySet[Any, Row], numbers: list[int]) -> list[Row]:
    by_number = {row.pk: row for row in rows.filter(pk__in=numbers)} if numbers else {}
    return [by_number[number] for number in numbers if number in by_number]


def hit_of_post(post: Post, terms: Sequence[Sequences]) -> Hit:
    """Return the row of a published post: its title, and the piece of its text or lead with most terms."""
    live = post.live
    assert live is not None  # noqa: S101 - a published post has a text
    found = snippet(line_of(live.body), live.language, terms)
    if not found.places and live.lead:
        found = snippet(live.lead, live.language, terms)
    title = with_marks(live.title, places_in(live.title, live.language, terms))
    return Hit(with_marks(found.text, found.places), title, live.language, post=post)


def hit_of_comment(comment: Comment, terms: Sequence[Sequences]) -> Hit:
    """Return the row of a comment: the title of its page, and the piece of its text with most terms."""
    text = line_of(with_bars_in_words(comment.html))
    language = language_of(text, comment.language)
    found = snippet(text, language, terms)
    thread = comment.thread
    title = with_marks(thread.title, places_in(thread.title, thread.language, terms))
    return Hit(with_marks(found.text, found.places), title, language, comment=comment)
