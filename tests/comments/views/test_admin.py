import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.rules.roles import Role
from comments.actions.casework import claim
from comments.models import Comment, Discussion, LogEntry, Thread, WatchList
from comments.rules.states import State
from tests.builders import a_comment, a_person, a_thread
from tests.comments.views.conftest import many_comments

COMMENTS = "/en/admin/comments/comment/"


@pytest.fixture
def desk(db: None) -> Client:
    client = Client()
    client.force_login(a_person("Root", Role.ADMINISTRATOR))
    return client


def act(client: Client, action: str, *comments: Comment, **more: object) -> str:
    form = {"action": action, "_selected_action": [c.pk for c in comments]} | more
    return client.post(COMMENTS, form, follow=True).content.decode()


def test_the_roles_are_there(db: None) -> None:
    assert Group.objects.filter(name=Role.MODERATOR).exists()


@pytest.mark.parametrize(
    ("action", "state"), [("approve", State.PUBLIC), ("remove", State.REMOVED), ("spam", State.SPAM)]
)
def test_the_admin_moves_comments_by_the_same_rules(
    desk: Client, thread: Thread, action: str, state: State
) -> None:
    comments = [a_comment(thread=thread, state=State.PENDING) for _ in range(2)]

    page = act(desk, action, *comments)

    assert "2 comments" in page
    assert set(Comment.objects.values_list("state", flat=True)) == {state}
    assert LogEntry.objects.filter(move=action).count() == 2


def test_the_admin_moves_all_or_none(desk: Client, thread: Thread) -> None:
    waiting, public = a_comment(thread=thread, state=State.PENDING), a_comment(thread=thread)

    page = act(desk, "approve", waiting, public)

    assert "Nothing was changed" in page
    assert Comment.objects.get(pk=waiting.pk).state == State.PENDING


def test_a_removal_is_for_the_reason_that_was_chosen_beside_the_button(desk: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread)

    form = {"reason": ["other", "insult"], "index": "1", "action": ["", "remove"]}
    desk.post(COMMENTS, form | {"_selected_action": [comment.pk]})

    assert LogEntry.objects.get(comment_id=comment.pk, move="remove").reason == "insult"


def test_what_changed_since_the_list_was_shown_is_not_decided_unread(desk: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread, state=State.PENDING)
    page = desk.get(COMMENTS).content.decode()
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', page)
    Comment.objects.filter(pk=comment.pk).update(text_number=2)

    assert "Nothing was changed" in act(desk, "approve", comment, seen=[seen])
    assert Comment.objects.get().state == State.PENDING


def test_comments_of_pages_that_were_not_shown_are_not_decided(desk: Client, thread: Thread) -> None:
    comments = [a_comment(thread=thread, state=State.PENDING) for _ in range(2)]
    seen = [f"{comments[0].pk}:pending:1"]

    page = act(desk, "approve", comments[0], seen=seen, select_across="1")

    assert "Nothing was changed" in page
    assert set(Comment.objects.values_list("state", flat=True)) == {State.PENDING}


def test_a_decision_of_the_admin_is_undone_there_as_a_whole(desk: Client, thread: Thread) -> None:
    comments = [a_comment(thread=thread, state=State.PENDING) for _ in range(2)]
    assert "/en/moderation/decisions/" in act(desk, "approve", *comments)

    page = act(desk, "undo", comments[0])

    assert "Undone: 2 comments" in page
    assert set(Comment.objects.values_list("state", flat=True)) == {State.PENDING}
    assert "Nothing was changed" in act(desk, "undo", comments[0])


def test_the_admin_asks_for_claims_as_well(desk: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread, state=State.PENDING)
    claim(comment=comment, actor=a_person("Mo", Role.MODERATOR).as_actor(), now=timezone.now())

    page = act(desk, "approve", comment)

    assert "Mo looks at this" in page and "To the queue" in page
    assert Comment.objects.get().state == State.PENDING


def test_the_list_leads_to_the_queue_for_those_who_may_enter_it(client: Client, thread: Thread) -> None:
    for role, may in ((Role.MODERATOR, True), (Role.EDITOR, False)):
        client.force_login(a_person(None, role))

        assert ("To the queue" in client.get(COMMENTS).content.decode()) is may


def test_nothing_is_written_added_or_deleted_here(desk: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread, body="**loud**")
    one = reverse("admin:comments_comment_change", args=[comment.pk])

    page = desk.get(f"/en{one}").content.decode()

    assert "<strong>loud</strong>" in page
    assert "posted it; it appeared at once." in page
    assert 'name="state"' not in page
    assert desk.post(one, {"state": "removed"}).status_code == 403
    assert desk.get(f"{COMMENTS}add/").status_code == 403
    assert desk.get(f"{COMMENTS}{comment.pk}/delete/").status_code == 403


def test_closing_a_conversation_gives_its_page_a_new_name(desk: Client, thread: Thread) -> None:
    version = thread.version
    form = {"publication": "after_reading", "closed": "on", "closes_at_0": "", "closes_at_1": ""}

    desk.post(reverse("admin:comments_thread_change", args=[thread.pk]), form)

    thread.refresh_from_db()
    assert (thread.closed, thread.publication, thread.title) == (True, "after_reading", "A page")
    assert thread.version > version


def test_the_log_is_read_and_not_written(desk: Client, thread: Thread) -> None:
    a_comment(thread=thread)
    entry = LogEntry.objects.first()

    assert desk.get("/en/admin/comments/logentry/").status_code == 200
    assert desk.post(f"/en/admin/comments/logentry/{entry.pk}/change/", {"move": "x"}).status_code == 403
    assert desk.get(f"/en/admin/comments/logentry/{entry.pk}/delete/").status_code == 403


def test_the_list_takes_as_many_queries_with_1_as_with_30_comments(
    desk: Client, thread: Thread, django_assert_max_num_queries
) -> None:
    a_comment(thread=thread, state=State.PENDING)
    desk.get(COMMENTS)
    with django_assert_max_num_queries(12) as few:
        desk.get(COMMENTS)
    many_comments(thread, 24, author=a_person())

    with django_assert_max_num_queries(12) as many:
        desk.get(COMMENTS)

    assert len(few) == len(many)


@pytest.mark.parametrize(
    "question", ["posted_at__year=99999", "network_hash__startswith=a", "id__in=9" + "9" * 30]
)
def test_the_list_answers_no_question_that_it_does_not_offer(desk: Client, question: str) -> None:
    assert desk.get(f"{COMMENTS}?{question}").status_code == 400


def test_the_list_answers_the_questions_that_it_offers(desk: Client, thread: Thread) -> None:
    a_comment(thread=thread)

    for question in ("state__exact=public", "posted_at__gte=2026-01-01 00:00:00%2B01:00", "q=" + "a+" * 3000):
        assert desk.get(f"{COMMENTS}?{question}").status_code == 200


@pytest.mark.parametrize("key", ["abc", "9" * 30])
def test_a_tick_that_is_no_key_is_a_broken_request(desk: Client, thread: Thread, key: str) -> None:
    a_comment(thread=thread)

    assert desk.post(COMMENTS, {"action": "hold", "_selected_action": [key]}).status_code == 400


def test_moderators_do_not_change_the_rules_of_the_whole_site(client: Client, db: None) -> None:
    client.force_login(a_person("Henk", Role.MODERATOR))
    before = Discussion.load()

    form = {"publication": "at_once", "first_comments_wait": 0, "house_rules": "Alles geht."}
    answer = client.post("/en/admin/comments/discussion/1/change/", form)

    after = Discussion.load()
    assert answer.status_code == 403
    assert (after.first_comments_wait, after.house_rules) == (before.first_comments_wait, before.house_rules)


def test_moderators_do_not_read_the_titles_of_drafts(client: Client, thread: Thread) -> None:
    draft = a_thread(title="Noch geheim", visible_from=None)

    for role, may in ((Role.MODERATOR, False), (Role.EDITOR_IN_CHIEF, True)):
        client.force_login(a_person(f"{role} Henk", role))
        page = client.get("/en/admin/comments/thread/").content.decode()
        assert (thread.title in page, draft.title in page) == (True, may)


WATCH = "/en/admin/comments/watchlist/"


@pytest.mark.parametrize(
    ("role", "status"), [(Role.ADMINISTRATOR, 200), (Role.MODERATOR, 200), (Role.EDITOR, 403)]
)
def test_moderators_open_the_watch_list_and_editors_do_not(db: None, role: Role, status: int) -> None:
    client = Client()
    client.force_login(a_person(None, role))

    assert client.get(WATCH, follow=True).status_code == status


def test_the_watch_list_is_written(desk: Client) -> None:
    desk.get(WATCH)

    answer = desk.post(f"{WATCH}1/change/", {"words": "casino\npress", "domains": "example.com"})

    row = WatchList.objects.get()
    assert answer.status_code == 302
    assert (row.words.split(), row.domains, row.version != 0) == (["casino", "press"], "example.com", True)


def test_a_line_of_the_watch_list_that_cannot_be_read_is_named_and_nothing_is_lost(desk: Client) -> None:
    desk.get(WATCH)

    wrong = {"words": "fine\npr*ss", "domains": "not a domain"}
    page = desk.post(f"{WATCH}1/change/", wrong).content.decode()

    assert "In line 2 a star can only stand before or behind a single word." in page
    assert "Line 1 is no domain." in page
    assert "pr*ss</textarea>" in page
    assert WatchList.objects.get().words == ""
