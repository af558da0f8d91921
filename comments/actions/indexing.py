"""What is found of comments: exactly the public ones, written where they become public or cease to be.

Whether the page of a conversation is public is asked when somebody searches, so a page may come and go by
time.
"""

from __future__ import annotations

from collections.abc import Iterable

from comments.emptied import is_emptied
from comments.models import Comment, CommentIndex
from comments.rules.states import State
from markup import text_of
from search.index import drop, key_in_time, put
from search.rules.texts import Stems, language_of, stems_of


def stems_of_comment(comment: Comment) -> Stems:
    """Return what is kept of a comment, in the language that it is written in."""
    text = text_of(comment.html)
    return stems_of([text], language_of(text, comment.language))


def index_comments(comments: Iterable[Comment], *, are_new: bool = False) -> None:
    """Keep the stems of those that are public and have words, forget the others.

    `are_new`: none has been kept yet.
    """
    public: dict[int, Stems] = {}
    others: list[int] = []
    for comment in comments:
        if comment.state == State.PUBLIC and not is_emptied(comment.html):
            public[_key(comment)] = stems_of_comment(comment)
        else:
            others.append(_key(comment))
    put(CommentIndex, public, are_new=are_new)
    if not are_new:
        drop(CommentIndex, others)


def index_new_comment(comment: Comment, stems: Stems) -> None:
    """Keep the stems of a comment that was born public."""
    put(CommentIndex, {_key(comment): stems}, are_new=True)


def _key(comment: Comment) -> int:
    return key_in_time(comment.posted_at, comment.pk)
