"""Whom a comment addresses, written down with its text."""

from collections.abc import Iterable

from comments.models import Comment, Mention


def note_mentions(comment: Comment, people: Iterable[int]) -> set[int]:
    """Make the people of `addressed_in` those whom `comment` addresses, and return who is new among them.

    For whoever writes the text of a comment, in the same transaction.
    """
    wanted = set(people)
    known = set(comment.mentions.values_list("person_id", flat=True))
    comment.mentions.filter(person__in=known - wanted).delete()
    new = wanted - known
    Mention.objects.bulk_create(
        (Mention(comment=comment, person_id=person) for person in sorted(new)), ignore_conflicts=True
    )
    return new
