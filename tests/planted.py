"""A person with a row in every table that can hold one, each with a word that is found again."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import CHANGE
from django.contrib.admin.models import LogEntry as AdminEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile

from accounts.models import (
    DeadAddress,
    Delivery,
    Export,
    FormerName,
    Measure,
    Mute,
    RoleChange,
    User,
)
from accounts.rules.roles import Role
from blog.models import Redirect, Source
from comments.models import (
    AnswerWish,
    Appeal,
    Case,
    Comment,
    CommentVersion,
    Draft,
    Follow,
    InboxEntry,
    LogEntry,
    LogNote,
    Mention,
    NoticeSetting,
    Quotation,
    Reaction,
    Report,
    Sweep,
    Visit,
)
from comments.rules.states import State
from tests.builders import NOW, a_comment, a_person, a_post, an_image

SECRETS = ("totp-secret", "session-key", "mailed-code", "unguessable")  # each behind the word of its person


def a_planted_person(word: str, *, now: datetime = NOW) -> User:
    """A moderator and editor who did everything that one can do here; all words begin with `word`."""
    person = a_person(
        f"{word} Person", Role.MODERATOR, Role.EDITOR, about=f"{word} about", foreign_id=f"{word}-foreign"
    )
    person.email = f"{word.lower()}@example.org"
    person.picture = f"people/{word}.webp"
    person.picture.storage.save(person.picture.name, ContentFile(f"{word} picture".encode()))
    person.save(update_fields=["email", "picture"])
    _who_they_are(person, word, now)
    return person


def _who_they_are(person: User, word: str, now: datetime) -> None:
    FormerName.objects.create(name_key=f"{word.lower()} former", user=person, given_up_at=now)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    DeadAddress.objects.create(address=person.email, status="5.1.1", since=now)
    Authenticator.objects.create(user=person, type="totp", data={"secret": f"{word}-totp-secret"})
    UserSession.objects.create(
        user=person, ip="198.51.100.0", user_agent=f"{word}-browser", session_key=f"{word}-session-key"
    )
    Delivery.objects.create(
        key=f"login_code:{word}-mailed-code",
        kind=f"{word}-kind",
        to=person.email,
        person=person,
        subject=f"{word}-mailed-code",
        text=f"{word}-mailed-code",
        language="de",
        owed_at=now,
        not_before=now,
    )
    Export.objects.create(
        person=person, ordered_at=now, written_at=now, file=f"exports/{word}-unguessable.zip", bytes=17
    )


def entwine(person: User, word: str, other: User, *, now: datetime = NOW) -> None:
    """Let `person` do everything that one can do with somebody else: `other`, whose words it meets."""
    RoleChange.objects.create(
        person=person, role="editor", granted=True, by=other, by_name=other.username, changed_at=now
    )
    Mute.objects.create(person=other, muted=person, since=now)
    AdminEntry.objects.create(
        user=person,
        content_type=ContentType.objects.get_for_model(User),
        object_id="17",
        object_repr=other.username,
        action_flag=CHANGE,
        change_message=other.username,
    )
    Measure.objects.create(
        person=person,
        kind="hold",
        ground="insult",
        words=f"{word} measure",
        starts_at=now,
        ends_at=now + timedelta(days=1),
        by=other,
        appeal=f"{word} measure-appeal",
        appealed_at=now,
        answer=f"{word} measure-answer",
        answered_at=now,
        answered_by=other,
    )
    theirs = a_comment(author=other, now=now)
    _words(person, word, other, theirs, now)
    _doings(person, word, theirs, now)
    _writing(person, word, now)


def _words(person: User, word: str, other: User, theirs: Comment, now: datetime) -> None:
    comment = a_comment(author=person, body=f"{word} public", parent=theirs, now=now)
    CommentVersion.objects.create(
        comment=comment, number=2, source=f"{word} version", html="", renderer=1, state=State.PENDING,
        written_at=now, written_by=person, evidence=[],
    )  # fmt: skip
    AnswerWish.objects.create(comment=comment, wanted=False)
    Quotation.objects.create(comment=comment, passage=f"{word} passage")
    removed = a_comment(author=person, body=f"{word} removed", state=State.REMOVED, reason="insult", now=now)
    entry = LogEntry.objects.filter(comment_id=removed.pk).latest("pk")
    LogNote.objects.create(entry_id=entry.pk, text=f"{other.username} noted")
    case = Case.objects.get(comment=removed)
    Case.objects.filter(pk=case.pk).update(statement=f"{word} statement", decided_by=other)
    Appeal.objects.create(
        case=case, text=f"{word} appeal", made_at=now, decided_at=now, decided_by=other, granted=False,
        answer=f"{word} appeal-answer",
    )  # fmt: skip
    Report.objects.create(comment=removed, reporter=other, reason="insult", reported_at=now)
    Sweep.objects.create(person=person, by=other, reason="spam", total=1, started_at=now, finished_at=now)


def _doings(person: User, word: str, theirs: Comment, now: datetime) -> None:
    thread = theirs.thread
    Mute.objects.create(person=person, muted=a_person(f"{word} Muted"), since=now)
    Draft.objects.create(
        person=person, thread=thread, text=f"{word} draft", other=f"{word} other-draft",
        submission="0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a", saved_at=now,
    )  # fmt: skip
    Reaction.objects.create(comment=theirs, thread=thread, person=person, at=now)
    Follow.objects.create(thread=thread, person=person, since=now)
    Visit.objects.create(person=person, thread=thread, public_seq=4, at=now, before_seq=2, before_at=now)
    Mention.objects.create(comment=theirs, person=person)
    InboxEntry.objects.create(
        person=person,
        comment=theirs,
        kind="answer",
        key=f"new:{theirs.pk}",
        at=now,
        on_site=True,
        mail="never",
    )
    NoticeSetting.objects.create(person=person, topic="answers", on_site=True, mail="weekly")
    Report.objects.create(
        comment=theirs, reporter=person, reason="other", text=f"{word} report", reported_at=now
    )
    LogEntry.objects.create(
        at=now, move="approve", actor_kind="person", actor_id=person.pk, thread_id=thread.pk,
        comment_id=theirs.pk,
    )  # fmt: skip
    thread.hosts.add(person)


def _writing(person: User, word: str, now: datetime) -> None:
    post = a_post(
        author=person, title=f"{word} title", lead=f"{word} lead", body=f"<p>{word} body</p>", now=now
    )
    Source.objects.create(
        revision=post.live, kind="mail", label=f"{word} label", extract=f"{word} extract", position=1
    )
    an_image(alt=f"{word} alt", uploaded_by=person)
    Redirect.objects.create(digest=word, old=f"/{word}-old/", author=person, remembered_at=now)
