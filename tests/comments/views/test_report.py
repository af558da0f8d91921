"""The form by which a comment is reported, the receipt, and the tab of the queue (M4, M6)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.rules.roles import Role
from comments.actions.moderate import moderate
from comments.actions.reporting import report_comment
from comments.models import Comment, Report, Thread
from comments.rules.states import REMOVE, State
from tests.builders import NOW, a_comment, a_person
from tests.comments.views.conftest import many_comments

REPORTED = "/en/moderation/reported/"
DECIDE = "/en/moderation/reported/decide/"


def form_of(comment: Comment) -> str:
    return f"/en/comments/{comment.pk}/report/"


@pytest.fixture
def comment(thread: Thread) -> Comment:
    return a_comment(thread=thread, body="THE WORDS", author=a_person("Udo"))


@pytest.fixture
def desk(db: None) -> Client:
    client = Client()
    client.force_login(a_person("Lea", Role.MODERATOR))
    return client


def reported(comment: Comment, by: User | None = None, text: str = "") -> Report:
    reporter = by or a_person()
    return report_comment(comment=comment, reporter=reporter, reason="insult", text=text, now=NOW)


def token_of(comment: Comment, report: Report) -> str:
    return f"{comment.pk}:{comment.state}:{comment.text_number}:{report.pk}"


def test_every_comment_of_others_leads_to_its_report_form(client: Client, comment: Comment) -> None:
    page = client.get("/en/talk/page/").content.decode()

    assert f'href="{form_of(comment)}"' in page


def test_a_member_reports_and_then_sees_what_became_of_it(signed_in: Client, comment: Comment) -> None:
    asked = signed_in.get(form_of(comment)).content.decode()
    answer = signed_in.post(form_of(comment), {"reason": "insult", "text": "Look at it."})
    page = signed_in.get(form_of(comment)).content.decode()

    assert "THE WORDS" in asked
    assert (answer.status_code, answer["Location"]) == (303, form_of(comment))
    assert "It is with the moderators." in page and "Look at it." in page
    assert Report.objects.get().reason == "insult"


@pytest.mark.parametrize("form", [{}, {"reason": "insulting"}, {"reason": "other", "text": " "}])
def test_a_report_without_a_reason_comes_back(signed_in: Client, comment: Comment, form: dict) -> None:
    answer = signed_in.post(form_of(comment), form | {"text": form.get("text", "My words.")})

    assert answer.status_code == 422
    assert form.get("text") or "My words." in answer.content.decode()
    assert not Report.objects.exists()


def test_the_same_form_sent_twice_is_one_report(signed_in: Client, comment: Comment) -> None:
    answers = [signed_in.post(form_of(comment), {"reason": "spam"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 200]
    assert Report.objects.count() == 1


def test_an_own_comment_cannot_be_reported(client: Client, comment: Comment) -> None:
    client.force_login(comment.author)

    assert "This is your own comment." in client.get(form_of(comment)).content.decode()
    assert client.post(form_of(comment), {"reason": "spam"}).status_code == 403
    assert not Report.objects.exists()


def test_a_comment_that_went_meanwhile_gives_the_words_of_the_reporter_back(
    signed_in: Client, comment: Comment
) -> None:
    Comment.objects.filter(pk=comment.pk).update(state=State.PENDING)

    answer = signed_in.post(form_of(comment), {"reason": "other", "text": "MY SENTENCE"})

    assert answer.status_code == 409
    assert "MY SENTENCE" in answer.content.decode()
    assert "THE WORDS" not in answer.content.decode()


def test_the_page_of_a_reporter_shows_nothing_of_others(client: Client, comment: Comment) -> None:
    reporter = a_person("Reporter")
    reported(comment, reporter)
    reported(comment, a_person("Somebody else"), text="OTHER WORDS")
    moderate(
        comment=comment, move=REMOVE, actor=a_person("Lea", Role.MODERATOR).as_actor(), note="NOTE", now=NOW
    )
    client.force_login(reporter)

    page = client.get(form_of(comment)).content.decode()

    assert "the comment was removed" in page
    for secret in ("Somebody else", "OTHER WORDS", "NOTE", "Lea", "Udo", "THE WORDS"):
        assert secret not in page


def test_a_stranger_reports_what_is_illegal_and_gets_a_receipt(client: Client, comment: Comment) -> None:
    answer = client.post(form_of(comment), {"text": "It breaks the law.", "good_faith": "on"})
    address = answer["Location"]
    receipt = client.get(address)

    report = Report.objects.get()
    assert (report.reason, report.reporter, report.mail, report.language) == ("illegal", None, "", "en")
    assert re.fullmatch(r"/en/reports/\d+:[\w-]+/", address)
    assert "It is with the moderators." in receipt.content.decode()
    assert receipt["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("left_out", ["text", "good_faith"])
def test_a_notice_says_why_and_that_it_is_honest(client: Client, comment: Comment, left_out: str) -> None:
    form = {"text": "It breaks the law.", "good_faith": "on"}
    del form[left_out]

    assert client.post(form_of(comment), form).status_code == 422
    assert not Report.objects.exists()


def test_a_machine_that_fills_every_field_reports_nothing(client: Client, comment: Comment) -> None:
    form = {"text": "It breaks the law.", "good_faith": "on", "website": "http://spam.example"}

    assert client.post(form_of(comment), form).status_code == 422
    assert not Report.objects.exists()


def test_strangers_of_one_network_report_five_times_an_hour(client: Client, comment: Comment) -> None:
    form = {"text": "It breaks the law.", "good_faith": "on"}

    statuses = [client.post(form_of(comment), form).status_code for _ in range(6)]

    assert statuses == [303] * 5 + [429]


@pytest.mark.parametrize("token", ["1", "1:forged", "0:0"])
def test_a_receipt_is_nobodys_without_its_token(client: Client, comment: Comment, token: str) -> None:
    reported(comment)

    assert client.get(f"/en/reports/{token}/").status_code == 404


def test_the_queue_shows_what_was_said_and_not_by_whom(desk: Client, comment: Comment) -> None:
    reported(comment, a_person("Reporter"), text="Look at the second word.")

    page = desk.get(REPORTED).content.decode()

    assert "Look at the second word." in page and "THE WORDS" in page
    assert "Reporter" not in page.replace("Reported", "")


def test_a_report_that_weighs_nothing_has_no_weight_in_the_queue(desk: Client, comment: Comment) -> None:
    report = reported(comment, text="Somebody should look.")
    Report.objects.filter(pk=report.pk).update(weight=1.0)
    before = desk.get(REPORTED).content.decode()
    Report.objects.filter(pk=report.pk).update(weight=0.0)
    after = desk.get(REPORTED).content.decode()

    assert "weight" in before
    assert "Somebody should look." in after and "weight" not in after


def test_the_queue_asks_the_same_for_one_and_for_thirty(
    desk: Client, thread: Thread, django_assert_num_queries
) -> None:
    def ask(rows: int) -> int:
        with django_assert_num_queries(20, exact=False) as asked:
            assert desk.get(REPORTED).content.decode().count("data-row") == min(rows, 25)
        return len(asked)

    many_comments(thread, 30, author=a_person())
    comments = list(Comment.objects.all())
    reported(comments[0])
    desk.get(REPORTED)
    one = ask(1)
    for each in comments[1:]:
        reported(each)

    assert ask(30) == one


def test_a_comment_that_is_left_up_leaves_the_queue(desk: Client, comment: Comment) -> None:
    report = reported(comment)

    answer = desk.post(DECIDE, {"comment": token_of(comment, report), "move": "approve"})

    assert answer.status_code == 303
    assert "No report waits." in desk.get(REPORTED).content.decode()


def test_a_comment_is_removed_from_the_tab(desk: Client, comment: Comment) -> None:
    report = reported(comment)

    desk.post(
        DECIDE,
        {
            "comment": token_of(comment, report),
            "move": "remove",
            "reason": "insult",
            "statement": "The second word.",
        },
    )

    case = comment.cases.get()
    assert (case.ground, case.statement, case.found) == ("insult", "The second word.", "reports")


def test_the_second_moderator_reads_who_was_faster(desk: Client, comment: Comment) -> None:
    report = reported(comment)
    other = Client()
    other.force_login(a_person("Mo", Role.MODERATOR))
    other.post(DECIDE, {"comment": token_of(comment, report), "move": "approve"})

    answer = desk.post(DECIDE, {"comment": token_of(comment, report), "move": "remove", "reason": "insult"})

    assert answer.status_code == 409
    assert "Mo looked at the reports and left it up." in answer.content.decode()
    assert Comment.objects.get().state == State.PUBLIC


@pytest.mark.parametrize("token", ["1", "1:public", "1:public:1:x", "x:y:z:1"])
def test_a_broken_form_changes_nothing(desk: Client, comment: Comment, token: str) -> None:
    reported(comment)

    assert desk.post(DECIDE, {"comment": token, "move": "remove"}).status_code in {409, 422}
    assert Comment.objects.get().state == State.PUBLIC


@pytest.mark.parametrize("roles", [(), (Role.EDITOR,)])
def test_members_and_editors_do_not_enter(comment: Comment, roles: tuple[Role, ...]) -> None:
    client = Client()
    client.force_login(a_person(None, *roles))
    report = reported(comment)

    assert client.get(REPORTED).status_code == 403
    assert client.post(DECIDE, {"comment": token_of(comment, report), "move": "remove"}).status_code == 403


def test_known_members_together_hide_a_comment_from_the_page(client: Client, comment: Comment) -> None:
    long_ago = timezone.now() - timedelta(days=400)
    for _ in range(3):
        member = a_person(date_joined=long_ago)
        member.standing, _created = type(comment.author.standing).objects.update_or_create(
            user=member, defaults={"public_comments": 8}
        )
        visitor = Client()
        visitor.force_login(member)
        visitor.post(form_of(comment), {"reason": "insult"})

    assert Comment.objects.get().state == State.HIDDEN
    assert "THE WORDS" not in client.get("/en/talk/page/").content.decode()
