import re
import uuid
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.models import User
from comments.models import AnswerWish, Comment, Discussion, Thread
from comments.rules.states import State
from comments.views.drafts import KEPT, LONGEST
from comments.views.origin import started_at
from markup import COMMENT_LIMIT
from tests.builders import a_comment, a_person, a_thread
from tests.comments.views.conftest import LONG_AGO

TEXT = "Drei Sätze, die <niemand> verlieren will & soll.\n\n> Zitat"
ESCAPED = "Drei Sätze, die &lt;niemand&gt; verlieren will &amp; soll.\n\n&gt; Zitat"
HTMX = {"HX-Request": "true"}


def desk(thread: Thread) -> str:
    return f"/en/threads/{thread.pk}/comments/"


def field(page: str, name: str) -> str:
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def test_a_members_comment_stands_in_the_conversation_at_once(signed_in: Client, thread: Thread) -> None:
    answer = signed_in.post(desk(thread), {"text": TEXT})

    assert answer.status_code == 303
    assert answer["Location"] == "/en/talk/page/#c1"
    assert Comment.objects.get().source == TEXT


def test_an_answer_knows_what_it_answers(signed_in: Client, thread: Thread) -> None:
    parent = a_comment(thread=thread, body="Asked")
    page = signed_in.get(f"{desk(thread)}?parent={parent.pk}").content.decode()
    assert "Asked" in page

    signed_in.post(desk(thread), {"text": TEXT, "parent": field(page, "parent")})

    assert Comment.objects.get(parent=parent).number == 2


def test_a_first_comment_waits_and_its_author_is_told_why(signed_in: Client, thread: Thread) -> None:
    Discussion.objects.update(first_comments_wait=1)

    page = signed_in.post(desk(thread), {"text": TEXT}, follow=True).content.decode()

    assert "Your comment #1 waits to be read." in page
    assert "The first comments of a new member are read before they appear." in page
    assert "comment--waiting" in page


def test_the_form_itself_says_that_first_comments_wait(signed_in: Client, thread: Thread) -> None:
    Discussion.objects.update(first_comments_wait=1)

    assert "First comments are read by a person" in signed_in.get(desk(thread)).content.decode()


def test_the_same_form_sent_twice_is_one_comment(signed_in: Client, thread: Thread) -> None:
    form = {"text": TEXT, "submission": field(signed_in.get(desk(thread)).content.decode(), "submission")}

    first, second = signed_in.post(desk(thread), form), signed_in.post(desk(thread), form)

    assert first["Location"] == second["Location"]
    assert Comment.objects.count() == 1


def test_a_second_click_finds_its_answer_even_without_the_parent(signed_in: Client, thread: Thread) -> None:
    parent = a_comment(thread=thread)
    form = {"text": TEXT, "parent": parent.pk, "submission": uuid.uuid4()}
    signed_in.post(desk(thread), form)
    Comment.objects.filter(pk=parent.pk).update(state=State.REMOVED)

    again = signed_in.post(desk(thread), form)

    assert again.status_code == 303
    assert Comment.objects.filter(parent=parent).count() == 1


def test_a_strangers_text_waits_for_the_sign_in(client: Client, thread: Thread, member: User) -> None:
    key = str(uuid.uuid4())
    refused = client.post(desk(thread), {"text": TEXT, "submission": key})
    assert refused.status_code == 403
    assert ESCAPED in refused.content.decode()
    assert f"/en/accounts/login/?next=%2Fen%2Fthreads%2F{thread.pk}%2Fcomments%2F" in refused.content.decode()

    client.force_login(member)
    page = client.get(desk(thread)).content.decode()

    assert ESCAPED in page
    assert field(page, "submission") == key


def test_a_kept_text_is_forgotten_once_it_is_posted(client: Client, thread: Thread, member: User) -> None:
    client.post(desk(thread), {"text": TEXT})
    client.force_login(member)

    client.post(desk(thread), {"text": TEXT})

    assert ESCAPED not in client.get(desk(thread)).content.decode()
    assert client.session["drafts"] == {}


def test_a_strangers_answer_comes_back_under_the_comment_it_answers(client: Client, thread: Thread) -> None:
    parent = a_comment(thread=thread)

    page = client.post(desk(thread), {"text": TEXT, "parent": parent.pk}).content.decode()

    assert f"comments%2F%3Fparent%3D{parent.pk}" in page
    assert ESCAPED in client.get(f"{desk(thread)}?parent={parent.pk}").content.decode()
    assert ESCAPED not in client.get(desk(thread)).content.decode()


def test_a_foreign_page_cannot_leave_a_draft(client: Client, thread: Thread) -> None:
    answer = client.post(desk(thread), {"text": TEXT}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert ESCAPED in answer.content.decode()
    assert not answer.cookies


def test_a_session_keeps_a_few_drafts_of_bounded_length(client: Client, thread: Thread) -> None:
    parents = [a_comment(thread=thread) for _ in range(KEPT + 1)]
    for parent in parents:
        client.post(desk(thread), {"text": TEXT, "parent": parent.pk})
    client.post(desk(thread), {"text": "x" * (LONGEST + 1)})

    assert [key.split(":")[1] for key in client.session["drafts"]] == [str(p.pk) for p in parents[1:]]


def test_an_expired_form_brings_the_text_and_a_new_token(thread: Thread, member: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)

    answer = client.post(desk(thread), {"text": TEXT, "csrfmiddlewaretoken": "old"})

    page = answer.content.decode()
    assert answer.status_code == 403
    assert ESCAPED in page
    assert "This form had expired." in page
    token = field(page, "csrfmiddlewaretoken")
    assert client.post(desk(thread), {"text": TEXT, "csrfmiddlewaretoken": token}).status_code == 303


def test_without_a_token_nothing_is_posted(thread: Thread, member: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)

    client.post(desk(thread), {"text": TEXT})

    assert not Comment.objects.exists()


def test_a_closed_conversation_gives_the_text_back(signed_in: Client, thread: Thread) -> None:
    Thread.objects.update(closed=True)

    answer = signed_in.post(desk(thread), {"text": TEXT})

    assert answer.status_code == 409
    assert ESCAPED in answer.content.decode()
    assert "This conversation is closed." in answer.content.decode()


def test_a_page_that_was_withdrawn_meanwhile_gives_the_text_back(signed_in: Client, thread: Thread) -> None:
    Thread.objects.update(visible_until=LONG_AGO + timedelta(days=1))

    answer = signed_in.post(desk(thread), {"text": TEXT})

    assert answer.status_code == 409
    assert ESCAPED in answer.content.decode()
    assert signed_in.get(desk(thread)).status_code == 404


def test_the_form_of_a_page_to_come_does_not_exist(signed_in: Client, db: None) -> None:
    later = a_thread(visible_from=timezone.now() + timedelta(days=1))

    assert signed_in.get(desk(later)).status_code == 404
    assert signed_in.post(desk(later), {"text": TEXT}).status_code == 404


def test_a_comment_that_is_gone_leaves_the_answer_on_its_own(signed_in: Client, thread: Thread) -> None:
    parent = a_comment(thread=thread, state=State.REMOVED)

    answer = signed_in.post(desk(thread), {"text": TEXT, "parent": parent.pk})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert ESCAPED in page
    assert "is no longer there" in page
    assert 'name="parent"' not in page


def test_a_comment_of_another_conversation_cannot_be_answered_here(signed_in: Client, thread: Thread) -> None:
    elsewhere = a_comment(thread=a_thread(visible_from=LONG_AGO))

    assert signed_in.post(desk(thread), {"text": TEXT, "parent": elsewhere.pk}).status_code == 409


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x" * (COMMENT_LIMIT + 1), "at most 4000"),
        ("", "Your comment is empty"),
        ("[" * 301, "square brackets"),
    ],
)
def test_a_text_that_cannot_be_posted_comes_back_with_the_reason(
    signed_in: Client, thread: Thread, text: str, sentence: str
) -> None:
    answer = signed_in.post(desk(thread), {"text": text})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert f">\n{text}</textarea>" in answer.content.decode()


def test_who_is_too_fast_keeps_the_text(signed_in: Client, thread: Thread, settings) -> None:
    settings.COMMENTS_PER_MINUTE = 1
    signed_in.post(desk(thread), {"text": "First."})

    answer = signed_in.post(desk(thread), {"text": TEXT})

    assert answer.status_code == 429
    assert ESCAPED in answer.content.decode()


def test_a_form_of_another_person_at_this_desk_can_be_sent_again(thread: Thread, signed_in: Client) -> None:
    form = {"text": TEXT, "submission": uuid.uuid4()}
    signed_in.post(desk(thread), form)
    other = Client()
    other.force_login(a_person())

    refused = other.post(desk(thread), form)

    page = refused.content.decode()
    assert refused.status_code == 403
    assert ESCAPED in page
    again = other.post(desk(thread), {"text": TEXT, "submission": field(page, "submission")})
    assert again.status_code == 303


def test_what_a_machine_wrote_that_fills_every_field_is_held_and_not_lost(
    signed_in: Client, thread: Thread
) -> None:
    answer = signed_in.post(desk(thread), {"text": TEXT, "website": "https://spam.example"})

    comment = Comment.objects.get()
    assert answer.status_code == 303
    assert comment.state == State.PENDING
    assert [found["reason"] for found in comment.evidence] == ["trap"]


@pytest.mark.parametrize("hours, held", [(0, True), (1, False)])
def test_the_time_on_the_form_is_told_to_the_rules(
    signed_in: Client, thread: Thread, hours: int, held: bool
) -> None:
    started = started_at(thread, timezone.now() - timedelta(hours=hours))

    signed_in.post(desk(thread), {"text": TEXT, "started": started})

    assert (Comment.objects.get().state == State.PENDING) is held


@pytest.mark.parametrize("started", ["", "nonsense", "W10:1:2", "\0"])
def test_a_forged_time_counts_as_unknown(signed_in: Client, thread: Thread, started: str) -> None:
    assert signed_in.post(desk(thread), {"text": TEXT, "started": started}).status_code == 303


def test_a_preview_shows_the_text_and_stores_nothing(client: Client, thread: Thread) -> None:
    answer = client.post(f"/en/threads/{thread.pk}/preview/", {"text": "**bold** <script>"})

    page = answer.content.decode()
    assert "<strong>bold</strong> &lt;script&gt;" in page
    assert ">\n**bold** &lt;script&gt;</textarea>" in page
    assert not Comment.objects.exists()
    assert not client.session.keys()


def test_strangers_preview_a_bounded_number_of_times_and_lose_no_word(client: Client, thread: Thread) -> None:
    for _ in range(31):
        answer = client.post(f"/en/threads/{thread.pk}/preview/", {"text": "KEPT"})

    assert answer.status_code == 429
    assert "KEPT" in answer.content.decode()


def test_members_preview_more_often_and_lose_no_word_either(
    signed_in: Client, thread: Thread, settings: object
) -> None:
    few = {"preview": "1/m/ip", "preview_of_member": "2/m/user"}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | few  # type: ignore[attr-defined]
    address = f"/en/threads/{thread.pk}/preview/"
    statuses = [signed_in.post(address, {"text": "so"}, headers=HTMX).status_code for _ in range(2)]

    refused = signed_in.post(address, {"text": "KEPT"})

    assert statuses == [200, 200]
    assert refused.status_code == 429
    assert "KEPT" in refused.content.decode()
    assert "many previews in one minute" in refused.content.decode()


def test_a_preview_in_place_is_the_preview_alone(signed_in: Client, thread: Thread) -> None:
    answer = signed_in.post(f"/en/threads/{thread.pk}/preview/", {"text": "*so*"}, headers=HTMX)

    assert "<em>so</em>" in answer.content.decode()
    assert "<form" not in answer.content.decode()


def test_a_preview_of_what_cannot_be_posted_says_why(signed_in: Client, thread: Thread) -> None:
    for headers in ({}, HTMX):
        answer = signed_in.post(f"/en/threads/{thread.pk}/preview/", {"text": " "}, headers=headers)

        assert answer.status_code == 422
        assert "Your comment is empty" in answer.content.decode()


def test_a_reply_in_place_is_the_form_alone(signed_in: Client, thread: Thread) -> None:
    parent = a_comment(thread=thread)

    form = signed_in.get(f"{desk(thread)}?parent={parent.pk}", headers=HTMX).content.decode()

    assert form.lstrip().startswith("<form")
    assert "autofocus" in form
    assert f'hx-post="{desk(thread)}"' in form


def test_a_reply_sent_in_place_is_a_comment_for_its_list(signed_in: Client, thread: Thread) -> None:
    parent = a_comment(thread=thread)

    answer = signed_in.post(desk(thread), {"text": TEXT, "parent": parent.pk}, headers=HTMX)

    part = answer.content.decode()
    assert answer.status_code == 201
    assert 'hx-target="#answers-1"' in part
    assert '<article class="comment" id="c2"' in part
    assert "Your answer is posted as #2." in part


def test_an_answer_on_the_last_level_stands_beside_it(signed_in: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread)
    for _ in range(4):
        comment = a_comment(parent=comment)

    answer = signed_in.post(desk(thread), {"text": TEXT, "parent": comment.pk}, headers=HTMX)

    part = answer.content.decode()
    assert 'hx-target="#slot-5"' in part
    assert '<ol role="list" class="comments"><li>' in part
    assert "answer to #5" in part


def test_a_refusal_in_place_is_the_form_with_the_text(thread: Thread, client: Client) -> None:
    parent = a_comment(thread=thread)

    answer = client.post(desk(thread), {"text": TEXT, "parent": parent.pk}, headers=HTMX)

    assert answer.status_code == 403
    assert answer.content.decode().lstrip().startswith("<form")
    assert ESCAPED in answer.content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {"text": "x", "parent": "abc", "submission": "1", "started": "x"},
        {"text": "x", "parent": "-1"},
        {"text": "x", "parent": "9" * 40},
        {"text": "x\0y"},
        {"text": "\ud7ff\ufffe\u202e"},
        {},
    ],
)
def test_broken_fields_are_no_error_of_ours(signed_in: Client, thread: Thread, form: dict[str, str]) -> None:
    assert signed_in.post(desk(thread), form).status_code < 500


def test_naughty_strings_come_back_as_they_were_typed(client: Client, thread: Thread, corpora) -> None:
    lines = (corpora / "strings" / "crlf-injection.txt").read_text(errors="replace").splitlines()[:40]
    text = "\n".join(line.replace("\0", "") for line in lines)

    page = client.post(desk(thread), {"text": text})

    assert page.status_code == 403
    assert page.content.decode().rstrip().endswith("</html>")


def test_the_desk_is_never_stored(client: Client, thread: Thread) -> None:
    assert "no-store" in client.get(desk(thread))["Cache-Control"]


def test_a_stranger_may_look_at_the_form_without_a_cookie(client: Client, thread: Thread) -> None:
    answer = client.get(desk(thread))

    assert answer.status_code == 200
    assert not answer.cookies


def test_a_frame_without_an_origin_cannot_leave_a_draft(client: Client, thread: Thread) -> None:
    answer = client.post(desk(thread), {"text": TEXT}, headers={"Origin": "null"})

    assert ESCAPED in answer.content.decode()
    assert not answer.cookies


def test_strangers_without_cookies_cannot_fill_the_store_with_drafts(thread: Thread) -> None:
    answers = [Client().post(desk(thread), {"text": TEXT}) for _ in range(22)]

    assert Session.objects.count() == 20
    assert all(ESCAPED in answer.content.decode() for answer in answers)


def test_whoever_has_a_draft_already_may_go_on_keeping_it(client: Client, thread: Thread) -> None:
    for number in range(22):
        client.post(desk(thread), {"text": f"{TEXT} {number}"})

    assert f"{ESCAPED} 21" in client.get(desk(thread)).content.decode()


def test_a_withdrawn_page_gives_no_comment_away(signed_in: Client, thread: Thread) -> None:
    said = a_comment(thread=thread, body="Was hier einmal stand")
    Thread.objects.filter(pk=thread.pk).update(visible_until=timezone.now())

    answer = signed_in.post(desk(thread), {"text": TEXT, "parent": said.pk})

    assert answer.status_code == 409
    assert "Was hier einmal stand" not in answer.content.decode()
    assert ESCAPED in answer.content.decode()


def test_a_comment_can_be_kept_quiet(signed_in: Client, thread: Thread) -> None:
    signed_in.post(desk(thread), {"text": "Quiet.", "quiet": "1"})
    signed_in.post(desk(thread), {"text": "Usual."})
    returned = signed_in.post(desk(thread), {"text": "", "quiet": "1"}).content.decode()

    assert list(AnswerWish.objects.values_list("comment__source", "wanted")) == [("Quiet.", False)]
    assert 'name="quiet" value="1" checked' in returned


@pytest.mark.parametrize("number", [0, 2**63 - 1, 2**70])
def test_there_is_no_form_for_a_conversation_that_is_not_there(signed_in: Client, number: int) -> None:
    assert signed_in.get(f"/en/threads/{number}/comments/").status_code == 404
