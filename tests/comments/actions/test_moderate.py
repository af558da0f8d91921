"""Every move of a comment."""

import ast

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Standing
from accounts.rules.roles import Role, system
from comments.actions.moderate import ImpossibleMove, OwnComment, StaleState, moderate, moderate_all
from comments.models import Comment, LogEntry, LogNote, Thread
from comments.rules.reasons import UnknownReason
from comments.rules.states import APPROVE, HOLD, REMOVE, SPAM, WITHDRAW, Move, State
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db

SYSTEM = system("tests")


def move(comment: Comment, which: Move, **wishes: object) -> LogEntry:
    return moderate(comment=comment, move=which, **{"actor": SYSTEM, "now": NOW} | wishes)


def seen(thread: Thread) -> tuple[int, int, int]:
    """Public comments, shown first-level comments, version."""
    thread.refresh_from_db()
    return thread.public_count, thread.shown_roots, thread.version


def test_an_approved_comment_gets_its_place_in_the_public_sequence():
    comment = a_comment(state=State.PENDING)

    move(comment, APPROVE)

    stored = Comment.objects.get(pk=comment.pk)
    assert (comment.state, comment.public_seq) == (stored.state, stored.public_seq) == ("public", 1)
    assert seen(comment.thread) == (1, 1, 1)


def test_a_comment_that_returns_keeps_its_place_in_the_public_sequence():
    comment = a_comment()
    a_comment(thread=comment.thread)
    move(comment, REMOVE)

    move(comment, APPROVE)

    assert comment.public_seq == 1
    assert Thread.objects.get(pk=comment.thread_id).last_public_seq == 2


def test_an_entry_of_the_log_says_who_moved_what_and_why():
    comment, moderator = a_comment(), a_person(None, Role.MODERATOR)

    entry = move(comment, REMOVE, actor=moderator.as_actor(), reason="insult", note="Third time this week.")

    stored = LogEntry.objects.get(pk=entry.pk)
    assert (stored.comment_id, stored.thread_id, stored.at) == (comment.pk, comment.thread_id, NOW)
    assert (stored.actor_kind, stored.actor_id, stored.actor_name) == ("person", moderator.pk, "")
    assert (stored.move, stored.from_state, stored.to_state, stored.reason) == (
        "remove",
        "public",
        "removed",
        "insult",
    )
    assert LogNote.objects.get(entry_id=entry.pk).text == "Third time this week."


def test_without_a_note_none_is_stored():
    move(a_comment(), REMOVE)

    assert not LogNote.objects.exists()


def test_spam_is_advertising_unless_something_else_is_said():
    assert move(a_comment(), SPAM).reason == "spam"
    assert move(a_comment(), SPAM, reason="illegal").reason == "illegal"


def test_a_member_cannot_moderate():
    comment = a_comment()

    with pytest.raises(PermissionDenied):
        move(comment, REMOVE, actor=a_person().as_actor())

    assert Comment.objects.get(pk=comment.pk).state == "public"


def test_the_author_withdraws_and_nobody_else():
    author = a_person()
    comment = a_comment(author=author)
    with pytest.raises(PermissionDenied):
        move(comment, WITHDRAW, actor=a_person(None, Role.MODERATOR).as_actor())

    move(comment, WITHDRAW, actor=author.as_actor())

    assert Comment.objects.get(pk=comment.pk).state == "withdrawn"


def test_the_second_moderator_is_told():
    comment = a_comment(state=State.PENDING)
    as_the_second_saw_it = Comment.objects.get(pk=comment.pk)
    move(comment, APPROVE)
    entries = LogEntry.objects.count()

    with pytest.raises(StaleState) as caught:
        move(as_the_second_saw_it, REMOVE)

    assert caught.value.comment is as_the_second_saw_it
    assert Comment.objects.get(pk=comment.pk).state == "public"
    assert LogEntry.objects.count() == entries


def test_a_move_that_does_not_lead_away_is_refused():
    with pytest.raises(ImpossibleMove):
        move(a_comment(), APPROVE)


def test_a_reason_that_is_in_no_list_is_refused():
    comment = a_comment()

    with pytest.raises(UnknownReason):
        move(comment, REMOVE, reason="because")

    assert comment.state == "public"


def test_a_removed_comment_without_answers_leaves_nothing():
    comment = a_comment()

    move(comment, REMOVE)

    assert seen(comment.thread) == (0, 0, 2)


def test_a_removed_comment_with_answers_still_stands():
    comment = a_comment()
    a_comment(parent=comment)

    move(comment, REMOVE)

    assert seen(comment.thread) == (1, 1, 3)


def test_the_last_answer_takes_the_tombstones_above_it_with_it():
    first = a_comment()
    answer = a_comment(parent=first)
    move(first, REMOVE)

    move(answer, REMOVE)

    first.refresh_from_db()
    assert (seen(first.thread), first.public_below) == ((0, 0, 4), 0)


def test_an_answer_that_returns_brings_the_tombstones_back():
    first = a_comment()
    answer = a_comment(parent=first)
    move(first, REMOVE)
    move(answer, REMOVE)

    move(answer, APPROVE)

    assert seen(first.thread) == (1, 1, 5)


@pytest.mark.parametrize(
    ("answered", "grows"),
    [(False, 0), (True, 1)],
)
def test_the_version_grows_for_a_tombstone_and_not_for_what_nobody_sees(answered, grows):
    comment = a_comment()
    if answered:
        a_comment(parent=comment)
    move(comment, HOLD)
    before = seen(comment.thread)[2]

    move(comment, WITHDRAW)

    assert seen(comment.thread)[2] == before + grows


def test_the_record_of_the_author_follows_every_move():
    author = a_person()
    comment = a_comment(author=author)
    record = []
    for which in (REMOVE, SPAM, APPROVE, HOLD, SPAM, HOLD, APPROVE):
        move(comment, which)
        standing = Standing.objects.get(user=author)
        record.append((standing.public_comments, standing.removed_comments))

    assert record == [(0, 1), (0, 1), (1, 0), (0, 0), (0, 1), (0, 0), (1, 0)]


def test_many_comments_of_many_threads_move_together():
    author = a_person()
    first, second = a_comment(author=author), a_comment(author=author)
    third = a_comment(thread=first.thread)
    chosen = [second, third, first]

    entries = moderate_all(
        comments=chosen, move=REMOVE, actor=SYSTEM, reason="duplicate", note="A chain.", now=NOW
    )

    assert [entry.comment_id for entry in entries] == [c.pk for c in chosen]
    assert [c.state for c in chosen] == ["removed"] * 3
    assert (seen(first.thread), seen(second.thread)) == ((0, 0, 4), (0, 0, 2))
    assert Standing.objects.get(user=author).removed_comments == 2
    assert LogNote.objects.filter(text="A chain.").count() == 3


def test_where_one_has_moved_none_moves():
    first, second = a_comment(), a_comment()
    as_it_was = Comment.objects.get(pk=second.pk)
    move(second, HOLD)
    entries = LogEntry.objects.count()

    with pytest.raises(StaleState):
        moderate_all(comments=[first, as_it_was], move=REMOVE, actor=SYSTEM, now=NOW)

    assert (first.state, Comment.objects.get(pk=first.pk).state) == ("public", "public")
    assert (seen(first.thread), LogEntry.objects.count()) == ((1, 1, 1), entries)


def test_where_one_may_not_be_moved_none_moves():
    author = a_person()
    own, foreign = a_comment(author=author), a_comment()

    with pytest.raises(PermissionDenied):
        moderate_all(comments=[own, foreign], move=WITHDRAW, actor=author.as_actor(), now=NOW)

    assert set(Comment.objects.values_list("state", flat=True)) == {"public"}


def test_a_comment_that_is_named_twice_moves_once():
    comment = a_comment()

    moderate_all(comments=[comment, comment], move=REMOVE, actor=SYSTEM, now=NOW)

    assert LogEntry.objects.filter(comment_id=comment.pk, move="remove").count() == 1


def test_nothing_chosen_is_nothing_done():
    assert moderate_all(comments=[], move=REMOVE, actor=SYSTEM, now=NOW) == []


def writes_a_state(node: ast.AST) -> bool:
    """Whether this piece of code makes or updates a row with a `state`, or saves that column."""
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in {"insert", "Insertion"}:
        return getattr(node.args[0], "id", "") == "Comment"
    if name in {"save", "asave", "bulk_update"}:
        columns = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
        return "state" in columns
    return name in {"Comment", "create", "update"} and any(k.arg == "state" for k in node.keywords)


def test_only_birth_and_moderation_write_a_state(request):
    room = request.config.rootpath / "comments"

    writers = {
        str(file.relative_to(room))
        for file in room.rglob("*.py")
        if any(writes_a_state(node) for node in ast.walk(ast.parse(file.read_text())))
    }

    births_and_moves, of_texts = {"post", "adopt", "moderate", "synthesize"}, {"release", "removing", "texts"}
    assert writers == {f"actions/{name}.py" for name in births_and_moves | of_texts}


def test_a_thread_that_is_gone_cannot_be_taken():
    comment = a_comment(thread=a_thread())
    comment.thread_id = 0

    with pytest.raises(Thread.DoesNotExist):
        move(comment, REMOVE)


def test_somebody_else_publishes_the_comment_of_a_moderator():
    moderator, colleague = a_person(None, Role.MODERATOR), a_person(None, Role.MODERATOR)
    own = a_comment(author=moderator, state=State.REMOVED)

    with pytest.raises(OwnComment):
        moderate(comment=own, move=APPROVE, actor=moderator.as_actor(), now=NOW)
    moderate(comment=own, move=APPROVE, actor=colleague.as_actor(), now=NOW)

    assert Comment.objects.get(pk=own.pk).state == "public"


def test_an_own_comment_among_many_stops_the_decision_about_all():
    moderator = a_person(None, Role.MODERATOR)
    both = [a_comment(author=moderator, state=State.REMOVED), a_comment(state=State.PENDING)]

    with pytest.raises(OwnComment):
        moderate_all(comments=both, move=APPROVE, actor=moderator.as_actor(), now=NOW)

    assert not Comment.objects.public().filter(pk__in=[c.pk for c in both]).exists()


def test_an_administrator_beside_whom_nobody_moderates_may_publish_the_own_comment():
    alone = a_person(None, Role.ADMINISTRATOR)
    a_person(None, Role.MODERATOR, is_active=False)
    a_person(None, Role.EDITOR)
    own = a_comment(author=alone, state=State.PENDING)

    moderate(comment=own, move=APPROVE, actor=alone.as_actor(), now=NOW)

    assert Comment.objects.get(pk=own.pk).state == "public"


def test_a_moderator_who_is_alone_asks_for_somebody_else():
    own = a_comment(author=(moderator := a_person(None, Role.MODERATOR)), state=State.PENDING)

    with pytest.raises(OwnComment):
        moderate(comment=own, move=APPROVE, actor=moderator.as_actor(), now=NOW)
