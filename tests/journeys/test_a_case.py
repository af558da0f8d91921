"""From a report to a comment that comes back, over HTTP and without script (M6, M7, R2)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from accounts.models import Standing, User
from accounts.rules.roles import Role
from comments.models import Comment
from comments.rules.casework import UNDO_FOR
from comments.rules.states import State
from tests.builders import a_comment, a_person, a_post
from tests.comments.letters import a_mailed_person, mails

PUBLISHED = datetime(2020, 5, 4, 10, tzinfo=UTC)
WORDS = "Wer das glaubt, ist selbst schuld."


def visitor(person: User | None = None) -> Client:
    client = Client(enforce_csrf_checks=True)
    if person:
        client.force_login(person)
    return client


def send(client: Client, page: str, to: str = "", **fields: str) -> HttpResponse:
    """Fill in the form of a page, or the one on it that goes to another address, with what is hidden."""
    forms = re.findall(r'<form[^>]*method="post".*?</form>', client.get(page).content.decode(), re.DOTALL)
    form = next(form for form in forms if not to or f'action="{to}"' in form)
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return client.post(to or page, hidden | fields)


def link(text: str, pattern: str) -> str:
    found = re.search(pattern, text)
    assert found, pattern
    return found[0]


@pytest.mark.django_db
def test_a_case_from_report_to_reversal(settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False
    post = a_post(slug="outage", title="An outage", at=PUBLISHED, now=PUBLISHED)
    author = a_mailed_person("Udo")
    comment = a_comment(thread=post.thread, author=author, body=WORDS)
    address, stranger = f"/en{post.thread.path}", visitor()
    first = visitor(a_person("Lea", Role.MODERATOR))
    second = visitor(a_person("Mo", Role.MODERATOR))
    reporters = [a_mailed_person(date_joined=timezone.now() - timedelta(days=400)) for _ in range(3)]
    Standing.objects.bulk_create(Standing(user=person, public_comments=8) for person in reporters)
    assert WORDS in stranger.get(address).content.decode()

    # Three known readers follow the link in the menu of the comment; together they weigh enough.
    form = link(stranger.get(address).content.decode(), rf"/en/comments/{comment.pk}/report/")
    for person in reporters:
        assert send(visitor(person), form, reason="insult", text="Das trifft Leute.").status_code == 303
    assert Comment.objects.get(pk=comment.pk).state == State.HIDDEN
    assert WORDS not in stranger.get(address).content.decode()

    # A moderator finds it under "Reported", removes it, and tells the author why.
    decided = send(
        first,
        "/en/moderation/reported/",
        "/en/moderation/reported/decide/",
        move="remove",
        reason="insult",
        statement="Der letzte Halbsatz.",
    )
    assert decided.status_code == 303

    # For ten minutes it could be undone, so nobody is told. Then the author gets a mail with the reasons and
    # the way to the page, and the reporters hear the outcome.
    assert mails(timezone.now()) == []
    sent = mails(timezone.now() + UNDO_FOR)
    (told,) = [mail for mail in sent if mail.to == [author.email] and "Der letzte Halbsatz." in mail.body]
    case = link(told.body, r"/en/cases/\S+/")
    outcome = [mail for mail in sent if mail.to == [reporters[0].email]]
    assert [mail.subject for mail in outcome] == ["Your report was right: An outage"]
    assert "the comment was removed" in visitor(reporters[0]).get(form).content.decode()

    # The page is the author's alone; there the appeal is made.
    author_client = visitor(author)
    assert stranger.get(case).status_code == 302
    page = author_client.get(case).content.decode()
    assert WORDS in page and "Readers reported it." in page
    assert send(author_client, case, text="Das ist ein Sprichwort.").status_code == 303

    # Who removed it leaves the appeal to others; another moderator reverses the decision.
    assert "somebody else decides about the appeal" in first.get("/en/moderation/appeals/").content.decode()
    reversed_ = send(
        second,
        "/en/moderation/appeals/",
        "/en/moderation/appeals/decide/",
        move="grant",
        answer="Ein Sprichwort, zugegeben.",
    )
    assert reversed_.status_code == 303

    # Everything is as it was, and everybody can read what became of it.
    assert WORDS in stranger.get(address).content.decode()
    post.thread.refresh_from_db()
    record = Standing.objects.get(user=author)
    assert (post.thread.public_count, record.public_comments, record.removed_comments) == (1, 1, 0)
    page = author_client.get(case).content.decode()
    assert "your appeal was granted" in page and "Ein Sprichwort, zugegeben." in page
    assert "it is public again" in visitor(reporters[0]).get(form).content.decode()
