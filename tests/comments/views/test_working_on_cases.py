"""Claims, notes, second opinions and undoing, by the pages of the queue (M4)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.rules.roles import Role, system
from comments.actions.casework import ask_opinion, claim, note
from comments.actions.moderate import moderate
from comments.models import CaseNote, Claim, Comment, Ruling, SecondOpinion, Thread
from comments.rules.casework import UNDO_FOR
from comments.rules.states import REMOVE, State
from tests.builders import a_comment, a_person

QUEUE, DECIDE = "/en/moderation/", "/en/moderation/decide/"
DECISIONS = "/en/moderation/decisions/"


@pytest.fixture
def lea(db: None) -> User:
    return a_person("Lea", Role.MODERATOR)


@pytest.fixture
def mo(db: None) -> User:
    return a_person("Mo", Role.MODERATOR)


def desk_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def desk(lea: User) -> Client:
    return desk_of(lea)


@pytest.fixture
def waiting(thread: Thread) -> Comment:
    return a_comment(thread=thread, state=State.PENDING)


def on(comment: Comment, what: str, client: Client, **fields: str):
    form = {"seen": f"{comment.state}:1", "at": f"q{comment.pk}"} | fields
    return client.post(f"/en/moderation/comments/{comment.pk}/{what}/", form)


def decide(client: Client, *comments: Comment, move: str = "approve", **fields: str):
    seen = [f"{comment.pk}:{comment.state}" for comment in comments]
    return client.post(DECIDE, {"comment": seen, "move": move, "reason": "other"} | fields)


def test_a_claim_is_shown_to_others_with_name_and_minutes(desk: Client, waiting: Comment, mo: User) -> None:
    answer = on(waiting, "claim", desk)

    assert (answer.status_code, answer["Location"]) == (303, f"{QUEUE}#q{waiting.pk}")
    assert "You look at this; it stays yours for 15 minutes." in desk.get(QUEUE).content.decode()
    assert "Lea looks at this, for 15 minutes more." in desk_of(mo).get(QUEUE).content.decode()


def test_a_claim_is_given_back(desk: Client, waiting: Comment) -> None:
    on(waiting, "claim", desk)

    on(waiting, "release", desk)

    assert not Claim.objects.exists()


def test_who_decides_about_a_claimed_case_is_asked_and_loses_no_word(
    desk: Client, waiting: Comment, mo: User
) -> None:
    claim(comment=waiting, actor=mo.as_actor(), now=timezone.now())

    asked = decide(desk, waiting, move="remove", statement="Line one.\nLine <two>.", note="n")
    page = asked.content.decode()

    assert asked.status_code == 409
    assert "Mo looks at this" in page and "Line &lt;two&gt;." in page
    assert Comment.objects.get().state == State.PENDING
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
    assert {"comment", "move", "reason", "note", "despite"} <= set(fields)


def test_it_can_be_decided_all_the_same(desk: Client, waiting: Comment, mo: User) -> None:
    claim(comment=waiting, actor=mo.as_actor(), now=timezone.now())

    assert decide(desk, waiting, despite="1").status_code == 303

    assert (Comment.objects.get().state, Claim.objects.count()) == (State.PUBLIC, 0)


def test_one_claimed_case_of_many_stops_all(desk: Client, thread: Thread, mo: User) -> None:
    first, second = (a_comment(thread=thread, state=State.PENDING) for _ in range(2))
    claim(comment=second, actor=mo.as_actor(), now=timezone.now())

    assert decide(desk, first, second).status_code == 409

    assert set(Comment.objects.values_list("state", flat=True)) == {State.PENDING}


def test_a_case_that_was_decided_is_not_claimed_and_one_is_told(desk: Client, waiting: Comment) -> None:
    moderate(
        comment=Comment.objects.get(), move=REMOVE, actor=system("tests"), reason="other", now=timezone.now()
    )

    answer = on(waiting, "claim", desk)

    assert "Somebody else has decided" in desk.get(answer["Location"]).content.decode()
    assert not Claim.objects.exists()


def test_a_note_is_shown_to_moderators_and_never_to_the_author(desk: Client, waiting: Comment) -> None:
    on(waiting, "note", desk, note="Three names <b>")

    author = desk_of(waiting.author)
    assert "Three names &lt;b&gt;" in desk.get(QUEUE).content.decode()
    assert "Three names" in desk.get(f"/en/moderation/comments/{waiting.pk}/").content.decode()
    assert "Three names" not in author.get(f"/en/comments/{waiting.pk}/status/").content.decode()


def test_an_empty_note_is_none(desk: Client, waiting: Comment) -> None:
    answer = on(waiting, "note", desk, note=" ")

    assert "the note is empty" in desk.get(answer["Location"]).content.decode()
    assert not CaseNote.objects.exists()


def test_a_question_goes_to_the_others_and_the_answer_comes_back(
    desk: Client, waiting: Comment, mo: User
) -> None:
    other = desk_of(mo)
    on(waiting, "ask", desk, question="Is this satire?")

    page = other.get(f"{QUEUE}?state=opinions").content.decode()
    assert "Is this satire?" in page and "Give this opinion" in page
    assert "Give this opinion" not in desk.get(f"{QUEUE}?state=opinions").content.decode()
    on(waiting, "opinion", other, opinion="remove", words="No, he means it.")

    page = desk.get(f"{QUEUE}?state=opinions").content.decode()
    assert "Mo would remove it." in page and "No, he means it." in page
    assert Comment.objects.get().state == State.PENDING


def test_a_question_does_not_offer_to_undo_the_decision_before_it(
    desk: Client, thread: Thread, waiting: Comment
) -> None:
    other = a_comment(thread=thread, state=State.PENDING)
    decided = desk.get(decide(desk, other)["Location"]).content.decode()
    asked = desk.get(on(waiting, "ask", desk, question="Is this satire?")["Location"]).content.decode()

    assert "data-undo" in decided
    assert "The others find it" in asked and "data-undo" not in asked


def test_nobody_answers_an_own_question(desk: Client, waiting: Comment) -> None:
    on(waiting, "ask", desk, question="Is this satire?")

    answer = on(waiting, "opinion", desk, opinion="remove")

    assert "somebody else answers" in desk.get(answer["Location"]).content.decode()
    assert SecondOpinion.objects.wanted().exists()


@pytest.mark.parametrize("what", ["claim", "release", "note", "ask", "opinion"])
def test_only_moderators_work_on_cases_and_only_by_sending_a_form(
    desk: Client, waiting: Comment, what: str
) -> None:
    address = f"/en/moderation/comments/{waiting.pk}/{what}/"

    assert desk.get(address).status_code == 405
    assert desk_of(a_person()).post(address).status_code == 403
    assert desk.post(f"/en/moderation/comments/987654/{what}/").status_code in {303, 404}


@pytest.mark.parametrize(
    "form", [{}, {"seen": "x" * 99, "at": "//evil.example"}, {"seen": "pending:1", "at": 'q1"><b>'}]
)
def test_a_broken_form_leads_back_to_the_queue(desk: Client, waiting: Comment, form: dict[str, str]) -> None:
    answer = desk.post(f"/en/moderation/comments/{waiting.pk}/claim/", form)

    assert (answer.status_code, answer["Location"]) == (303, QUEUE)


def test_a_decision_can_be_undone_from_where_one_lands(desk: Client, thread: Thread) -> None:
    comments = [a_comment(thread=thread, state=State.PENDING) for _ in range(3)]
    page = desk.get(decide(desk, *comments)["Location"]).content.decode()
    (address,) = re.findall(r'action="(/en/moderation/decisions/\d+/undo/)"', page)

    answer = desk.post(address, {"state": "spam", "author": "x", "page": "2"})

    assert answer["Location"] == f"{QUEUE}?state=spam&author=x&page=2"
    assert "Undone: 3 comments are where they were" in desk.get(answer["Location"]).content.decode()
    assert set(Comment.objects.values_list("state", flat=True)) == {State.PENDING}


def test_the_last_decision_stays_at_hand_and_in_the_list_of_own_ones(desk: Client, waiting: Comment) -> None:
    decide(desk, waiting)
    desk.get(QUEUE)

    for page in (desk.get(QUEUE), desk.get(f"{QUEUE}appeals/"), desk.get(DECISIONS)):
        assert f"/en/moderation/decisions/{Ruling.objects.get().pk}/undo/" in page.content.decode()
    assert "1 comment approved." in desk.get(DECISIONS).content.decode()


def test_after_ten_minutes_it_is_offered_no_more(desk: Client, waiting: Comment) -> None:
    decide(desk, waiting)
    Ruling.objects.update(at=timezone.now() - UNDO_FOR)
    address = f"{DECISIONS}{Ruling.objects.get().pk}/undo/"

    assert "/undo/" not in desk.get(QUEUE).content.decode() + desk.get(DECISIONS).content.decode()
    assert desk.post(address).status_code == 409
    assert Comment.objects.get().state == State.PUBLIC


def test_what_somebody_did_meanwhile_is_named_and_nothing_is_undone(desk: Client, waiting: Comment) -> None:
    decide(desk, waiting)
    mover = a_person("Nils", Role.MODERATOR).as_actor()
    moderate(comment=Comment.objects.get(), move=REMOVE, actor=mover, reason="insult", now=timezone.now())

    answer = desk.post(f"{DECISIONS}{Ruling.objects.get().pk}/undo/")

    assert answer.status_code == 409
    assert "Nils removed it: insult." in answer.content.decode()
    assert Comment.objects.get().state == State.REMOVED


def test_nobody_sees_or_undoes_what_others_decided(desk: Client, waiting: Comment, mo: User) -> None:
    decide(desk, waiting)
    other = desk_of(mo)

    assert "/undo/" not in other.get(DECISIONS).content.decode()
    assert other.post(f"{DECISIONS}{Ruling.objects.get().pk}/undo/").status_code == 404


def test_all_that_is_shown_of_the_work_takes_as_many_queries_with_1_as_with_30_cases(
    desk: Client, thread: Thread, mo: User, django_assert_num_queries
) -> None:
    def a_case() -> None:
        comment = a_comment(thread=thread, state=State.PENDING)
        now = timezone.now() - timedelta(minutes=1)
        note(comment=comment, text="x", actor=mo.as_actor(), now=now)
        ask_opinion(comment=comment, question="x", actor=mo.as_actor(), now=now)
        claim(comment=comment, actor=mo.as_actor(), now=now)

    a_case()
    desk.get(QUEUE)
    with django_assert_num_queries(14):
        desk.get(f"{QUEUE}?state=opinions")
    for _ in range(29):
        a_case()

    with django_assert_num_queries(14):
        page = desk.get(f"{QUEUE}?state=opinions").content.decode()

    assert page.count("second opinion wanted") == 25


def test_own_decisions_take_as_many_queries_with_1_as_with_30(
    desk: Client, thread: Thread, django_assert_num_queries
) -> None:
    decide(desk, a_comment(thread=thread, state=State.PENDING))
    desk.get(DECISIONS)
    with django_assert_num_queries(6):
        desk.get(DECISIONS)
    for _ in range(29):
        decide(desk, a_comment(thread=thread, state=State.PENDING))
    desk.get(DECISIONS)  # with all that was said after each

    with django_assert_num_queries(6):
        assert desk.get(DECISIONS).content.decode().count("rulings__row") == 30
