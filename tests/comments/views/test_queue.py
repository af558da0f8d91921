import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.rules.roles import Role, system
from comments.actions.moderate import moderate
from comments.actions.watching import save_watch_list
from comments.models import Comment, LogEntry, LogNote, Thread
from comments.rules.states import APPROVE, REMOVE, State
from tests.builders import NOW, a_comment, a_person

QUEUE = "/en/moderation/"
DECIDE = "/en/moderation/decide/"


@pytest.fixture
def lea(db: None) -> User:
    return a_person("Lea", Role.MODERATOR)


@pytest.fixture
def desk(lea: User) -> Client:
    client = Client()
    client.force_login(lea)
    return client


def shown(client: Client, address: str = QUEUE) -> list[int]:
    """The ids of the comments in the queue, from top to bottom."""
    return [int(pk) for pk in re.findall(r'id="q(\d+)"', client.get(address).content.decode())]


def seen(*comments: Comment, state: State = State.PENDING) -> list[str]:
    return [f"{comment.pk}:{state}" for comment in comments]


def test_strangers_are_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(QUEUE)["Location"].startswith("/en/accounts/login/?next=")


@pytest.mark.parametrize("roles", [(), (Role.EDITOR,)])
def test_members_and_editors_do_not_enter(thread: Thread, roles: tuple[Role, ...]) -> None:
    client = Client()
    client.force_login(a_person(None, *roles))
    waiting = a_comment(thread=thread, state=State.PENDING)

    assert client.get(QUEUE).status_code == 403
    assert client.get(f"/en/moderation/comments/{waiting.pk}/").status_code == 403
    assert client.post(DECIDE, {"comment": seen(waiting), "move": "approve"}).status_code == 403
    assert Comment.objects.get(pk=waiting.pk).state == State.PENDING


def test_the_oldest_waits_on_top(desk: Client, thread: Thread) -> None:
    young = a_comment(thread=thread, state=State.PENDING, now=NOW)
    old = a_comment(thread=thread, state=State.PENDING, now=NOW - timedelta(days=2))
    a_comment(thread=thread)

    assert shown(desk) == [old.pk, young.pk]


def test_a_case_shows_its_context_and_why_it_waits(desk: Client, thread: Thread) -> None:
    thread_of_page = Thread.objects.get(pk=thread.pk)
    parent = a_comment(thread=thread_of_page, body="What was asked", author=a_person("Asker"))
    a_comment(parent=parent, body="What is answered", author=a_person("Newcomer"), state=State.PENDING)

    page = desk.get(QUEUE).content.decode()

    for words in (
        "A page",
        "What was asked",
        "Asker",
        "What is answered",
        "Newcomer",
        "first comment",
        "0\u00a0public",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("state", "expected"), [("spam", State.SPAM), ("removed", State.REMOVED), ("waiting", State.PENDING)]
)
def test_each_list_shows_its_comments_only(desk: Client, thread: Thread, state: str, expected: State) -> None:
    comments = {
        s: a_comment(thread=thread, state=s) for s in (State.SPAM, State.REMOVED, State.PENDING, State.PUBLIC)
    }

    assert shown(desk, f"{QUEUE}?state={state}") == [comments[expected].pk]
    assert sorted(shown(desk, f"{QUEUE}?state=all")) == sorted(c.pk for c in comments.values())


def test_an_author_can_be_looked_for(desk: Client, thread: Thread) -> None:
    hers = a_comment(thread=thread, author=a_person("Karo Wendt"), state=State.PENDING)
    a_comment(thread=thread, state=State.PENDING)

    assert shown(desk, f"{QUEUE}?author=karo") == [hers.pk]
    assert shown(desk, f"{QUEUE}?author=%00%27") == []


def test_a_decision_moves_the_comment_and_goes_on_to_the_next(
    desk: Client, thread: Thread, lea: User
) -> None:
    first, second = (a_comment(thread=thread, state=State.PENDING) for _ in range(2))

    answer = desk.post(DECIDE, {"comment": seen(first), "move": "approve", "following": second.pk})

    assert answer.status_code == 303
    assert answer["Location"] == f"/en/moderation/#q{second.pk}"
    assert Comment.objects.get(pk=first.pk).state == State.PUBLIC
    assert LogEntry.objects.filter(comment_id=first.pk, move="approve", actor_id=lea.pk).count() == 1


def test_what_was_done_stands_beside_the_comment_at_which_one_lands(desk: Client, thread: Thread) -> None:
    first, second = (a_comment(thread=thread, state=State.PENDING) for _ in range(2))
    form = {"comment": seen(first), "move": "approve", "following": second.pk}

    page = desk.post(DECIDE, form, follow=True).content.decode()

    told = page.index('class="notice')
    assert page.count('class="notice') == 1
    assert page.index(f'<li id="q{second.pk}">') < told < page.index('class="case"')


def test_what_was_done_to_the_last_comment_stands_above(desk: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread, state=State.PENDING)

    page = desk.post(DECIDE, {"comment": seen(comment), "move": "approve"}, follow=True).content.decode()

    assert page.count('class="notice') == 1


def test_a_moderator_is_told_who_decides_about_an_own_comment(
    desk: Client, thread: Thread, lea: User
) -> None:
    own = a_comment(thread=thread, author=lea, state=State.PENDING)

    answer = desk.post(DECIDE, {"comment": seen(own), "move": "approve"})

    assert answer.status_code == 403
    assert "somebody else decides" in answer.content.decode()
    assert Comment.objects.get(pk=own.pk).state == State.PENDING


@pytest.mark.parametrize(
    ("move", "state"), [("approve", State.PUBLIC), ("remove", State.REMOVED), ("spam", State.SPAM)]
)
def test_all_that_are_ticked_move_together(desk: Client, thread: Thread, move: str, state: State) -> None:
    comments = [a_comment(thread=thread, state=State.PENDING) for _ in range(3)]

    page = desk.post(DECIDE, {"comment": seen(*comments), "move": move, "reason": "other"}, follow=True)

    assert set(Comment.objects.values_list("state", flat=True)) == {state}
    assert "3 comments" in page.content.decode()


def test_a_public_comment_can_be_held_again(desk: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread)

    desk.post(DECIDE, {"comment": seen(comment, state=State.PUBLIC), "move": "hold"})

    assert Comment.objects.get().state == State.PENDING


def test_reason_and_note_stay_in_the_history(desk: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread, state=State.PENDING)
    form = {"comment": seen(comment), "move": "remove", "reason": "insult", "note": "third time <b>"}

    desk.post(DECIDE, form)

    page = desk.get(f"/en/moderation/comments/{comment.pk}/").content.decode()
    assert "Lea removed it: insult." in page
    assert "third time &lt;b&gt;" in page
    assert LogNote.objects.get().text == "third time <b>"


def test_the_second_moderator_is_told_who_was_faster(desk: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread, state=State.PENDING)
    other = a_person("Nils", Role.MODERATOR)
    moderate(comment=comment, move=APPROVE, actor=other.as_actor(), now=timezone.now())

    answer = desk.post(DECIDE, {"comment": seen(comment), "move": "remove", "reason": "other"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing was changed." in page
    assert "Nils approved it." in page
    assert Comment.objects.get().state == State.PUBLIC


def test_all_or_nothing_when_one_of_many_has_moved(desk: Client, thread: Thread) -> None:
    moved, still = (a_comment(thread=thread, state=State.PENDING) for _ in range(2))
    moderate(
        comment=moved, move=REMOVE, actor=a_person("Nils", Role.MODERATOR).as_actor(), now=timezone.now()
    )

    answer = desk.post(DECIDE, {"comment": seen(moved, still), "move": "approve"})

    assert answer.status_code == 409
    assert Comment.objects.get(pk=still.pk).state == State.PENDING


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"comment": [], "move": "approve"},
        {"comment": ["x"], "move": "approve"},
        {"comment": ["1:nowhere"], "move": "approve"},
        {"comment": ["1:pending"], "move": "explode"},
        {"comment": ["1:pending"], "move": "withdraw"},
        {"comment": ["1:pending"], "move": "remove", "reason": "because"},
        {"comment": ["1:pending"], "move": "remove", "note": "x" * 2001},
    ],
)
def test_a_broken_form_changes_nothing_and_says_so(
    desk: Client, thread: Thread, form: dict[str, object]
) -> None:
    a_comment(thread=thread, state=State.PENDING)

    answer = desk.post(DECIDE, form)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert Comment.objects.get().state == State.PENDING


def test_a_comment_that_does_not_exist_is_no_decision(desk: Client, thread: Thread) -> None:
    assert desk.post(DECIDE, {"comment": ["987654:pending"], "move": "approve"}).status_code == 409


def test_a_decision_needs_a_token(lea: User, thread: Thread) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(lea)
    comment = a_comment(thread=thread, state=State.PENDING)

    assert client.post(DECIDE, {"comment": seen(comment), "move": "approve"}).status_code == 403
    assert client.get(DECIDE).status_code == 405
    assert Comment.objects.get().state == State.PENDING


def test_the_queue_takes_as_many_queries_with_1_as_with_30_rows(
    desk: Client, thread: Thread, django_assert_num_queries
) -> None:
    parent = a_comment(thread=thread)
    a_comment(parent=parent, state=State.PENDING)
    desk.get(QUEUE)
    # session, person, roles; counts of the lists, last decision, site, rows with their number; log, names,
    # notes; claims, questions, notes without a decision
    with django_assert_num_queries(14):
        desk.get(QUEUE)
    for _ in range(29):
        a_comment(parent=parent, state=State.PENDING)

    with django_assert_num_queries(14):
        page = desk.get(QUEUE).content.decode()

    assert page.count('class="case"') == 25


def test_an_empty_queue_says_that_everything_was_read(desk: Client, thread: Thread) -> None:
    assert "Nothing waits." in desk.get(QUEUE).content.decode()


def test_the_list_and_the_page_are_kept_over_a_decision(desk: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread, state=State.SPAM)
    form = {
        "comment": seen(comment, state=State.SPAM),
        "move": "approve",
        "state": "spam",
        "author": "a b",
        "page": "2",
    }

    assert desk.post(DECIDE, form)["Location"] == "/en/moderation/?state=spam&author=a+b&page=2"


def test_what_the_checks_found_stands_beside_the_text_and_the_words_are_marked(
    desk: Client, thread: Thread
) -> None:
    save_watch_list(words="casino", domains="", actor=system("tests"))
    held = a_comment(thread=thread, body="To the *casino*, <b>casinos</b>!", state=State.PENDING)

    pages = [desk.get(page).content.decode() for page in (QUEUE, f"/en/moderation/comments/{held.pk}/")]

    for page in pages:
        assert "<li>It has words of the watch list.</li>" in page
        assert "<em><mark>casino</mark></em>, &lt;b&gt;casinos" in page


def test_a_comment_without_findings_has_no_list_of_them(desk: Client, thread: Thread) -> None:
    a_comment(thread=thread, body="Good evening.", state=State.PENDING)

    assert "case__findings" not in desk.get(QUEUE).content.decode()
