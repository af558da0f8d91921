"""The statement of reasons, the appeal, and the tab of the queue (M4, M7)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.rules.roles import Role
from comments.actions.appeals import appeal
from comments.actions.moderate import moderate
from comments.models import Appeal, Case, Comment, Thread
from comments.rules.states import REMOVE, State
from comments.signed import case_path
from tests.builders import a_comment, a_person

APPEALS = "/en/moderation/appeals/"
DECIDE = "/en/moderation/appeals/decide/"


@pytest.fixture
def lea(db: None) -> User:
    return a_person("Lea", Role.MODERATOR)


@pytest.fixture
def desk(db: None) -> Client:
    client = Client()
    client.force_login(a_person("Mo", Role.MODERATOR))
    return client


@pytest.fixture
def case(thread: Thread, member: User, lea: User) -> Case:
    return removed(a_comment(thread=thread, author=member, body="THE WORDS"), lea)


def removed(comment: Comment, moderator: User) -> Case:
    moderate(
        comment=comment,
        move=REMOVE,
        actor=moderator.as_actor(),
        reason="insult",
        note="NOTE",
        statement="The second word.",
        now=timezone.now(),
    )
    return Case.objects.with_context().get(comment=comment)


def page_of(case: Case) -> str:
    return f"/en{case_path(case).removeprefix('/en')}"


def appealed(case: Case) -> Appeal:
    return appeal(case=case, by=case.comment.author, text="I quoted him.", now=timezone.now())


def test_the_author_reads_every_field_and_the_own_words(signed_in: Client, case: Case) -> None:
    page = signed_in.get(page_of(case)).content.decode()

    for words in (
        "Your comment was removed.",
        "House rules: insult.",
        "The second word.",
        "A moderator came upon it",
        "A person decided this.",
        "you can appeal on this page",
        "THE WORDS",
    ):
        assert words in page
    for secret in ("Lea", "NOTE"):
        assert secret not in page


def test_a_stranger_with_the_address_of_a_member_is_asked_to_sign_in(client: Client, case: Case) -> None:
    answer = client.get(page_of(case))

    assert (answer.status_code, answer["Location"].startswith("/en/accounts/login/")) == (302, True)


def test_another_member_with_the_address_finds_nothing(client: Client, case: Case) -> None:
    client.force_login(a_person())

    assert client.get(page_of(case)).status_code == 404
    assert client.post(page_of(case), {"text": "Mine!"}).status_code == 404


def test_a_former_member_needs_the_address_alone(client: Client, case: Case) -> None:
    Comment.objects.update(author=None)

    assert "THE WORDS" in client.get(page_of(case)).content.decode()
    assert client.post(page_of(case), {"text": "I was right."}).status_code == 303
    assert Appeal.objects.get().text == "I was right."


@pytest.mark.parametrize("token", ["1", "1:forged"])
def test_a_forged_address_leads_nowhere(signed_in: Client, case: Case, token: str) -> None:
    assert signed_in.get(f"/en/cases/{token}/").status_code == 404


def test_the_author_appeals_once(signed_in: Client, case: Case) -> None:
    first = signed_in.post(page_of(case), {"text": "I quoted him."})
    second = signed_in.post(page_of(case), {"text": "And again."})

    assert (first.status_code, second.status_code) == (303, 409)
    assert "Another moderator looks at it" in signed_in.get(page_of(case)).content.decode()


def test_an_empty_appeal_comes_back(signed_in: Client, case: Case) -> None:
    assert signed_in.post(page_of(case), {"text": "  "}).status_code == 422
    assert not Appeal.objects.exists()


def test_too_late_is_said_and_the_text_comes_back(signed_in: Client, case: Case) -> None:
    Case.objects.update(opened_at=timezone.now() - timedelta(days=400))

    answer = signed_in.post(page_of(case), {"text": "MY SENTENCE"})

    assert answer.status_code == 409
    assert "An appeal is not possible any more." in answer.content.decode()


def test_the_queue_shows_the_appeal_beside_the_decision(desk: Client, case: Case) -> None:
    appealed(case)

    page = desk.get(APPEALS).content.decode()

    for words in ("I quoted him.", "THE WORDS", "The second word.", "Decided by Lea."):
        assert words in page


def test_the_queue_asks_the_same_for_one_and_for_ten(
    desk: Client, thread: Thread, lea: User, case: Case, django_assert_num_queries
) -> None:
    def ask(rows: int) -> int:
        with django_assert_num_queries(20, exact=False) as asked:
            assert desk.get(APPEALS).content.decode().count("data-row") == rows
        return len(asked)

    appealed(case)
    desk.get(APPEALS)
    one = ask(1)
    for _ in range(9):
        appealed(removed(a_comment(thread=thread), lea))

    assert ask(10) == one


def test_another_moderator_reverses_and_the_author_reads_it(
    desk: Client, signed_in: Client, case: Case
) -> None:
    made = appealed(case)

    answer = desk.post(DECIDE, {"appeal": made.pk, "move": "grant", "answer": "It was a quotation."})

    page = signed_in.get(page_of(case)).content.decode()
    assert answer.status_code == 303
    assert Comment.objects.get().state == State.PUBLIC
    assert "your appeal was granted" in page and "It was a quotation." in page
    assert "Mo" not in page.replace("Moderat", "").replace("Moment", "")


def test_a_refusal_needs_a_reason_and_keeps_what_was_typed(desk: Client, case: Case) -> None:
    made = appealed(case)

    answer = desk.post(DECIDE, {"appeal": made.pk, "move": "deny", "answer": ""})

    assert answer.status_code == 422
    assert "Please tell the author why the decision stands." in answer.content.decode()
    made.refresh_from_db()
    assert made.decided_at is None


def test_whoever_decided_waits_a_day_and_keeps_the_answer(lea: User, case: Case) -> None:
    made, client = appealed(case), Client()
    client.force_login(lea)

    page = client.get(APPEALS).content.decode()
    answer = client.post(DECIDE, {"appeal": made.pk, "move": "deny", "answer": "It stands."})

    assert "somebody else decides about the appeal" in page
    assert 'value="deny"' not in page
    assert answer.status_code == 403


def test_the_second_moderator_reads_who_was_faster(desk: Client, case: Case) -> None:
    made, other = appealed(case), Client()
    other.force_login(a_person("Ida", Role.MODERATOR))
    other.post(DECIDE, {"appeal": made.pk, "move": "deny", "answer": "It stands."})

    answer = desk.post(DECIDE, {"appeal": made.pk, "move": "grant", "answer": ""})

    assert answer.status_code == 409
    assert "Ida denied the appeal" in answer.content.decode()
    assert Comment.objects.get().state == State.REMOVED


@pytest.mark.parametrize("form", [{}, {"appeal": "x", "move": "grant"}, {"appeal": "999", "move": "grant"}])
def test_a_broken_form_is_answered(desk: Client, case: Case, form: dict) -> None:
    assert desk.post(DECIDE, form).status_code in {409, 422}


@pytest.mark.parametrize("roles", [(), (Role.EDITOR,)])
def test_members_and_editors_do_not_enter(case: Case, roles: tuple[Role, ...]) -> None:
    client = Client()
    client.force_login(a_person(None, *roles))

    assert client.get(APPEALS).status_code == 403
    assert client.post(DECIDE, {"appeal": 1, "move": "grant"}).status_code == 403


def test_the_status_page_and_the_inbox_lead_to_the_reasons(signed_in: Client, case: Case) -> None:
    page = signed_in.get(f"/en/comments/{case.comment_id}/status/").content.decode()

    assert f'href="{page_of(case)}"' in page
