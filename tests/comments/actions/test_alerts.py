"""Moderators are written to when something waits too long: once a day, without a word of a reader (M4)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from accounts.actions.roles import revoke_role
from accounts.models import Delivery
from accounts.rules.roles import Role, system
from comments.actions.alerts import owe_alerts
from comments.actions.appeals import appeal
from comments.actions.moderate import moderate
from comments.actions.reporting import report_comment
from comments.actions.unsubscribing import Scope, stop
from comments.alerts import piles
from comments.models import Case, Discussion
from comments.rules.notices import Topic
from comments.rules.states import APPROVE, HOLD, State
from tests.builders import NOW, a_comment, a_person, a_thread
from tests.comments.letters import a_mailed_person, send_all

pytestmark = pytest.mark.django_db

TOO_LONG = NOW + timedelta(hours=24)


@pytest.fixture
def lea():
    person = a_mailed_person("Lea", is_staff=True)
    person.groups.add(Group.objects.get(name=Role.MODERATOR))
    return person


def alerts(now=TOO_LONG):
    owe_alerts(now)
    return [mail for mail in send_all(now) if "waits for you" in mail.subject]


def test_a_mail_says_how_much_waits_and_since_when_and_not_a_word_of_it(lea):
    a_comment(body="SECRET WORDS", author=a_person("Wortführer"), state=State.PENDING)
    a_comment(state=State.PENDING, now=NOW + timedelta(hours=20))

    (mail,) = alerts()

    assert mail.to == [lea.email]
    assert "Waiting: 2, the oldest for 24 hours." in mail.body and "/en/moderation/" in mail.body
    assert "SECRET" not in str(mail.message()) and "Wortführer" not in mail.body


def test_nothing_is_written_before_its_time_or_where_nothing_waits(lea):
    assert alerts() == []
    a_comment(state=State.PENDING)

    assert alerts(TOO_LONG - timedelta(minutes=1)) == []


def test_a_day_brings_one_mail_and_the_next_another(lea):
    a_comment(state=State.PENDING)

    counts = [len(alerts(TOO_LONG + timedelta(hours=hours))) for hours in (0, 1, 23, 24, 25)]

    assert counts == [1, 0, 0, 1, 0]


def test_who_stops_these_mails_gets_no_more_of_them_and_all_others(lea):
    a_comment(state=State.PENDING)

    stop(Scope.topic(lea.pk, Topic.ALERTS))

    assert alerts() == []
    assert [row.topic for row in lea.notice_settings.all()] == ["alerts"]


def test_the_link_in_the_mail_stops_exactly_these(lea):
    a_comment(state=State.PENDING)

    (mail,) = alerts()

    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.extra_headers["List-Unsubscribe"].strip("<>") in mail.body


def test_members_and_people_who_moderate_no_more_hear_nothing(lea):
    a_mailed_person("Member")
    a_comment(state=State.PENDING)
    owe_alerts(TOO_LONG)
    revoke_role(person=lea, role=Role.MODERATOR, actor=system("tests"), now=NOW)

    assert send_all(TOO_LONG) == []
    assert Delivery.objects.get().state == "dropped"


def test_what_was_decided_before_the_mail_goes_is_not_told(lea):
    comment = a_comment(state=State.PENDING)
    owe_alerts(TOO_LONG)

    moderate(comment=comment, move=APPROVE, actor=system("tests"), now=TOO_LONG)

    assert send_all(TOO_LONG) == []


def test_a_site_can_do_without(lea):
    a_comment(state=State.PENDING)
    Discussion.objects.update_or_create(pk=1, defaults={"alert_after_hours": None})

    assert alerts() == []


def test_what_was_put_back_waits_since_then():
    long_ago = NOW - timedelta(days=300)
    comment = a_comment(thread=a_thread(visible_from=long_ago), now=long_ago)
    moderate(comment=comment, move=HOLD, actor=system("tests"), now=NOW)

    assert [(pile.name, pile.oldest) for pile in piles()] == [("held", NOW)]


def test_every_list_is_counted():
    reported, removed = a_comment(), a_comment(state=State.REMOVED, reason="insult")
    a_comment(state=State.PENDING)
    for _ in range(2):
        report_comment(comment=reported, reporter=a_person(), reason="insult", text="", now=NOW)
    appeal(case=Case.objects.with_context().get(), by=removed.author, text="Why?", now=NOW)

    assert {pile.name: pile.count for pile in piles()} == {"held": 1, "reported": 1, "appeals": 1}


def test_it_is_asked_with_as_many_queries_for_1_as_for_30(django_assert_num_queries):
    a_comment(state=State.PENDING)
    with django_assert_num_queries(5):
        piles()
    for _ in range(29):
        a_comment(state=State.PENDING)

    with django_assert_num_queries(5):
        assert [pile.count for pile in piles()] == [30]
