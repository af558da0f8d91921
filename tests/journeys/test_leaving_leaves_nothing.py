"""Somebody who did everything here leaves: afterwards every table, file, page, feed, mail and log line is
looked through (A5, quality 26)."""

import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE
from django.contrib.admin.models import LogEntry as AdminEntry
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import connections
from django.test import Client

from accounts.actions.erasing import erase_due
from accounts.actions.exporting import carry_out
from accounts.actions.leaving import start_leaving
from accounts.models import Delivery, Export, User
from accounts.personal import parts
from accounts.rules.leaving import WAIT, Choice
from accounts.rules.measures import Sanction
from accounts.rules.roles import Role
from comments.actions.edit import edit_comment
from comments.actions.react import react
from comments.actions.reporting import report_comment
from comments.models import CaseNote, Comment, Draft, LogEntry, LogNote, Mention, SecondOpinion
from comments.rules.states import State
from tests.builders import NOW, a_comment, a_measure, a_person, a_post
from tests.comments.letters import send_all, tell_and_owe
from tests.planted import a_planted_person, entwine

pytestmark = pytest.mark.django_db

WORD = "Quittenmus"  # stands in everything that is theirs
NAME = f"{WORD} Person"
MAIL = f"{WORD.lower()}@example.org"
SAID = f"{WORD} stood at the mill for an hour, and nobody said why."
LATER = NOW + WAIT
# What the house published stays, with its words: the posts that the planted person wrote.
OF_THE_HOUSE = ("blog_post", "blog_image", "blog_source", "blog_word", "blog_category")
# Inner tables of the index of SQLite: it drops words from them when it merges its parts.
INNER = ("_data", "_idx", "_docsize", "_config")


def cells() -> Iterator[tuple[str, str]]:
    """Every cell of every table of both databases, with the name of its column."""
    for connection in connections.all():
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                if table.startswith(("comments_commentindex", "blog_postindex")) and table.endswith(INNER):
                    continue
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
                columns = [column[0] for column in cursor.description]
                for row in cursor.fetchall():
                    yield from (
                        (f"{table}.{name}", _text(value)) for name, value in zip(columns, row, strict=True)
                    )


def _text(value: object) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode(errors="replace")
    return str(value)


def found(words: tuple[str, ...], texts: Iterator[tuple[str, str]]) -> set[str]:
    """The places where one of these words stands, in whatever capitals."""
    small = [word.lower() for word in words]
    return {place for place, text in texts if any(word in text.lower() for word in small)}


def files(*folders: Path) -> Iterator[tuple[str, str]]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield path.name, path.name + path.read_bytes().decode(errors="replace")


@pytest.fixture
def site(settings, tmp_path):
    """The planted person, what they said and did, and what others said about them."""
    settings.STAFF_SECOND_FACTOR = False
    settings.PRIVATE_ROOT = tmp_path / "private"
    me, other, third = a_planted_person(WORD), a_person("Ottilie"), a_person("Thaddaeus")
    entwine(me, WORD, other)
    User.objects.filter(username=f"{WORD} Muted").update(username="Somebody", name_key="somebody")
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    post = a_post(title="The tram at the mill")
    said = a_comment(thread=post.thread, author=me, body=SAID, language="en")
    answer = a_comment(parent=said, author=other, body=f"> {SAID}\n\nSo it was, @{NAME}.", language="en")
    edit_comment(
        comment=answer, author=other, source=f"> {SAID}\n\nYes, @{NAME}!", seen=1,
        seconds_on_form=30, network="192.0.2.7", now=NOW,
    )  # fmt: skip
    react(comment=answer, person=me, useful=True, now=NOW)
    react(comment=said, person=third, useful=True, now=NOW)
    report_comment(comment=answer, reporter=me, reason="other", text=f"{WORD} says so", now=NOW)
    report_comment(comment=said, reporter=third, reason="other", text=f"{NAME} lies", now=NOW)
    for state in (State.PENDING, State.SPAM, State.WITHDRAWN):
        a_comment(thread=post.thread, author=me, body=f"{WORD} {state}", state=state)
    _beside(me, other, third, said, answer)
    client = Client()
    client.force_login(me)
    client.get("/accounts/me/")
    carry_out(Export.objects.create(person=me, ordered_at=NOW).pk, now=NOW)
    tell_and_owe()
    send_all()
    return me, other, third, post, said, answer


def _beside(me: User, other: User, third: User, said: Comment, answer: Comment) -> None:
    """What moderators, administrators and others wrote down about the person, and typed."""
    entry = LogEntry.objects.filter(comment_id=answer.pk).latest("pk")
    LogNote.objects.get_or_create(entry_id=entry.pk, defaults={"text": f"An answer to {NAME}"})
    CaseNote.objects.create(comment=said, person=other, text=f"{NAME} again", at=NOW)
    CaseNote.objects.create(comment=answer, person=me, text=f"{NAME} was hit", at=NOW)
    SecondOpinion.objects.create(comment=answer, asked_by=me, question=f"Is {NAME} right?", asked_at=NOW)
    Draft.objects.create(
        person=third, thread=said.thread, parent=said, text=f"> {SAID}", other=f"@{NAME}",
        submission=uuid.uuid4(), saved_at=NOW,
    )  # fmt: skip
    AdminEntry.objects.create(
        user=third, content_type=ContentType.objects.get_for_model(User), object_id=str(me.pk),
        object_repr=NAME, action_flag=CHANGE, change_message=f"Roles of {NAME}",
    )  # fmt: skip
    measure = a_measure(third, Sanction.WARN)
    measure.words = f"For what you wrote to {NAME}."
    measure.save(update_fields=["words"])
    elsewhere = a_comment(author=other, body=f"@{NAME} was here before everything moved.")
    Mention.objects.create(comment=elsewhere, person=me)
    guest = a_comment(body=f"{WORD} as a guest")
    Comment.objects.filter(pk=guest.pk).update(author=None, guest_name=NAME, guest_mail=MAIL)
    Delivery.objects.create(
        key="told", kind="told", to=other.email, person=other, subject=f"{NAME} answers you", language="de",
        text=f"{NAME} answers you", owed_at=NOW, not_before=NOW + timedelta(days=90),
    )  # fmt: skip


@pytest.fixture
def leave(django_capture_on_commit_callbacks):
    """Let the person go, and the files with them, which go when the rows are safely away."""

    def leave(me: User, choice: Choice) -> None:
        start_leaving(person=me, choice=choice, takes_name=True, actor=me.as_actor(), now=NOW)
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            assert erase_due(now=LATER) == 1

    return leave


def pages(post, other: User, answer: Comment) -> Iterator[tuple[str, str]]:
    """What strangers, readers, moderators and administrators can ask for."""
    stranger, reader, chief = Client(), Client(), Client()
    reader.force_login(other)
    chief.force_login(a_person("Chief", Role.ADMINISTRATOR))
    path = post.get_absolute_url()
    public = ["/", "/en/", path, f"/en{path}", f"{path}?sort=newest", f"{path}feed/", "/feed/", "/feed/json/",
              "/comments/feed/", "/sitemap.xml", "/transparency/", f"/search/?q={WORD}", "/search/?q=mill",
              f"/comments/{answer.pk}/versions/", f"/threads/{post.thread_id}/new/?after=0"]  # fmt: skip
    own = [path, "/accounts/me/inbox/", "/accounts/me/", "/accounts/me/muted/", "/accounts/me/drafts/"]
    staff = ["/moderation/", "/moderation/reported/", "/moderation/appeals/", "/moderation/people/",
             f"/moderation/comments/{answer.pk}/", "/admin/", "/admin/accounts/user/",
             "/admin/comments/logentry/", "/admin/accounts/delivery/",
             "/admin/comments/comment/"]  # fmt: skip
    for who, client, addresses in (
        ("public", stranger, public),
        ("own", reader, own),
        ("staff", chief, staff),
    ):
        for address in addresses:
            answer_ = client.get(address, follow=True)
            body = b"".join(answer_.streaming_content) if answer_.streaming else answer_.content
            yield f"{who} {address}", body.decode().replace(f"q={WORD}", "").replace(f'value="{WORD}"', "")


def test_the_looking_finds_the_person_who_stays(site, settings):
    _me, other, _third, post, _said, answer = site

    tables = {place.partition(".")[0] for place in found((WORD,), cells())}

    assert {"accounts_user", "account_emailaddress", "comments_comment", "comments_commentversion",
            "comments_draft", "comments_lognote", "comments_casenote", "comments_secondopinion",
            "comments_report", "django_admin_log", "accounts_measure", "accounts_delivery",
            "mfa_authenticator", "usersessions_usersession"} <= tables  # fmt: skip
    assert found((WORD,), files(Path(settings.MEDIA_ROOT)))
    assert len(found((NAME,), pages(post, other, answer))) > 8
    assert found((NAME, MAIL), ((str(m.to), m.subject + m.body) for m in mail.outbox))


@pytest.mark.parametrize("choice", [Choice.REDACT, Choice.DELETE])
def test_nothing_is_left_of_somebody_whose_words_go(site, leave, choice, settings, caplog):
    me, other, _third, post, _said, answer = site
    caplog.set_level("INFO")
    caplog.clear()

    leave(me, choice)

    tell_and_owe(LATER)
    send_all(LATER + timedelta(days=91))
    left = {place for place in found((WORD, MAIL), cells()) if not place.startswith(OF_THE_HOUSE)}
    assert left - {"comments_thread.title", "comments_thread.path"} == set()
    assert found((NAME, MAIL), cells()) == set()
    assert found((SAID[len(WORD) :],), cells()) == set()
    assert found((WORD,), files(Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT))) == set()
    # The house's posts are called by the word; so pages are searched for what is the person's alone.
    theirs = (NAME, MAIL, "stood at the mill", f"{WORD} p", f"{WORD} s", f"{WORD} w", f"{WORD} as")
    assert found(theirs, pages(post, other, answer)) == set()
    assert found((WORD, MAIL), ((record.name, _text(vars(record))) for record in caplog.records)) == set()
    assert found((WORD, MAIL), ((str(m.to), str(m.message())) for m in mail.outbox)) == set()


def test_words_that_are_kept_lead_to_nobody(site, leave, settings):
    me, other, _third, post, _said, answer = site

    leave(me, Choice.NAMELESS)

    tell_and_owe(LATER)
    send_all(LATER + timedelta(days=91))
    assert found((NAME, MAIL), cells()) == set()
    assert found((WORD,), files(Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_ROOT))) == set()
    assert found((NAME, MAIL), pages(post, other, answer)) == set()
    assert found((NAME, MAIL), ((str(m.to), str(m.message())) for m in mail.outbox)) == set()
    kept = {place for place in found((WORD,), cells()) if not place.startswith(OF_THE_HOUSE)}
    words = {"comments_comment.source", "comments_comment.html", "comments_commentversion.source",
             "comments_commentversion.html", "comments_quotation.passage", "comments_draft.text",
             "comments_commentindex.words", "comments_commentindex_content.c0",
             "comments_thread.title", "comments_thread.path"}  # fmt: skip
    assert kept - words == set()


def test_no_id_of_the_person_leads_anywhere(site, leave):
    me = site[0]
    pk = me.pk

    leave(me, Choice.DELETE)

    assert LogEntry.objects.filter(actor_id=pk).exists()  # it was decided, and nobody can tell by whom
    assert not User.objects.filter(pk=pk).exists()
    assert Client().get(f"/members/{NAME}/").status_code == 404


@pytest.mark.parametrize("name", [part.name for part in parts() if part.erase])
def test_a_room_that_forgets_its_part_is_found_out(site, name, monkeypatch):
    """What is looked at above would find it: each step is needed."""
    part = next(part for part in parts() if part.name == name)
    monkeypatch.setitem(vars(part), "erase", None)
    me = site[0]
    start_leaving(person=me, choice=Choice.DELETE, takes_name=True, actor=me.as_actor(), now=NOW)

    gone = erase_due(now=LATER)

    left = {place for place in found((WORD, MAIL), cells()) if not place.startswith(OF_THE_HOUSE)}
    assert not gone or left - {"comments_thread.title", "comments_thread.path"}
