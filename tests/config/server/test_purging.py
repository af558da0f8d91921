"""What is kept for a while only goes when it is over, in batches, and nothing else goes with it."""

import os
import re
from datetime import datetime, timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from accounts.actions.exporting import carry_out, order_export
from accounts.actions.forgetting import UNCONFIRMED_KEPT
from accounts.models import DeadAddress, Delivery, Export, User
from accounts.models.export import private_files
from accounts.rules.roles import Role
from comments.models import Comment, Draft
from comments.rules.states import State
from config.models import Beat
from config.server import purging
from config.server.periodic import RECURRING, take_turn
from config.server.periodic import purging as recurring_work
from config.server.purging import PURGES
from tests.accounts.steps import a_member
from tests.builders import NOW, a_comment, a_person, a_thread

from .chores import sweep

pytestmark = pytest.mark.django_db

ONE = timedelta(seconds=1)


def let_go(name: str, now: datetime = NOW) -> int:
    return {each.name: each for each in PURGES}[name].work(now, lambda: True)


def a_newcomer(name: str, *, verified: bool = False, **fields: object) -> User:
    person = a_person(name, date_joined=NOW - UNCONFIRMED_KEPT - ONE, **fields)
    EmailAddress.objects.create(user=person, email=person.email, verified=verified, primary=True)
    return person


def test_an_account_that_nobody_confirmed_goes_after_two_weeks():
    a_newcomer("Nobody")

    assert (let_go("unconfirmed-people"), User.objects.count()) == (1, 0)


def test_an_account_that_somebody_uses_stays():
    a_newcomer("Confirmed", verified=True)
    a_newcomer("Imported", foreign_id="wordpress:3")
    a_newcomer("Came in", last_login=NOW)
    a_comment(author=a_newcomer("Spoke"))
    a_newcomer("Young").__class__.objects.filter(username="Young").update(date_joined=NOW)
    staff = a_newcomer("Staff")
    User.objects.filter(pk=staff.pk).update(is_staff=True)
    a_person("Made by a command", Role.EDITOR, date_joined=NOW - timedelta(days=900))
    before = User.objects.count()

    assert (let_go("unconfirmed-people"), User.objects.count()) == (0, before)


def test_a_comment_that_nobody_confirmed_goes_after_two_days():
    old, young, public = (a_comment(body=str(number)) for number in range(3))
    Comment.objects.filter(pk__in=[old.pk, young.pk]).update(state=State.UNCONFIRMED, public_seq=None)
    Comment.objects.filter(pk=old.pk).update(posted_at=NOW - timedelta(days=2) - ONE)
    Comment.objects.filter(pk=public.pk).update(posted_at=NOW - timedelta(days=90))

    assert let_go("unconfirmed-comments") == 1
    assert set(Comment.objects.values_list("pk", flat=True)) == {young.pk, public.pk}


def test_sessions_go_when_they_end_and_what_was_noted_of_them():
    person = a_person()
    for key, end in (("over", NOW - ONE), ("alive", NOW + ONE)):
        Session.objects.create(session_key=key, session_data="", expire_date=end)
        UserSession.objects.create(user=person, session_key=key, ip="192.0.2.0", user_agent="x")
    UserSession.objects.update(last_seen_at=NOW - timedelta(days=2))

    assert (let_go("sessions"), let_go("session-notes")) == (1, 1)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["alive"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["alive"]


def test_mails_go_once_they_are_settled():
    for state in ("owed", "sent", "failed"):
        Delivery.objects.create(
            key=state, kind="x", to="a@example.org", subject="", text="", language="de", state=state,
            owed_at=NOW - timedelta(days=91), not_before=NOW, sent_at=NOW if state == "sent" else None,
        )  # fmt: skip

    assert let_go("mails") == 2
    assert Delivery.objects.get().state == "owed"


def test_addresses_that_refuse_mails_go_when_they_are_nobodys():
    member = a_member()
    for address in (member.email, "gone@example.org"):
        DeadAddress.objects.create(address=address, status="5.1.1", since=NOW - timedelta(days=91))

    assert let_go("refusals") == 1
    assert DeadAddress.objects.get().address == member.email


def test_archives_go_after_a_week_with_their_files(django_capture_on_commit_callbacks):
    export = order_export(person=a_member(), now=NOW)
    carry_out(export.pk, now=NOW)
    export.refresh_from_db()

    assert let_go("exports", NOW + timedelta(days=7)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert let_go("exports", NOW + timedelta(days=7) + ONE) == 1
    assert not Export.objects.exists()
    assert not private_files().exists(export.file.name)


def test_finished_tasks_go_after_two_weeks():
    for age in (13, 15):
        sweep.enqueue("attic")
        row = DBTaskResult.objects.latest("enqueued_at")
        DBTaskResult.objects.filter(pk=row.pk).update(
            status="SUCCESSFUL", finished_at=NOW - timedelta(days=age)
        )
    sweep.enqueue("cellar")

    assert (let_go("tasks"), DBTaskResult.objects.count()) == (1, 2)


def test_pictures_that_belong_to_nobody_go_after_a_day():
    person = a_person()
    for name in ("used", "lost", "young"):
        default_storage.save(f"people/{name}.webp", ContentFile(b"x"))
        if name != "young":
            long_ago = (timezone.now() - timedelta(days=2)).timestamp()
            os.utime(default_storage.path(f"people/{name}.webp"), (long_ago, long_ago))
    User.objects.filter(pk=person.pk).update(picture="people/used.webp")

    assert let_go("pictures-of-nobody", timezone.now()) == 1
    assert sorted(default_storage.listdir("people")[1]) == ["used.webp", "young.webp"]


def old_drafts(count: int) -> None:
    person = a_person()
    for _ in range(count):
        Draft.objects.create(
            person=person, thread=a_thread(), text="x", saved_at=NOW - timedelta(days=61),
            submission="0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a",
        )  # fmt: skip


def test_a_purge_stops_between_two_batches_and_goes_on_from_there(monkeypatch):
    monkeypatch.setattr(purging, "BATCH", 2)
    old_drafts(5)
    turns = iter([True, True, False])
    drafts = {each.name: each for each in PURGES}["drafts"]

    assert drafts.work(NOW, lambda: next(turns)) == 4
    assert drafts.work(NOW, lambda: True) == 1


def test_a_second_purge_finds_nothing_left():
    old_drafts(3)

    assert [let_go("drafts") for _ in range(2)] == [3, 0]


def test_what_the_worker_could_not_finish_is_due_again(monkeypatch):
    monkeypatch.setattr("config.server.periodic.AT_ONCE", -1.0)
    drafts = {each.name: each for each in PURGES}["drafts"]
    take_turn("purge-drafts", drafts.every, NOW)

    recurring_work(drafts)(NOW)

    assert take_turn("purge-drafts", drafts.every, NOW) is True
    assert Beat.objects.get(name="purge-drafts").at == NOW


def test_the_worker_does_all_that_the_command_does():
    assert {f"purge-{each.name}" for each in PURGES} <= {each.name for each in RECURRING}


def a_printed(*args: str) -> list[list[str]]:
    out = StringIO()
    call_command("purge", *args, stdout=out)
    return [line.split() for line in out.getvalue().splitlines()]


def test_the_command_tells_what_went_and_what_would_go():
    old_drafts(2)

    would, gone = ({row[0]: row[-1] for row in a_printed(*how)} for how in (["--dry-run"], []))

    assert (would["drafts"], gone["drafts"], Draft.objects.count()) == ("2", "2", 0)
    assert would["all"] == gone["all"] == "2"


def test_the_command_may_be_asked_for_one_kind():
    old_drafts(1)

    assert [row[0] for row in a_printed("--only", "sessions")] == ["what", "sessions", "all"]
    assert Draft.objects.count() == 1


def test_the_page_for_operators_says_how_long_each_thing_is_kept():
    page = (settings.BASE_DIR / "docs" / "privacy.md").read_text()
    rows = re.findall(r"^\| `([\w-]+)` \|.*\| (\d+) \|$", page, re.MULTILINE)

    assert [(each.name, each.kept.days) for each in PURGES] == [(name, int(days)) for name, days in rows]
