"""What the start page of the newsroom tells moderators (E13)."""

from datetime import timedelta

import pytest

from accounts.rules.roles import Role
from comments.actions.reporting import report_comment
from comments.rules.states import State
from tests.builders import NOW, a_comment, a_person

pytestmark = pytest.mark.django_db


def test_the_start_page_leads_moderators_to_each_list_in_which_something_waits(client):
    a_comment(state=State.PENDING, now=NOW - timedelta(minutes=30))
    report_comment(comment=a_comment(), reporter=a_person(), reason="insult", text="", now=NOW)
    client.force_login(a_person(None, Role.MODERATOR))

    found = [(each.href, each.count, each.oldest) for each in client.get("/admin/").context["today"].waiting]

    assert found == [
        ("/moderation/", 1, NOW - timedelta(minutes=30)),
        ("/moderation/reported/", 1, NOW),
    ]
