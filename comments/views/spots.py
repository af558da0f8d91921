"""Where each comment stands on its page, and what its reader may do with it."""

from dataclasses import dataclass
from itertools import zip_longest

from accounts.models import User
from accounts.rules.roles import Role
from comments.models import Comment
from comments.reading import LEVELS_SHOWN, ThreadPage
from comments.rows import Row
from comments.rules.layout import laid_out
from comments.rules.said import Said
from comments.rules.states import State

NESTED = LEVELS_SHOWN - 1  # levels below the first: an answer to a comment on the last one stands beside it


@dataclass(slots=True)
class Spot:
    """One row of a conversation: which lists begin and end at it, and what its reader may do.

    `may_edit`: it is the reader's own, and the conversation is open. `fresh`: it was posted or opened a
    moment ago and gets the focus. `to_reader`: it answers an own comment. `new`: it is marked as new, and
    `next_new` leads on to the next such one.
    """

    row: Row
    opens: bool
    closes: int
    may_answer: bool
    own: bool
    may_edit: bool = False
    fresh: bool = False
    to_reader: bool = False
    new: bool = False
    next_new: str = ""

    @property
    def may_react(self) -> bool:
        """Whether its reader, if there is one, may call it useful."""
        return self.row.comment is not None and not (self.own or self.row.waiting_own)

    @property
    def nests(self) -> bool:
        """Whether answers to this comment get a list of their own."""
        return self.row.depth < NESTED


def spots_of(page: ThreadPage, reader: User | None) -> list[Spot]:
    places = laid_out(page.rows)
    answers = [place.row for place in places[1:] if place.row.comment]
    first = answers[0] if page.is_continued and answers else None
    spots = [
        Spot(
            row=place.row,
            opens=place.opens,
            closes=len(place.closes),
            may_answer=page.open and place.row.comment is not None and not place.row.waiting_own,
            own=_is_own(place.row, reader),
            may_edit=page.open and _is_own(place.row, reader),
            fresh=place.row is first,
        )
        for place in places
    ]
    own = {spot.row.id for spot in spots if spot.own}
    for spot in spots:
        spot.to_reader = spot.row.parent_id in own and not spot.own
    return spots


def mark_new(spots: list[Spot], public_seq: int) -> list[Spot]:
    """Mark what others said after a place in the public sequence; each leads on to the next one."""
    new = [spot for spot in spots if (spot.row.public_seq or 0) > public_seq and not spot.own]
    for spot, following in zip_longest(new, new[1:]):
        spot.new, spot.next_new = True, f"#c{following.row.number}" if following else ""
    return new


def spot_of_new(comment: Comment, reason: str) -> Spot:
    """The author's own comment that was posted a moment ago, to be put into the page that is there."""
    roles = comment.author.roles if comment.author else frozenset()
    answered = comment.parent.number if comment.parent and comment.depth > NESTED else None
    row = Row(
        id=comment.pk,
        number=comment.number,
        comment=_as_said(comment),
        tombstone=None,
        parent_id=comment.parent_id,
        path=comment.path,
        depth=min(comment.depth, NESTED),
        answers_to=answered,
        waiting_own=comment.state == State.PENDING,
        reason=reason,
        role=min(roles - {Role.ADMINISTRATOR} or roles, default=""),
        public_seq=comment.public_seq if comment.state == State.PUBLIC else None,
    )
    may_answer = comment.state == State.PUBLIC
    return Spot(row, opens=False, closes=0, may_answer=may_answer, own=True, may_edit=True, fresh=True)


def _as_said(comment: Comment) -> Said:
    return Said(
        id=comment.pk,
        number=comment.number,
        parent_id=comment.parent_id,
        html=comment.html,
        language=comment.language,
        posted_at=comment.posted_at,
        edited_at=comment.edited_at,
        submission=comment.submission,
        author_id=comment.author_id,
        name=comment.author.username if comment.author else comment.guest_name,
        picture=(comment.author.picture.name or "") if comment.author else "",
        is_member=bool(comment.author and comment.author.is_active),
        revised=comment.revised,
        office=comment.office,
    )


def _is_own(row: Row, reader: User | None) -> bool:
    return reader is not None and row.comment is not None and row.comment.author_id == reader.pk
