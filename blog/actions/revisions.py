"""Revisions as values, and values as revisions."""

from __future__ import annotations

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
