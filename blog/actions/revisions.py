"""Revisions as values, and values as revisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from accounts.rules.roles import Actor
from blog.models import Byline, Post, PostRevision, Source
from blog.rules.content import BylineEntry, PostContent, SourceEntry
from markup import clean_post, words_in


def content_of(revision: PostRevision) -> PostContent:
    """Return what is written in a revision. Three queries, none if it was loaded `whole()`."""
    return PostContent(
        title=revision.title,
        lead=revision.lead,
        body=revision.body,
        language=revision.language,
        category_id=revision.category_id,
        series_id=revision.series_id,
        part=revision.part,
        cover_id=revision.cover_id,
        tag_ids=tuple(sorted(tag.pk for tag in revision.tags.all())),
        bylines=tuple(BylineEntry(row.person_id, row.guest, row.role) for row in revision.bylines.all()),
        sources=tuple(
            SourceEntry(row.kind, row.label, row.url, row.accessed_on, row.extract)
            for row in revision.sources.all()
        ),
    )


def write_revision(
    *, post: Post, content: PostContent, actor: Actor, note: str, now: datetime
) -> PostRevision:
    """Store the next revision of a post, whole. The body is sanitised once more: here it becomes HTML."""
    body = clean_post(content.body)
    last = post.revisions.aggregate(last=Max("number"))["last"] or 0
    revision = PostRevision.objects.create(
        post=post,
        number=last + 1,
        title=content.title,
        lead=content.lead,
        body=body,
        language=content.language,
        category_id=content.category_id,
        series_id=content.series_id,
        part=content.part,
        cover_id=content.cover_id,
        words=words_in(body),
        saved_by_id=actor.person_id,
        saved_at=now,
        note=" ".join(note.split())[:200],
    )
    revision.tags.set(content.tag_ids)
    _write_bylines(revision, content)
    _write_sources(revision, content)
    return revision


@dataclass(frozen=True)
class Resorted:
    """The text of a revision, and how it is to be sorted."""

    text: PostRevision
    category_id: int | None
    tag_ids: frozenset[int]


def sort_anew(resorted: Sequence[Resorted], *, actor: Actor, note: str, now: datetime) -> list[PostRevision]:
    """Store the next revision of several posts: the same words, sorted otherwise.

    The texts must be loaded `whole()`. Five queries for any number.
    """
    numbers = dict(
        PostRevision.objects.filter(post__in=[each.text.post_id for each in resorted])
        .order_by()
        .values_list("post")
        .annotate(Max("number"))
    )
    made = []
    for each in resorted:
        copy = _copied(each.text)
        copy.number = numbers[copy.post_id] + 1
        copy.category_id = each.category_id
        copy.saved_by_id, copy.saved_at, copy.note = actor.person_id, now, note[:200]
        made.append(copy)
    PostRevision.objects.bulk_create(made)
    pairs = list(zip(made, resorted, strict=True))
    tagged = PostRevision.tags.through
    tagged.objects.bulk_create(
        tagged(postrevision_id=copy.pk, tag_id=tag_id) for copy, each in pairs for tag_id in each.tag_ids
    )
    for rows in ("bylines", "sources"):
        _copy_rows(pairs, rows)
    return made


def _copy_rows(pairs: Sequence[tuple[PostRevision, Resorted]], rows: str) -> None:
    copies = [_copied(row) for _, each in pairs for row in getattr(each.text, rows).all()]
    heirs = {each.text.pk: copy for copy, each in pairs}
    for copy in copies:
        copy.revision = heirs[copy.revision_id]
    if copies:
        type(copies[0])._default_manager.bulk_create(copies)


def _copied[Row: (PostRevision, Byline, Source)](row: Row) -> Row:
    """Return the same row, not stored yet."""
    columns = [field for field in row._meta.concrete_fields if not field.primary_key]
    return type(row)(**{field.attname: getattr(row, field.attname) for field in columns})


def _write_bylines(revision: PostRevision, content: PostContent) -> None:
    Byline.objects.bulk_create(
        Byline(
            revision=revision,
            person_id=entry.person_id,
            guest=entry.guest,
            role=entry.role,
            position=position,
        )
        for position, entry in enumerate(content.bylines)
    )


def _write_sources(revision: PostRevision, content: PostContent) -> None:
    Source.objects.bulk_create(
        Source(
            revision=revision,
            kind=entry.kind,
            label=entry.label,
            url=entry.url,
            accessed_on=entry.accessed_on,
            extract=entry.extract,
            position=position,
        )
        for position, entry in enumerate(content.sources)
    )
