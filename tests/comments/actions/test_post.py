"""The birth of a comment."""

import uuid
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from accounts.models import Standing, User
from accounts.rules.roles import Role
from comments.actions.admitting import ThreadClosed
from comments.actions.moderate import moderate
from comments.actions.post import NotAnswerable, OtherTextPosted, PostingTooFast, post_comment
from comments.models import Comment, Discussion, LogEntry, NetworkKey, Thread
from comments.rules.states import APPROVE, HOLD, State
from markup import COMMENT_LIMIT, MarkupRefused
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db


def a_known_person(*roles: Role) -> User:
    """Somebody whose first comment has been read."""
    person = a_person(None, *roles)
    a_comment(
        author=person, now=NOW - timedelta(days=1), thread=a_thread(visible_from=NOW - timedelta(days=2))
    )
    return person


def post(thread: Thread, author: User, **wishes: object) -> Comment:
    facts: dict[str, object] = {
        "source": "A few words.",
        "submission": uuid.uuid4(),
        "language": "de",
        "seconds_on_form": 20.0,
        "network": "192.0.2.7",
        "now": NOW,
    }
    return post_comment(thread=thread, author=author, **facts | wishes)


def figures(thread: Thread) -> tuple[int, ...]:
    """Last number, last place in the public sequence, public comments, shown first-level ones, version."""
    thread.refresh_from_db()
    return (
        thread.last_number,
        thread.last_public_seq,
        thread.public_count,
        thread.shown_roots,
        thread.version,
    )


def test_a_comment_of_somebody_known_appears_at_once():
    thread, author = a_thread(), a_known_person()

    comment = post(thread, author, source="**Hello** there")

    comment.refresh_from_db()
    assert (comment.state, comment.number, comment.public_seq, comment.path) == ("public", 1, 1, "00001")
    assert (comment.depth, comment.root_id, comment.parent_id) == (0, None, None)
    assert comment.html == "<p><strong>Hello</strong> there</p>\n"
    assert figures(thread) == (1, 1, 1, 1, 1)
    assert author.standing.public_comments == 2


def test_the_first_comment_of_a_new_member_waits_and_changes_nothing_that_readers_see():
    thread, author = a_thread(), a_person()

    comment = post(thread, author)

    assert (comment.state, comment.number, comment.public_seq) == ("pending", 1, None)
    assert figures(thread) == (1, 0, 0, 0, 0)
    assert Standing.objects.get(user=author).public_comments == 0


def test_the_comment_of_a_moderator_never_waits():
    Discussion.objects.update_or_create(pk=1, defaults={"publication": "after_reading"})

    comment = post(a_thread(), a_person(None, Role.MODERATOR))

    assert comment.state == "public"


def test_a_thread_may_differ_from_the_site():
    thread, author = a_thread(publication="after_reading"), a_known_person()

    assert post(thread, author).state == "pending"


def test_birth_is_the_first_entry_of_the_log():
    comment = post(a_thread(), author := a_person())

    entry = LogEntry.objects.get(comment_id=comment.pk)
    assert (entry.move, entry.from_state, entry.to_state) == ("post", "", "pending")
    assert (entry.actor_kind, entry.actor_id, entry.reason, entry.at) == (
        "person",
        author.pk,
        "first_comment",
        NOW,
    )


def test_an_answer_stands_below_its_parent_and_is_counted_above():
    thread, author = a_thread(), a_known_person()
    first = post(thread, author)
    answer = post(thread, author, parent=first)

    deeper = post(thread, author, parent=answer)

    deeper.refresh_from_db()
    assert (deeper.path, deeper.depth, deeper.root_id) == ("000010000200003", 2, first.pk)
    assert list(thread.comments.in_reading_order().values_list("public_below", flat=True)) == [2, 1, 0]
    assert figures(thread) == (3, 3, 3, 1, 3)


def test_a_waiting_answer_is_counted_nowhere():
    first = a_comment()

    post(first.thread, a_person(), parent=first)

    first.refresh_from_db()
    assert first.public_below == 0


def test_the_deepest_answers_stand_beside_each_other_and_keep_their_parents():
    thread, author = a_thread(), a_person(None, Role.MODERATOR)
    comment = None
    for _ in range(102):
        comment = post(thread, author, parent=comment)

    last, before, level_100 = thread.comments.order_by("-number")[:3]
    assert (last.depth, before.depth, level_100.depth) == (99, 99, 99)
    assert last.path[:-5] == before.path[:-5] == level_100.path[:-5]
    assert last.parent == before


def test_the_same_submission_returns_the_first_comment():
    thread, author, submission = a_thread(), a_known_person(), uuid.uuid4()
    first = post(thread, author, submission=submission, source="Once")

    again = post(thread, author, submission=submission, source="Once")

    assert again.pk == first.pk
    assert figures(thread) == (1, 1, 1, 1, 1)


def test_other_words_under_the_same_submission_are_not_swallowed():
    thread, author, submission = a_thread(), a_known_person(), uuid.uuid4()
    first = post(thread, author, submission=submission, source="Once")

    with pytest.raises(OtherTextPosted) as refused:
        post(thread, author, submission=submission, source="Twice")

    assert refused.value.comment == first
    assert figures(thread) == (1, 1, 1, 1, 1)


def test_the_same_submission_returns_the_first_comment_although_the_thread_has_closed():
    thread, author, submission = a_thread(), a_known_person(), uuid.uuid4()
    first = post(thread, author, submission=submission)
    Thread.objects.update(closed=True)
    thread.refresh_from_db()

    assert post(thread, author, submission=submission) == first


def test_the_submission_of_somebody_else_gives_nothing_away():
    thread, submission = a_thread(), uuid.uuid4()
    post(thread, a_person(), submission=submission)

    with pytest.raises(PermissionDenied):
        post(thread, a_person(), submission=submission)


@pytest.mark.parametrize(
    "place",
    [
        {"closed": True},
        {"closes_at": NOW},
        {"visible_from": None},
        {"visible_from": NOW + timedelta(minutes=1)},
        {"visible_until": NOW},
    ],
)
def test_nobody_writes_where_a_thread_is_closed_or_out_of_sight(place):
    thread = a_thread(**place)

    with pytest.raises(ThreadClosed):
        post(thread, a_known_person())

    assert figures(thread) == (0, 0, 0, 0, 0)


def test_a_thread_closes_so_many_days_after_its_page_appeared():
    Discussion.objects.update_or_create(pk=1, defaults={"closes_after_days": 7})
    thread, author = a_thread(visible_from=NOW), a_known_person()

    with pytest.raises(ThreadClosed):
        post(thread, author, now=NOW + timedelta(days=7))


@pytest.mark.parametrize("state", [State.PENDING, State.REMOVED, State.SPAM, State.WITHDRAWN])
def test_what_is_not_public_cannot_be_answered(state):
    parent = a_comment(state=state)

    with pytest.raises(NotAnswerable):
        post(parent.thread, a_known_person(), parent=parent)

    assert figures(parent.thread)[0] == 1


def test_a_comment_that_was_held_after_the_form_was_shown_cannot_be_answered(now):
    parent = a_comment()
    as_the_form_saw_it = Comment.objects.get(pk=parent.pk)
    moderate(comment=parent, move=HOLD, actor=a_person(None, Role.MODERATOR).as_actor(), now=now)

    with pytest.raises(NotAnswerable):
        post(parent.thread, a_known_person(), parent=as_the_form_saw_it)


def test_a_comment_of_another_thread_cannot_be_answered_here():
    with pytest.raises(NotAnswerable):
        post(a_thread(), a_known_person(), parent=a_comment())


@pytest.mark.parametrize("source", ["", " \n\t", "x" * (COMMENT_LIMIT + 1)])
def test_an_empty_or_endless_text_is_refused(source):
    with pytest.raises(MarkupRefused):
        post(a_thread(), a_known_person(), source=source)


def test_the_text_is_kept_in_one_spelling():
    comment = post(a_thread(), a_known_person(), source="Cafe\u0301\r\nab\u202ec")

    assert comment.source == "Caf\u00e9\nabc"


def test_a_person_has_to_wait_after_six_comments_in_a_minute():
    thread, author = a_thread(), a_known_person()
    for second in range(6):
        post(thread, author, now=NOW + timedelta(seconds=second))

    with pytest.raises(PostingTooFast):
        post(thread, author, now=NOW + timedelta(seconds=59))
    assert post(thread, author, now=NOW + timedelta(seconds=60)).number == 7


def test_the_limit_counts_what_waits_and_what_stands_elsewhere(settings):
    settings.COMMENTS_PER_MINUTE = 2
    author = a_person()
    post(a_thread(), author)
    post(a_thread(), author)

    with pytest.raises(PostingTooFast):
        post(a_thread(), author)


def test_the_staff_may_write_faster(settings):
    settings.COMMENTS_PER_MINUTE = 1
    thread, author = a_thread(), a_person(None, Role.EDITOR)
    post(thread, author)

    assert post(thread, author).number == 2


def test_somebody_who_was_locked_out_cannot_write():
    with pytest.raises(PermissionDenied):
        post(a_thread(), a_person(is_active=False))


def test_of_the_address_only_a_hash_of_the_network_is_kept():
    thread = a_thread()

    hashes = [
        post(thread, a_person(), network=address, now=now).network_hash
        for address, now in [
            ("192.0.2.7", NOW),
            ("192.0.2.200", NOW),
            ("192.0.3.7", NOW),
            ("192.0.2.7", NOW + timedelta(days=1)),
            ("no address", NOW),
        ]
    ]

    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 4
    assert hashes[4] == ""
    assert NetworkKey.objects.count() == 2
    assert set(thread.comments.values_list("network_day", flat=True)) == {
        NOW.date(),
        NOW.date() + timedelta(days=1),
        None,
    }


def test_numbers_have_no_gap_where_a_comment_was_refused():
    thread, author = a_thread(), a_known_person()
    parent = a_comment(thread=thread, state=State.REMOVED)
    with pytest.raises(NotAnswerable):
        post(thread, author, parent=parent)

    assert post(thread, author).number == 2


def test_a_comment_approved_late_comes_after_those_that_became_public_before():
    thread = a_thread()
    waiting = post(thread, a_person())
    other = a_comment(thread=thread)

    moderate(comment=waiting, move=APPROVE, actor=a_person(None, Role.MODERATOR).as_actor(), now=NOW)

    assert [c.number for c in thread.comments.became_public_after(0)] == [other.number, waiting.number]
    assert [c.pk for c in thread.comments.became_public_after(other.public_seq)] == [waiting.pk]


def test_posting_costs_a_fixed_number_of_queries(django_assert_num_queries):
    thread, author = a_thread(), a_known_person()
    parent = post(thread, author)
    for _ in range(3):
        parent = post(thread, author, parent=parent)
    author = User.objects.get(pk=author.pk)

    # facts, counts; begin, thread, pulse, record, what others do, parent, row, words, above, log, news, end
    with django_assert_num_queries(14):
        post(thread, author, parent=parent)
    # nobody is answered, so nothing stands above and nobody hears of it
    with django_assert_num_queries(11):
        post(thread, author)


def test_submission_times_are_judged_and_not_kept():
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 0})
    before = datetime(2026, 3, 14, 9, tzinfo=NOW.tzinfo)

    comment = post(a_thread(visible_from=before), a_person(), seconds_on_form=1.234)

    row = Comment.objects.filter(pk=comment.pk).values().get()
    assert row["state"] == "pending"
    assert "1.234" not in str(row)
    assert "192.0.2" not in str(row)
