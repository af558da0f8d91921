"""A whole day of a site, and not a word of the log names anybody (M10, quality 33)."""

import json
import logging
import re
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from accounts.actions.exporting import write_export
from accounts.models import Delivery, User
from accounts.rules.roles import Role
from comments.models import Comment, Discussion
from config.logs import JsonFormatter
from config.server.periodic import tick
from config.server.worker import a_worker
from tests.accounts.steps import PASSWORD, a_member, code_in_the_mail
from tests.blog.wxr import a_remark, an_export, an_item
from tests.builders import a_person, a_post
from tests.config.server.chores import tell
from tests.journeys.test_a_case import send
from tests.journeys.test_conversation import form_of

PUBLISHED = datetime(2020, 5, 4, 10, tzinfo=UTC)
NAME, MAIL, ADDRESS, NETWORK = "Quittenmus", "quittenmus@leserin.example", "203.0.113.77", "203.0.113.0"
BROWSER, WORDS, REASON = "Plapperbrowser/7", "Zwetschgenkern", "Hagebuttenwein"
PLANTED = [
    NAME,
    MAIL.partition("@")[0],
    "leserin.example",
    ADDRESS,
    NETWORK,
    BROWSER,
    WORDS,
    REASON,
    PASSWORD,
]
HEADERS = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": BROWSER, "HTTP_X_FORWARDED_FOR": ADDRESS}


FOUND = {
    "sign_in.done", "sign_in.failed", "request.refused", "request.failed", "admin.added", "import.finished",
    "comment.reported", "comment.moderated", "mail.failed", "task.failed",
}  # fmt: skip


class Refuses(BaseEmailBackend):
    """A mail server that says whom it does not want, and what was written to them."""

    def send_messages(self, messages: list) -> int:
        raise OSError(f"550 {MAIL} does not want {messages[0].subject} {messages[0].body}")


def visitor(**more: object) -> Client:
    return Client(raise_request_exception=False, **HEADERS, **more)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    """Everything that the site writes, by its own handler, whose stream an earlier test may have closed."""
    root, written = logging.getLogger(), StringIO()
    (handler,) = [each for each in root.handlers if isinstance(each.formatter, JsonFormatter)]
    monkeypatch.setattr(handler, "stream", written)
    return written


def somebody_comes_in() -> Client:
    """Sign up, mistype the password, sign in."""
    client = visitor()
    client.post("/accounts/signup/", {"email": MAIL, "username": NAME, "password1": PASSWORD})
    code = code_in_the_mail(MAIL, "email_confirmation_signup")
    client.post("/accounts/confirm-email/", {"code": code})
    assert User.objects.get(username=NAME).emailaddress_set.get().verified
    client.post("/accounts/logout/")
    for word in ("wrong-" + PASSWORD, PASSWORD):
        client.post("/accounts/login/", {"login": NAME, "password": word})
    assert "_auth_user_id" in client.session
    return client


def somebody_speaks(client: Client, path: str, thread: int) -> Comment:
    desk = f"/threads/{thread}/comments/"
    client.post(
        desk, form_of(client.get(path).content.decode()) | {"text": f"{WORDS} http://{WORDS}.example/"}
    )
    return Comment.objects.get()


def the_house_decides(comment: Comment, page: str, **decision: str) -> None:
    moderator = visitor()
    moderator.force_login(User.objects.get(username="Lea"))
    send(moderator, page, f"{page}decide/", **decision)
    comment.refresh_from_db()


def somebody_reports(comment: Comment) -> None:
    form = f"/comments/{comment.pk}/report/"
    fields = {"text": REASON, "name": NAME, "mail": MAIL, "good_faith": "on"}
    assert send(visitor(), form, **fields).status_code == 303
    reader = visitor()
    reader.force_login(a_person("Udo"))
    assert send(reader, form, reason="other", text=REASON).status_code == 303


def things_go_wrong(client: Client) -> list[int]:
    """Errors of every kind, in addresses and forms that name somebody."""
    asked = [
        client.get("/broken/", {"q": WORDS}),
        client.get("/away/", {"q": WORDS}),
        client.get(f"/members/{NAME}/{WORDS}/"),
        client.get("/search/", {"q": WORDS}),
        client.get(f"/unsubscribe/{MAIL}/"),
        client.get("/", HTTP_HOST=f"{NAME.lower()}.example"),
        visitor(enforce_csrf_checks=True).post("/accounts/login/", {"login": NAME, "password": PASSWORD}),
        client.get(f"/c/17/?next=%0d%0aSet-Cookie:{WORDS}"),
        client.get(f"/{WORDS}%0d%0a{NAME}/"),
        client.generic("PUT", f"/members/{NAME}/", WORDS),
    ]
    return [answer.status_code for answer in asked]


def the_worker_works(now: datetime) -> None:
    """Mails that are refused, a task that fails and quotes what it got, and everything that recurs."""
    tell.enqueue(f"{NAME} {MAIL} {WORDS}")
    write_export.enqueue(User.objects.get(username=NAME).pk)
    worker = a_worker()
    tick(now)
    for _ in range(20):
        worker.tasks.run_next(now)
        worker.next_mail = 0.0
        worker.send_one()


def an_editor_adds_a_tag() -> None:
    editor = visitor()
    editor.force_login(a_person("Mo", Role.EDITOR_IN_CHIEF))
    fields = {"name": WORDS, "slug": "kern", "description": REASON}
    assert editor.post("/admin/blog/tag/add/", fields).status_code == 302


def a_former_site_moves_in(folder: Path) -> None:
    remark = a_remark(1, WORDS, author=NAME, mail=MAIL, url=f"https://{NAME.lower()}.example/")
    (folder / "export.xml").write_bytes(an_export(an_item(remark, title=WORDS, slug="moved")))
    call_command("import_wordpress", folder / "export.xml", stdout=StringIO())


@pytest.mark.django_db
@pytest.mark.one_database
@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
def test_no_line_names_anybody(level: int, log: StringIO, settings: Settings, tmp_path: Path) -> None:
    settings.STAFF_SECOND_FACTOR = False
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Refuses"}}
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 1})
    logging.getLogger().setLevel(level)
    post = a_post(slug="outage", title="An outage", at=PUBLISHED, now=PUBLISHED)
    a_member("Lea", Role.MODERATOR)

    client = somebody_comes_in()
    comment = somebody_speaks(client, post.thread.path, post.thread_id)
    the_house_decides(comment, "/moderation/", move="approve", note=REASON)
    assert comment.state == "public"
    somebody_reports(comment)
    the_house_decides(comment, "/moderation/reported/", move="remove", reason="insult", statement=REASON)
    assert comment.state == "removed"
    statuses = things_go_wrong(client)
    an_editor_adds_a_tag()
    a_former_site_moves_in(tmp_path)
    the_worker_works(timezone.now())
    logging.getLogger().setLevel(logging.INFO)

    lines = log.getvalue().splitlines()
    assert {400, 403, 404, 405, 500, 503} <= set(statuses)
    assert {json.loads(line)["event"] for line in lines} >= FOUND
    naming = [line for line in lines if any(re.search(re.escape(word), line, re.I) for word in PLANTED)]
    assert naming == []


@pytest.mark.django_db
def test_a_failed_task_keeps_its_kind_and_not_its_words() -> None:
    tell.enqueue(WORDS)

    a_worker().tasks.run_next(timezone.now())

    row = DBTaskResult.objects.get()
    assert row.exception_class_path == "builtins.RuntimeError"
    assert WORDS not in row.traceback


@pytest.mark.django_db
def test_a_refused_mail_keeps_the_kind_of_the_refusal_alone(settings: Settings) -> None:
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Refuses"}}
    visitor().post("/accounts/signup/", {"email": MAIL, "username": NAME, "password1": PASSWORD})

    a_worker().send_one()

    assert Delivery.objects.get().problem == "OSError"
