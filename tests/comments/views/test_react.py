import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from comments.models import Comment, Reaction, Thread
from comments.roots import ROOTS_A_PAGE
from comments.rules.states import State
from tests.builders import a_comment, a_person
from tests.comments.views.conftest import many_comments

OWN = "/en/talk/page/"


def address(comment: Comment) -> str:
    return f"/en/comments/{comment.pk}/react/"


def html(client: Client, path: str = OWN) -> str:
    return client.get(path).content.decode()


def test_without_script_a_button_says_it_and_takes_it_back(
    thread: Thread, signed_in: Client, client: Client
) -> None:
    comment = a_comment(thread=thread)

    answer = signed_in.post(address(comment), {"useful": "1"})
    given, for_others = html(signed_in), html(client)
    signed_in.post(address(comment), {"useful": "0"})

    assert (answer.status_code, answer["Location"]) == (303, f"{OWN}#c1")
    assert 'value="0" aria-pressed="true"' in given
    assert 'Useful <span class="comment__count">1</span>' in given
    assert 'Useful <span class="comment__count">1</span>' in for_others
    assert Reaction.objects.count() == 0


def test_with_htmx_the_answer_is_the_button_as_it_is_now(thread: Thread, signed_in: Client) -> None:
    comment = a_comment(thread=thread)

    answer = signed_in.post(address(comment), {"useful": "1"}, headers={"HX-Request": "true"})

    assert re.match(
        r'<button class="comment__useful" id="u\d+" form="react" .*>1</span>', answer.content.decode()
    )


@pytest.mark.parametrize(
    ("action", "why"),
    [
        ("comments/{comment}/react/", "to call a comment useful"),
        ("threads/{thread}/follow/", "to follow a conversation"),
    ],
)
def test_the_sign_in_tells_strangers_why_they_are_there(
    client: Client, thread: Thread, action: str, why: str
) -> None:
    asked = f"/en/{action.format(comment=a_comment(thread=thread).pk, thread=thread.pk)}"

    entrance = client.get(asked, follow=True)
    refused = client.post("/en/accounts/login/", {"login": "nobody", "password": "x", "next": asked})
    others = client.get("/en/accounts/login/?next=/en/talk/page/")

    assert f"Sign in {why}" in entrance.content.decode()
    assert f"Sign in {why}" in refused.content.decode()
    assert "entrance__lead" not in others.content.decode()


def test_a_stranger_is_led_to_sign_in_and_back(client: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread)

    page, answer = html(client), client.get(address(comment))

    assert f'href="{address(comment)}" rel="nofollow">Useful' in page
    assert answer["Location"].endswith(f"?next={address(comment)}")


def test_getting_the_page_changes_nothing_and_says_how_it_is_sorted(
    thread: Thread, signed_in: Client
) -> None:
    page = html(signed_in, address(a_comment(thread=thread)))

    assert "Yes, it is useful" in page
    assert "Evan Miller" in page
    assert Reaction.objects.count() == 0


def test_an_own_comment_has_no_button_and_is_refused(thread: Thread, member: User, signed_in: Client) -> None:
    comment = a_comment(thread=thread, author=member)

    assert '<button class="comment__useful"' not in html(signed_in)
    assert signed_in.post(address(comment)).status_code == 403


@pytest.mark.parametrize("state", [State.PENDING, State.REMOVED])
def test_what_is_not_public_is_not_there(thread: Thread, signed_in: Client, state: State) -> None:
    comment = a_comment(thread=thread, state=state)

    assert signed_in.post(address(comment)).status_code == 404


def test_without_a_token_nothing_is_said(thread: Thread, member: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)

    assert client.post(address(a_comment(thread=thread))).status_code == 403
    assert Reaction.objects.count() == 0


def test_the_token_of_the_page_is_good_for_every_button(thread: Thread, member: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    comment = a_comment(thread=thread)
    form = re.search(r'<form id="react".*?name="csrfmiddlewaretoken" value="(\w+)"', html(client))

    assert form
    answer = client.post(address(comment), {"useful": "1", "csrfmiddlewaretoken": form[1]})
    assert answer.status_code == 303


@pytest.mark.parametrize("count", [1, 30])
def test_own_reactions_cost_the_same_whatever_was_said(
    thread: Thread, signed_in: Client, member: User, count: int, django_assert_max_num_queries
) -> None:
    many_comments(thread, count, author=a_person())
    for comment in thread.comments.all():
        Reaction.objects.create(comment=comment, thread=thread, person=member, at=comment.posted_at)
    html(signed_in)

    with django_assert_max_num_queries(20) as asked:
        page = html(signed_in)

    assert page.count('value="0" aria-pressed="true"') == min(count, ROOTS_A_PAGE)
    assert len([query for query in asked if "comments_reaction" in query["sql"]]) <= 2


def test_who_reacts_faster_than_anybody_reads_has_to_wait(
    thread: Thread, signed_in: Client, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"react": "1/m/user"}
    comment = a_comment(thread=thread)
    signed_in.post(address(comment), {"useful": "1"})

    page = signed_in.post(address(comment), {"useful": "0"})
    button = signed_in.post(address(comment), {"useful": "0"}, headers={"HX-Request": "true"})

    assert (page.status_code, button.status_code) == (429, 429)
    assert 'aria-pressed="true"' in button.content.decode()
    assert Reaction.objects.count() == 1


def in_place(client: Client, comment: Comment, useful: str = "1") -> tuple[int, str]:
    answer = client.post(address(comment), {"useful": useful}, headers={"HX-Request": "true"})
    return answer.status_code, answer.content.decode()


def a_button(answer: str) -> bool:
    return re.fullmatch(r'<button class="comment__useful".*</button>\s*', answer, re.DOTALL) is not None


def test_in_place_a_limit_is_one_sentence_in_the_button_which_stays(
    thread: Thread, signed_in: Client, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"react": "1/m/user"}
    comment = a_comment(thread=thread)
    in_place(signed_in, comment)

    status, answer = in_place(signed_in, comment, "0")

    assert (status, a_button(answer)) == (429, True)
    assert "Many in one minute: please wait a moment." in answer
    assert 'aria-pressed="true"' in answer


def test_in_place_an_own_comment_is_refused_in_the_button(
    thread: Thread, member: User, signed_in: Client
) -> None:
    status, answer = in_place(signed_in, a_comment(thread=thread, author=member))

    assert (status, a_button(answer)) == (403, True)
    assert "This is your own comment." in answer


def test_in_place_what_is_gone_is_said_in_one_sentence(thread: Thread, signed_in: Client) -> None:
    status, answer = in_place(signed_in, a_comment(thread=thread, state=State.REMOVED))

    assert (status, "<html" in answer) == (404, False)
    assert "This comment is not public any more." in answer


def test_in_place_whoever_was_signed_out_gets_a_link(thread: Thread, client: Client) -> None:
    comment = a_comment(thread=thread)

    status, answer = in_place(client, comment)

    assert (status, "<html" in answer) == (403, False)
    assert f"/en/accounts/login/?next=%2Fen%2Fcomments%2F{comment.pk}%2Freact%2F" in answer


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_without_a_token_nothing_is_said_and_a_sentence_tells_so(
    thread: Thread, member: User, headers: dict[str, str]
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member)

    answer = strict.post(address(a_comment(thread=thread)), {"useful": "1"}, headers=headers)

    assert answer.status_code == 403
    assert "This page had expired." in answer.content.decode()
    assert not Reaction.objects.exists()
