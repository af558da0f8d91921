"""The comments of a person with all their texts, what was decided about them, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import batched

from django.conf import settings
from django.urls import reverse

from accounts.models import User
from accounts.personal import Row
from accounts.rules.roles import ActorKind
from comments.models import AnswerWish, Case, Comment, CommentVersion, Discussion, LogEntry, Quotation
from comments.rules import reasons
from comments.statements import statement_of

BATCH = 500  # comments asked for at once


def comments(person: User) -> Iterator[Row]:
    """Each comment in any state, the first one first. Six queries for every 500 of them."""
    ids = Comment.objects.filter(author=person).order_by("pk").values_list("pk", flat=True)
    months = Discussion.load().appeal_months
    for some in batched(list(ids), BATCH):  # a hundred thousand numbers are little, their rows are not
        yield from _batch(some, person, months)


def _batch(ids: Iterable[int], person: User, months: int) -> Iterator[Row]:
    found = list(Comment.objects.filter(pk__in=ids).select_related("thread").order_by("pk"))
    by_pk = {comment.pk: comment for comment in found}
    texts = _grouped(CommentVersion.objects.filter(comment__in=by_pk).order_by("number"))
    cases = _grouped(Case.objects.filter(comment__in=by_pk).select_related("appeal").order_by("pk"))
    entries = _grouped(LogEntry.objects.filter(comment_id__in=by_pk).order_by("pk"))
    quoted = _grouped(Quotation.objects.filter(comment__in=by_pk).order_by("pk"))
    wishes = dict(AnswerWish.objects.filter(comment__in=by_pk).values_list("comment", "wanted"))
    for comment in found:
        for case in cases[comment.pk]:
            case.comment = comment
        yield _comment(comment) | {
            "hears_of_answers": wishes.get(comment.pk),
            "texts": [_text(text) for text in texts[comment.pk]],
            "quotes": [_quotation(quotation) for quotation in quoted[comment.pk]],
            "decisions": [_decision(entry, person) for entry in entries[comment.pk]],
            "statements": [_statement(case, months) for case in cases[comment.pk]],
        }


def _grouped[Of: (CommentVersion, Case, LogEntry, Quotation)](rows: Iterable[Of]) -> dict[int, list[Of]]:
    groups: dict[int, list[Of]] = defaultdict(list)
    for row in rows:
        groups[row.comment_id or 0].append(row)
    return groups


def address_of(comment_id: int | None) -> str | None:
    """The address that always leads to a comment."""
    return f"{settings.SITE_URL}{reverse('comments:permalink', args=[comment_id])}" if comment_id else None


def _comment(comment: Comment) -> Row:
    return {
        "id": comment.pk,
        "address": address_of(comment.pk),
        "page": f"{settings.SITE_URL}{comment.thread.path}",
        "number": comment.number,
        "answers": address_of(comment.parent_id),
        "posted": comment.posted_at,
        "edited": comment.edited_at,
        "state": comment.state,
        "language": comment.language,
        "for_the_house": comment.office or None,
        "picked": comment.picked_at,
        "found_useful_by": comment.reaction_count,
        "text": comment.source,
        "text_number": comment.text_number,
        "hash_of_the_network": comment.network_hash or None,
        "day_of_its_key": comment.network_day,
        "imported_as": comment.foreign_id,
    }


def _text(text: CommentVersion) -> Row:
    return {
        "number": text.number,
        "text": text.source,
        "state": text.state,
        "written": text.written_at,
        "public": text.public_at,
        "readers_may_read_it_still": text.stays,
        "hash_of_the_network": text.network_hash or None,
        "day_of_its_key": text.network_day,
    }


def _quotation(quotation: Quotation) -> Row:
    """What the comment quotes. Words of somebody else's comment are not copied here."""
    return {
        "passage_of_the_page": quotation.passage or None,
        "text_of_a_comment": quotation.quoted_version_id,
    }


def _decision(entry: LogEntry, person: User) -> Row:
    """One line of the log; of people it says only whether it was oneself."""
    by = entry.actor_kind
    if entry.actor_kind == ActorKind.PERSON:
        by = "you" if entry.actor_id == person.pk else "somebody of the house"
    return {
        "at": entry.at,
        "what": entry.move,
        "by": by,
        "from": entry.from_state or None,
        "to": entry.to_state or None,
        "reason": entry.reason or None,
        "reason_in_words": str(reasons.label(entry.reason)) if entry.reason else None,
    }


def _statement(case: Case, months: int) -> Row:
    """The statement of reasons as its author reads it, and the appeal."""
    said = statement_of(case, months=months)
    appeal = getattr(case, "appeal", None)
    return {
        "at": case.opened_at,
        "about_text": case.text_number,
        "measure": said.measure,
        "ground": said.ground,
        "basis": said.basis,
        "explanation": said.explanation,
        "facts": said.facts,
        "how_it_was_found": said.found,
        "automation": said.automation,
        "reversed": case.reversed_at,
        "appeal": {
            "text": appeal.text,
            "made": appeal.made_at,
            "decided": appeal.decided_at,
            "granted": appeal.granted,
            "answer": appeal.answer,
            "decided_by_the_same_person": appeal.by_same_person,
        }
        if appeal
        else None,
    }
