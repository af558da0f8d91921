"""Two that purge at the same moment do no harm."""

from datetime import timedelta

import pytest

from accounts.models import Delivery, User
from comments.models import Draft, InboxEntry
from config.server import purging
from config.server.purging import PURGES
from tests.at_once import at_once
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_at_once_let_go_the_same_once(monkeypatch):
    monkeypatch.setattr(purging, "BATCH", 2)
    person, comment = a_person(), a_comment()
    for number in range(5):
        Draft.objects.create(
            person=person, thread=a_thread(), text="x", saved_at=NOW - timedelta(days=61),
            submission="0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a",
        )  # fmt: skip
        InboxEntry.objects.create(
            person=person, comment=comment, kind="answer", key=str(number), mail="never", on_site=True,
            at=NOW - timedelta(days=401),
        )  # fmt: skip
        Delivery.objects.create(
            key=str(number), kind="x", to="a@example.org", subject="", text="", language="de", state="failed",
            owed_at=NOW - timedelta(days=91), not_before=NOW,
        )  # fmt: skip
    User.objects.filter(pk=person.pk).update(unread=5)

    def everything():
        return sum(each.work(NOW, lambda: True) for each in PURGES)

    outcomes = at_once(everything, everything)

    assert sum(outcomes) == 15
    assert User.objects.get(pk=person.pk).unread == 0
