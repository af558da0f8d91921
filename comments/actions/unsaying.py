"""What others wrote about somebody who leaves: the name behind an "@", and their words quoted (A5)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import chain

from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext

from accounts.models import FormerName, User
from comments.actions.indexing import index_comments
from comments.models import Comment, CommentVersion, Draft
from comments.people import addressed_in
from comments.rules.leaving import SHORTEST, SHORTEST_IN_ANSWER, Said, without_name, without_quotations
from comments.rules.spam.words import text_key
from comments.rules.states import State
from markup import RENDERER_VERSION, render_comment

BATCH = 500  # rows fetched at once
_WHERE = Q(source__contains="@") | Q(source__contains=">")


@dataclass(frozen=True)
class Leaver:
    """Whoever is taken out of the texts of others: keys of their names, what they said, in which comments.

    Nothing `said` means that quotations stay.
    """

    keys: Collection[str]
    said: Said | None = None
    comments: Collection[int] = field(default_factory=frozenset)


def names_of(person: User) -> frozenset[str]:
    """Return the keys of all names that the person has and had."""
    former = FormerName.objects.filter(user=person).values_list("name_key", flat=True)
    return frozenset({person.name_key, *former})


def unsay(thread_id: int, leaver: Leaver) -> int:
    """Take somebody out of all texts of a conversation: shown, earlier, waiting and not yet posted ones.

    The row of the thread is held by the caller, who tells its page. Return how many texts were changed.
    """
    return _comments(thread_id, leaver) + _versions(thread_id, leaver) + _drafts(thread_id, leaver)


def _comments(thread_id: int, leaver: Leaver) -> int:
    changed: list[Comment] = []
    for comment in Comment.objects.filter(_WHERE, thread=thread_id).defer("evidence").iterator(BATCH):
        source = _without(comment.source, leaver, comment.parent_id, comment.language)
        if source == comment.source:
            continue
        comment.source, comment.renderer, comment.text_key = source, RENDERER_VERSION, text_key(source)
        comment.html = render_comment(source, addressed_in(source, thread_id).links)
        comment.save(update_fields=["source", "html", "renderer", "text_key"])
        changed.append(comment)
    index_comments([comment for comment in changed if comment.state == State.PUBLIC])
    return len(changed)


def _versions(thread_id: int, leaver: Leaver) -> int:
    changed = 0
    found = CommentVersion.objects.filter(_WHERE, comment__thread=thread_id).select_related("comment")
    for version in found.defer("evidence", "comment__evidence").iterator(BATCH):
        comment = version.comment
        source = _without(version.source, leaver, comment.parent_id, comment.language)
        if source != version.source:
            html = render_comment(source, addressed_in(source, thread_id).links)
            row = CommentVersion.objects.filter(pk=version.pk)
            changed += row.update(source=source, html=html, renderer=RENDERER_VERSION)
    return changed


def _drafts(thread_id: int, leaver: Leaver) -> int:
    changed = 0
    for draft in Draft.objects.filter(thread=thread_id).select_related("person").iterator(BATCH):
        texts = {
            name: _without(getattr(draft, name), leaver, draft.parent_id, draft.person.language)
            for name in ("text", "other")
        }
        if texts != {name: getattr(draft, name) for name in texts}:
            changed += Draft.objects.filter(pk=draft.pk).update(**texts, revision=F("revision") + 1)
    return changed


def _without(source: str, leaver: Leaver, parent_id: int | None, language: str) -> str:
    with translation.override(language):
        nobody, nothing = gettext("former member"), gettext("[quotation removed]")
    if leaver.said is not None and ">" in source:
        shortest = SHORTEST_IN_ANSWER if parent_id in leaver.comments else SHORTEST
        source = without_quotations(source, leaver.said, nothing, shortest=shortest)
    return without_name(source, leaver.keys, nobody) if "@" in source else source


def said_in(comments: Sequence[Comment]) -> Said:
    """Return all that these comments ever said."""
    earlier = CommentVersion.objects.filter(comment__in=[comment.pk for comment in comments])
    texts = chain((comment.source for comment in comments), earlier.values_list("source", flat=True))
    return Said.in_texts(dict.fromkeys(texts))
