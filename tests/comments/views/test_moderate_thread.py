"""One conversation as moderators see it, the comment that is pinned above it, and the switch for all."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.utils import timezone

from accounts.actions.mutes import mute
from accounts.models import User
from accounts.rules.roles import Role
from comments.actions.pins import pin
from comments.actions.stopping import stop_posting
from comments.models import Comment, Discussion, Draft, LogEntry, LogNote, Thread
from comments.rules.staffing import DAYS
from comments.rules.states import State
from tests.builders import NOW, a_comment, a_person, a_thread, system

PAGE = "/en/talk/page/"


@pytest.fixture
def henk(db: None) -> User:
    return a_person("Henk", Role.MODERATOR)


@pytest.fixture
def desk(henk: User) -> Client:
    client = Client()
    client.force_login(henk)
    return client


def address(thread: Thread) -> str:
    return f"/en/moderation/threads/{thread.pk}/"


def send(desk: Client, thread: Thread, do: str, **fields: object):
    """Send the form as it is shown now."""
    seen = desk.get(address(thread)).context["seen"]
    return desk.post(address(thread), {"seen": seen, "do": do} | fields)


def html(client: Client, page: str = PAGE) -> str:
    return client.get(page).content.decode()


def moves(thread: Thread) -> list[tuple[str, str, str]]:
    lines = LogEntry.objects.filter(thread_id=thread.pk, comment_id=None).order_by("id")
    return list(lines.values_list("move", "from_state", "to_state"))


def test_a_conversation_is_locked_with_a_sentence_and_unlocked(desk: Client, thread: Thread) -> None:
    send(desk, thread, "lock", words="Until tomorrow.")
    locked = html(Client())
    send(desk, thread, "unlock")

    assert "Until tomorrow." in locked and 'id="composer"' not in locked
    assert "Until tomorrow." not in html(Client()) and 'id="composer"' in html(Client())
    assert moves(thread) == [("thread lock", "", ""), ("thread unlock", "", "")]
    assert LogNote.objects.get().text == "Until tomorrow."


def test_a_conversation_gets_rules_of_its_own(desk: Client, thread: Thread) -> None:
    fields = {"publication": "after_reading", "slow_seconds": "300", "closes_at": "2099-01-31T18:00"}

    send(desk, thread, "rules", **fields)

    thread.refresh_from_db()
    assert (thread.publication, thread.slow_seconds, thread.closes_at.year) == ("after_reading", 300, 2099)
    assert moves(thread) == [
        ("thread closing", "", "209901311700"),
        ("thread publication", "", "read first"),
        ("thread slow", "", "300"),
    ]
    page = html(desk, address(thread))
    assert "Every comment is read before it appears: that was chosen here." in page
    assert "5 minutes between two comments of one person; that was chosen here." in page
    assert "Henk set the slow mode: 5 minutes." in page


def test_what_was_sent_unchanged_is_no_decision(desk: Client, thread: Thread) -> None:
    send(desk, thread, "rules", publication="", slow_seconds="", closes_at="")

    assert moves(thread) == []
    assert Thread.objects.get(pk=thread.pk).version == thread.version


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"slow_seconds": "-1"}, "slow_seconds"),
        ({"closes_at": "2020-01-01T12:00"}, "closes_at"),
        ({"closes_at": "soon"}, "closes_at"),
        ({"publication": "never"}, "publication"),
    ],
)
def test_a_mistake_is_told_at_its_field(desk: Client, thread: Thread, fields, wrong) -> None:
    answer = send(desk, thread, "rules", **fields)

    assert answer.status_code == 422
    assert set(answer.context["rules_form"].errors) == {wrong}
    assert moves(thread) == []


def test_the_second_of_two_moderators_is_told_and_changes_nothing(desk: Client, thread: Thread) -> None:
    seen = desk.get(address(thread)).context["seen"]
    send(desk, thread, "lock", words="First.")

    answer = desk.post(address(thread), {"seen": seen, "do": "lock", "words": "Second."})

    assert answer.status_code == 409
    assert Thread.objects.get(pk=thread.pk).closed_words == "First."


@pytest.mark.parametrize("do", ["", "explode"])
def test_a_form_without_a_deed_changes_nothing(desk: Client, thread: Thread, do: str) -> None:
    assert send(desk, thread, do).status_code == 400
    assert moves(thread) == []


def test_members_and_editors_do_not_find_the_page(client: Client, thread: Thread) -> None:
    for roles in ((), (Role.EDITOR,)):
        client.force_login(a_person(None, *roles))
        assert client.get(address(thread)).status_code == 403
        assert client.post(address(thread), {"do": "lock"}).status_code == 403

    assert not Thread.objects.get(pk=thread.pk).closed


def test_moderators_find_it_from_the_conversation_and_from_a_case(desk: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread, state=State.PENDING)
    link = f'href="{address(thread)}"'

    pages = (PAGE, "/en/moderation/", f"/en/moderation/comments/{comment.pk}/")

    assert all(link in html(desk, page) for page in pages)
    assert link not in html(Client())


@pytest.mark.parametrize("count", [1, 30])
def test_the_page_costs_the_same_queries(desk: Client, henk, thread, count, django_assert_num_queries):
    for _ in range(count):
        pin(comment=a_comment(thread=thread), actor=henk.as_actor(), now=NOW)
    desk.get(address(thread))

    with django_assert_num_queries(10):  # session, person, roles, thread, rules, site, and four of decisions
        desk.get(address(thread))


# --- What is pinned --------------------------------------------------------------------------


@pytest.fixture
def pinned(thread: Thread) -> Comment:
    comment = a_comment(thread=thread, author=a_person("Ada"), body="**Whole** words.")
    a_comment(parent=comment)
    pin(comment=comment, actor=system("tests"), now=NOW)
    return comment


def test_a_pinned_comment_stands_whole_above_every_order_and_its_place_keeps_the_id(client, pinned) -> None:
    pages = [html(client, f"{PAGE}{sort}") for sort in ("", "?sort=newest", "?sort=useful")]

    for page in pages:
        assert page.count("<strong>Whole</strong> words.") == 2
        assert page.count('id="c1"') == 1
        assert f'href="/en/c/{pinned.pk}/"' in page
    assert page.index("Pinned by the moderators") < page.index('id="c1"')


def test_it_is_gone_with_its_words_and_back_with_them(client, pinned) -> None:
    Comment.objects.filter(pk=pinned.pk).update(state=State.HIDDEN)
    away = html(client)
    Comment.objects.filter(pk=pinned.pk).update(state=State.PUBLIC)

    assert "Pinned by" not in away and "Whole" not in away
    assert "Pinned by" in html(client)


def test_a_part_of_a_conversation_begins_without_it(client, pinned) -> None:
    assert "Pinned by" not in html(client, f"{PAGE}?under=1")


@pytest.mark.parametrize(("office", "is_there"), [("", False), ("editors", True)])
def test_who_muted_its_author_gets_it_only_if_it_was_said_for_the_house(
    signed_in, member, pinned, office, is_there
) -> None:
    Comment.objects.filter(pk=pinned.pk).update(office=office)
    mute(person=member, other=pinned.author, now=NOW)

    assert ("Pinned by" in html(signed_in)) is is_there


def test_a_pin_costs_one_query_and_none_without_it(client, pinned, django_assert_num_queries) -> None:
    a_comment(thread=a_thread(path="/talk/other/"))

    with django_assert_num_queries(6):  # thread, settings, first level, comments, picks, and what is pinned
        client.get(PAGE)
    with django_assert_num_queries(5):
        client.get("/en/talk/other/")


def test_a_comment_is_pinned_from_its_menu_and_unpinned(desk: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread)
    offered = html(desk)

    desk.post(f"/en/comments/{comment.pk}/pin/")
    pinned = html(desk)
    desk.post(f"/en/comments/{comment.pk}/unpin/")

    assert f'action="/en/comments/{comment.pk}/pin/"' in offered
    assert f'action="/en/comments/{comment.pk}/unpin/"' in pinned
    assert Thread.objects.get(pk=thread.pk).pinned_id is None
    assert "/pin/" not in html(Client())


def test_a_public_comment_from_here_is_pinned_by_its_number(desk: Client, thread: Thread) -> None:
    a_comment(thread=thread, state=State.REMOVED)
    a_comment(thread=thread)

    statuses = [send(desk, thread, "pin", number=number).status_code for number in (1, 3, 2)]

    assert statuses == [422, 422, 303]
    assert Thread.objects.get(pk=thread.pk).pinned.number == 2


# --- The switch for all ----------------------------------------------------------------------


def test_the_switch_is_on_the_queue_and_every_conversation_says_so(desk: Client, thread: Thread) -> None:
    desk.post("/en/moderation/stop/", {"do": "stop", "words": "We sleep."})
    stopped, queue = html(Client()), html(desk, "/en/moderation/")
    desk.post("/en/moderation/stop/", {"do": "go on"})

    assert "nobody can write comments on this site" in stopped and "We sleep." in stopped
    assert 'id="composer"' not in stopped
    assert "by Henk." in queue
    assert 'id="composer"' in html(Client())


def test_who_is_second_at_the_switch_is_told(desk: Client, thread: Thread) -> None:
    stop_posting(words="First.", actor=system("tests"), now=NOW)

    answer = desk.post("/en/moderation/stop/", {"do": "stop", "words": "Second."})

    assert "before you" in str(next(iter(get_messages(answer.wsgi_request))))
    assert Discussion.load().stop_words == "First."


def test_a_long_sentence_stops_nothing_and_is_told(desk: Client, thread: Thread) -> None:
    assert desk.post("/en/moderation/stop/", {"do": "stop", "words": "x" * 301}).status_code == 422
    assert Discussion.load().stopped_at is None


def test_the_switch_in_the_admin_is_the_same_for_moderators_alone(client: Client, thread: Thread) -> None:
    rules = "/en/admin/comments/discussion/1/change/"
    client.force_login(a_person(None, Role.EDITOR))
    refused = client.post(rules, {"do": "stop"})
    client.force_login(a_person("Grete", Role.MODERATOR))

    client.post(rules, {"do": "stop", "words": "We sleep."})

    assert refused.status_code == 403
    assert Discussion.load().stop_words == "We sleep."
    assert "Grete stopped all posting." in html(client, rules)


def test_a_text_comes_back_and_stays_as_a_draft(signed_in: Client, member: User, thread: Thread) -> None:
    stop_posting(words="We sleep.", actor=system("tests"), now=NOW)

    answer = signed_in.post(f"/en/threads/{thread.pk}/comments/", {"text": "My words.", "submission": ""})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "My words." in page and "“We sleep.”" in page
    assert Draft.objects.get(person=member).text == "My words."


def test_slow_mode_says_when_it_goes_on_and_keeps_the_text(signed_in, member, thread, now) -> None:
    Thread.objects.filter(pk=thread.pk).update(slow_seconds=86_400)
    form = {"text": "First.", "submission": "5b3b6e3c-6f0e-4c8e-9d5c-0d8f6f0b7a11"}
    signed_in.post(f"/en/threads/{thread.pk}/comments/", form)

    form |= {"text": "Second.", "submission": "5b3b6e3c-6f0e-4c8e-9d5c-0d8f6f0b7a12"}
    answer = signed_in.post(f"/en/threads/{thread.pk}/comments/", form)

    page = answer.content.decode()
    assert answer.status_code == 429
    assert "you can post here again from" in page and "Second." in page
    assert Draft.objects.get(person=member).text == "Second."
    assert "at least 24 hours" in html(signed_in)


def test_readers_are_told_until_when_nobody_reads(client: Client, thread: Thread) -> None:
    day = DAYS[(timezone.now() + timedelta(days=3)).weekday()]
    Discussion.objects.update(unstaffed="wait", staffed_hours=f"{day} 09:00–10:00")
    waits = html(client)
    Discussion.objects.update(unstaffed="nobody")

    shut = html(client)

    assert "<li>No moderator is there at this hour: comments wait until" in waits
    assert "No moderator is there at this hour. From" in shut
    assert ('id="composer"' in waits, 'id="composer"' in shut) == (True, False)
