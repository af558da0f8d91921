"""What may have been meant when nothing is found (R7).

Words of published posts that are spelled alike; each suggestion is looked up before it is made, so none of
them tells of a post whose time has not come.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import Q

from blog.models import Word
from blog.searching.hits import Found, find
from blog.searching.wish import Wish
from search.rules.likeness import ENDS, distance, farthest
from search.rules.questions import Question, Unanswerable, read_question
from search.rules.stems import spelled

CANDIDATES = 3_000  # words whose spelling is compared, the most frequent ones
TRIED = 3  # spellings of one word that are looked up
WORDS = 4  # words of a question that are corrected, each of them alone


@dataclass(frozen=True)
class Suggestion:
    """Another search that finds something, and how much."""

    wish: Wish
    found: Found


@dataclass(frozen=True)
class Suggestions:
    """What may have been meant, which words find something alone, and the same search without limits."""

    meant: Suggestion | None
    single: list[Suggestion]
    anywhere: Suggestion | None


@dataclass(frozen=True)
class _Reader:
    """When somebody asks, and who: what the people they muted said is not found for them."""

    now: datetime
    id: int | None


def suggestions(
    question: Question, wish: Wish, *, now: datetime, reader_id: int | None = None
) -> Suggestions:
    """Return what to try instead of a question that found nothing: at most some fifty queries.

    `reader_id` is that of `find`.
    """
    reader = _Reader(now, reader_id)
    better = _corrected(question, reader)
    return Suggestions(
        meant=_tried(wish.with_words(better), reader) if better != question.typed else None,
        single=_single(better, wish, reader),
        anywhere=_tried(wish.anywhere(), reader) if wish.is_narrowed else None,
    )


def _corrected(question: Question, reader: _Reader) -> str:
    """Return the question with words that exist in the place of those that are found nowhere."""
    better = question.typed
    words = [term.typed for term in question.wanted if term.typed.isalpha()]
    for word in words[:WORDS]:
        if other := "" if _tried(Wish(typed=word), reader, limit=1) else _found_instead(word, reader):
            better = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", partial(_put, other), better, count=1)
    return better


def _put(word: str, _place: re.Match[str]) -> str:
    return word


def _found_instead(word: str, reader: _Reader) -> str:
    """Return the word that is spelled most like this one and that readers can find; empty without one."""
    near = _spelled_like(word)
    return next((other for other in near if _tried(Wish(typed=other), reader, limit=1)), "")


def _single(typed: str, wish: Wish, reader: _Reader) -> list[Suggestion]:
    """Return a search for each of several words that finds something alone."""
    terms = read_question(typed).wanted
    if len(terms) < 2:
        return []
    tried = (_tried(wish.with_words(term.typed), reader) for term in terms[:WORDS])
    return [each for each in tried if each]


def _tried(wish: Wish, reader: _Reader, **limit: int) -> Suggestion | None:
    """Return a search if it finds something."""
    try:
        found = find(read_question(wish.typed), wish, now=reader.now, reader_id=reader.id, **limit)
    except Unanswerable:
        return None
    return Suggestion(wish, found) if found.count else None


def _spelled_like(word: str) -> list[str]:
    """Return the words of posts that are nearest to this one, of equals the most frequent: one query."""
    plain = spelled(word)
    slips = farthest(plain)
    if not slips:
        return []
    near = Q(head__gte=plain[0], head__lt=chr(ord(plain[0]) + 1)) | Q(tail=plain[-ENDS:])
    lengths = range(len(plain) - slips, len(plain) + slips + 1)
    known = Word.objects.filter(near, length__in=lengths).order_by("-posts", "spelled")
    rows = known.values_list("spelled", "written", "posts")[:CANDIDATES]
    close = [
        (far, len(set(plain) ^ set(each)), -posts, each, written)
        for each, written, posts in rows
        if (far := distance(plain, each, slips)) <= slips
    ]
    return [written for *_, written in sorted(close)[:TRIED]]
