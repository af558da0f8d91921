"""What happens to a comment is told once to everybody who wants to hear of it."""

from datetime import timedelta

import pytest

from accounts.actions.mutes import mute
from accounts.models import User
from accounts.rules.roles import Role, system
from comments.actions import spreading
from comments.actions.moderate import moderate, moderate_all
from comments.actions.spreading import spread
from comments.actions.telling import Notice, tell
from comments.models import (
    AnswerWish,
    Comment,
    Discussion,
    Follow,
    InboxEntry,
    Mention,
    NoticeSetting,
    Thread,
    Untold,
)
from comments.rules.states import APPROVE, HOLD, REMOVE, WITHDRAW, State
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=5)
SYSTEM = system("tests")


@pytest.fixture(autouse=True)
def _no_first_comment_waits() -> None:
    Discussion.load()
    Discussion.objects.update(first_comments_wait=0)


def a_follower(thread: Thread, name: str | None = None, since=NOW - timedelta(days=1)) -> User:
    person = a_person(name)
    Follow.objects.create(thread=thread, person=person, since=since)
    return person


def told(now=LATER) -> set[tuple[str, str]]:
    """Tell everything there is; return who was told so far, and why."""
    while spread(now):
        pass
    return set(InboxEntry.objects.values_list("person__username", "kind"))


def test_followers_and_the_answered_hear_of_a_comment():
    first = a_comment(author=a_person("Asked"))
    a_follower(first.thread, "Follower")
    Untold.objects.all().delete()

    a_comment(parent=first)

    assert told() == {("Follower", "thread"), ("Asked", "answer")}


def test_who_is_addressed_by_name_hears_of_it():
    comment = a_comment(parent=a_comment())
    AnswerWish.objects.create(comment=comment.parent, wanted=False)
    Mention.objects.create(comment=comment, person=a_person("Named"))
    Mention.objects.create(comment=comment, person=comment.author)

    assert told() == {("Named", "mention")}


def test_what_is_told_is_struck_out():
    a_comment(parent=a_comment())

    told()

    assert not Untold.objects.exists()
    assert spread(LATER) is False


def test_a_comment_of_which_nobody_could_hear_owes_no_news():
    spoken = a_comment(author=a_person("Named"))

    assert not Untold.objects.exists()

    a_comment(thread=spoken.thread, body="@Named is right.")

    assert told() == {("Named", "mention")}


def test_telling_the_same_again_tells_nobody():
    answer = a_comment(parent=a_comment())
    told()

    tell(Notice.THREAD, answer, now=LATER)
    told()

    assert InboxEntry.objects.count() == 1


@pytest.mark.parametrize("state", [State.PENDING, State.REMOVED, State.SPAM, State.WITHDRAWN])
def test_nobody_hears_of_a_comment_that_is_not_public_any_more(state):
    parent = a_comment()
    a_follower(parent.thread)
    Untold.objects.all().delete()
    a_comment(parent=parent, author=a_person("Author"), state=state)

    assert told() <= {("Author", "removed")}


def test_nobody_hears_of_a_conversation_that_is_not_visible():
    answer = a_comment(parent=a_comment())
    Thread.objects.filter(pk=answer.thread_id).update(visible_until=NOW)

    assert told() == set()


def test_a_comment_that_is_approved_late_is_told_then_and_its_author_hears_it_too():
    parent = a_comment(author=a_person("Asked"))
    answer = a_comment(parent=parent, author=a_person("Author"), state=State.PENDING)
    assert told() == set()

    moderate(comment=answer, move=APPROVE, actor=SYSTEM, now=LATER)

    assert told() == {("Asked", "answer"), ("Author", "approved")}


def test_who_follows_later_hears_nothing_of_what_was_said_before():
    comment = a_comment()
    a_follower(comment.thread, since=NOW + timedelta(seconds=1))

    assert told() == set()


def test_who_follows_before_a_late_approval_hears_of_it():
    comment = a_comment(author=a_person("Author"))
    Untold.objects.all().delete()
    waiting = a_comment(thread=comment.thread, author=comment.author, now=NOW)
    Untold.objects.all().delete()
    Comment.objects.filter(pk=waiting.pk).update(posted_at=NOW - timedelta(days=2))
    a_follower(comment.thread, "Follower", since=NOW - timedelta(days=1))

    tell(Notice.THREAD, waiting, now=LATER)

    assert told() == {("Follower", "thread")}


def test_removal_is_told_to_the_author_once_for_each_decision():
    comment = a_comment(author=a_person("Author"))
    moderate(comment=comment, move=REMOVE, actor=SYSTEM, now=NOW)
    told()
    moderate(comment=comment, move=APPROVE, actor=SYSTEM, now=NOW + timedelta(minutes=1))
    told()
    moderate(comment=comment, move=REMOVE, actor=SYSTEM, now=NOW + timedelta(minutes=2))

    told()

    kinds = InboxEntry.objects.filter(person=comment.author).order_by("id").values_list("kind", flat=True)
    assert list(kinds) == ["removed", "approved", "removed"]


def test_a_removal_that_was_undone_before_anybody_was_told_is_not_told():
    comment = a_comment(author=a_person("Author"))
    moderate(comment=comment, move=REMOVE, actor=SYSTEM, now=NOW)
    moderate(comment=comment, move=APPROVE, actor=SYSTEM, now=NOW)

    assert told() == {("Author", "approved")}


def test_nobody_hears_what_they_did_themselves():
    moderator = a_person("Ilse", Role.MODERATOR)
    removed, withdrawn = a_comment(author=moderator), a_comment()
    moderate(comment=removed, move=REMOVE, actor=moderator.as_actor(), now=NOW)
    moderate(comment=withdrawn, move=WITHDRAW, actor=withdrawn.author.as_actor(), now=NOW)
    a_comment(parent=a_comment(author=moderator), author=moderator)

    assert told() == set()


def test_who_muted_the_author_is_not_told(now):
    asked, author = a_person(), a_person()
    mute(person=asked, other=author, now=now)
    a_comment(parent=a_comment(author=asked), author=author)

    assert told() == set()


def test_closed_accounts_are_not_told():
    asked = a_person()
    a_comment(parent=a_comment(author=asked))
    User.objects.filter(pk=asked.pk).update(is_active=False)

    assert told() == set()


@pytest.mark.parametrize(
    ("on_site", "mail", "entries"),
    [(True, "never", 1), (False, "at-once", 1), (False, "never", 0)],
)
def test_settings_say_whether_there_is_anything_to_tell(on_site, mail, entries):
    parent = a_comment()
    NoticeSetting.objects.create(person=parent.author, topic="answers", on_site=on_site, mail=mail)
    a_comment(parent=parent)

    told()

    found = InboxEntry.objects.values_list("on_site", "mail")
    assert list(found) == [(on_site, mail)] * entries
    assert not InboxEntry.objects.filter(mail="never", mail_due__isnull=False)


def test_answers_to_a_comment_can_be_unwanted():
    parent = a_comment()
    AnswerWish.objects.create(comment=parent, wanted=False)
    a_comment(parent=parent)

    assert told() == set()


def test_many_followers_are_told_in_several_steps_each_once(monkeypatch):
    monkeypatch.setattr(spreading, "PEOPLE_AT_ONCE", 3)
    comments = [a_comment(parent=a_comment(author=a_person("Asked")))]
    Untold.objects.filter(comment=comments[0].parent_id).delete()
    thread = comments[0].thread
    followers = [a_follower(thread) for _ in range(7)]
    comments.append(a_comment(thread=thread))

    spread(LATER)
    part = InboxEntry.objects.exclude(person__username="Asked").count()
    told()

    assert part == 3
    assert InboxEntry.objects.filter(person__in=followers).count() == 14
    assert InboxEntry.objects.filter(person__username="Asked").count() == 1


def test_news_that_another_worker_told_meanwhile_are_undone(monkeypatch):
    a_comment(parent=a_comment())
    write = spreading._write

    def write_and_be_overtaken(hearers):
        write(hearers)
        Untold.objects.all().delete()

    monkeypatch.setattr(spreading, "_write", write_and_be_overtaken)

    spread(LATER)

    assert not InboxEntry.objects.exists()


def test_telling_costs_the_same_for_one_piece_of_news_and_for_thirty(django_assert_max_num_queries):
    thread = a_thread()
    a_follower(thread)
    for _ in range(30):
        a_comment(parent=a_comment(thread=thread))

    with django_assert_max_num_queries(14):
        spread(LATER)

    assert InboxEntry.objects.count() == 30 * 3  # a follower of 60 comments, 30 who were answered


def test_a_bulk_decision_owes_its_news_in_one_query(django_assert_num_queries):
    comments = [a_comment(thread=a_thread()) for _ in range(3)]
    before = Untold.objects.count()

    moderate_all(comments=comments, move=HOLD, actor=SYSTEM, now=NOW)
    moderate_all(comments=comments, move=APPROVE, actor=SYSTEM, now=NOW)

    assert Untold.objects.count() == before + 6
