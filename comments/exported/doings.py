"""What a person does in conversations besides writing, and what they are told."""

from collections.abc import Iterator

from django.conf import settings

from accounts.models import User
from accounts.personal import Row
from accounts.rules.roles import ActorKind
from comments.models import (
    Draft,
    Follow,
    InboxEntry,
    LogEntry,
    Mention,
    NoticeSetting,
    Reaction,
    Report,
    Sweep,
    Thread,
    Visit,
)
from comments.rules.states import State

from .words import address_of

CHUNK = 500  # rows fetched at once


def _page(thread: Thread) -> str:
    return f"{settings.SITE_URL}{thread.path}"


def drafts(person: User) -> Iterator[Row]:
    """What the person typed and has not posted."""
    for draft in Draft.objects.of(person).select_related("thread").order_by("pk").iterator(CHUNK):
        yield {
            "page": _page(draft.thread),
            "answers": address_of(draft.parent_id),
            "instead_of": address_of(draft.edited_id),
            "text": draft.text,
            "words_of_another_device": draft.other or None,
            "saved": draft.saved_at,
        }


def reactions(person: User) -> Iterator[Row]:
    """Comments that the person found useful."""
    for reaction in Reaction.objects.filter(person=person).order_by("pk").iterator(CHUNK):
        yield {"comment": address_of(reaction.comment_id), "at": reaction.at}


def follows(person: User) -> Iterator[Row]:
    """Conversations that the person follows."""
    followed = Follow.objects.filter(person=person).select_related("thread").order_by("pk")
    for follow in followed.iterator(CHUNK):
        yield {"page": _page(follow.thread), "since": follow.since}


def visits(person: User) -> Iterator[Row]:
    """How far the person has read, and how far the time before."""
    for visit in Visit.objects.of(person).select_related("thread").order_by("pk").iterator(CHUNK):
        yield {
            "page": _page(visit.thread),
            "comments_seen": visit.public_seq,
            "last": visit.at,
            "comments_seen_before": visit.before_seq,
            "before": visit.before_at,
        }


def mentions(person: User) -> Iterator[Row]:
    """Public comments in which somebody addresses the person; what waits or is gone is nobody's to know."""
    named = Mention.objects.filter(person=person, comment__state=State.PUBLIC).select_related("comment")
    for mention in named.order_by("pk").iterator(CHUNK):
        yield {"comment": address_of(mention.comment_id), "at": mention.comment.posted_at}


def inbox(person: User) -> Iterator[Row]:
    """What the person was told. The words stand with the comments and the measures that it is about."""
    for entry in InboxEntry.objects.of(person).order_by("pk").iterator(CHUNK):
        yield {
            "id": entry.pk,
            "what": entry.kind,
            "comment": address_of(entry.comment_id),
            "measure": entry.measure_id,
            "at": entry.at,
            "read": entry.read_at,
            "on_site": entry.on_site,
            "by_mail": entry.mail,
        }


def notice_settings(person: User) -> Iterator[Row]:
    """How the person wants to hear of things, where that differs from the usual way."""
    for setting in NoticeSetting.objects.filter(person=person).order_by("pk"):
        yield {"topic": setting.topic, "on_site": setting.on_site, "by_mail": setting.mail}


def reports(person: User) -> Iterator[Row]:
    """What the person reported, and what became of it."""
    for report in Report.objects.of(person).order_by("pk").iterator(CHUNK):
        yield {
            "id": report.pk,
            "comment": address_of(report.comment_id),
            "about_text": report.text_number,
            "reason": report.reason,
            "in_words": report.text,
            "weight": report.weight,
            "reported": report.reported_at,
            "outcome": report.outcome or "open",
            "decided": report.decided_at,
        }


def sweeps(person: User) -> Iterator[Row]:
    """When everything of the person was removed at once, and brought back."""
    for sweep in Sweep.objects.filter(person=person).order_by("pk"):
        yield {
            "reason": sweep.reason,
            "comments": sweep.total,
            "ordered": sweep.started_at,
            "finished": sweep.finished_at,
            "taken_back": sweep.undone_at or sweep.undo_at,
        }


def moderation(person: User) -> Iterator[Row]:
    """What the person decided as a moderator: of the log, which holds neither names nor texts."""
    decided = LogEntry.objects.filter(actor_kind=ActorKind.PERSON, actor_id=person.pk).order_by("pk")
    for entry in decided.iterator(CHUNK):
        yield {
            "id": entry.pk,
            "at": entry.at,
            "what": entry.move,
            "comment": address_of(entry.comment_id),
            "from": entry.from_state or None,
            "to": entry.to_state or None,
            "reason": entry.reason or None,
        }


def hosting(person: User) -> Iterator[Row]:
    """Conversations in which the person may answer as the author of the page."""
    for thread in Thread.objects.filter(hosts=person).order_by("pk").iterator(CHUNK):
        yield {"page": _page(thread)}
