"""Which mails go out about comments, to whom, and what stands in them (C10)."""

from datetime import datetime, timedelta

import pytest

from accounts.actions.mutes import mute
from accounts.models import DeadAddress, Delivery, User
from accounts.rules.roles import system
from comments.actions import letters
from comments.actions.following import unfollow
from comments.actions.inbox import mark_read
from comments.actions.mailing import owe_letters
from comments.actions.moderate import moderate
from comments.actions.spreading import spread
from comments.models import Comment, Discussion, InboxEntry, NoticeSetting, Thread, Untold
from comments.rules.states import APPROVE, HOLD, REMOVE, SPAM, WITHDRAW, State
from tests.builders import NOW, a_comment, a_person, a_thread
from tests.comments.letters import (
    LATER,
    a_mailed_follower,
    a_mailed_person,
    mails,
    send_all,
    tell_and_owe,
)

pytestmark = pytest.mark.django_db

SYSTEM = system("tests")
MORNING = datetime.fromisoformat("2026-03-15T06:00+00:00")  # seven o'clock in Berlin


@pytest.fixture(autouse=True)
def _no_first_comment_waits() -> None:
    Discussion.load()
    Discussion.objects.update(first_comments_wait=0)


def set_mail(person: User, topic: str, mail: str) -> None:
    NoticeSetting.objects.create(person=person, topic=topic, on_site=True, mail=mail)


def an_answer(asked: User | None = None, body: str = "Seit *gestern* wieder.", **fields: object) -> Comment:
    """A comment that answers `asked`, of whom nobody else hears."""
    parent = a_comment(author=asked or a_mailed_person("Mira"), thread=a_thread(title="Störung bei NordTel"))
    Untold.objects.all().delete()
    author = User.objects.filter(username="Noor").first() or a_person("Noor")
    return a_comment(parent=parent, author=author, body=body, **fields)


def test_an_answer_is_mailed_with_its_words_as_text_and_as_html(settings):
    settings.SITE_URL, settings.SITE_HOST = "https://blog.example", "blog.example"
    answer = an_answer()

    [letter] = mails()

    html = letter.alternatives[0].content
    assert (letter.subject, letter.to) == ("Noor answered: Störung bei NordTel", [answer.parent.author.email])
    assert letter.body.startswith("Hello Mira,")
    assert "> Seit gestern wieder." in letter.body
    assert "<em>gestern</em>" in html
    assert f"https://blog.example/en/c/{answer.pk}/" in letter.body


def test_the_row_of_a_mail_never_holds_its_words():
    an_answer(body="GEHEIM")
    tell_and_owe()

    waiting = Delivery.objects.get()
    send_all()

    for row in (waiting, Delivery.objects.get()):
        assert (row.subject, row.text, row.html, row.headers) == ("", "", "", {})


@pytest.mark.parametrize("move", [HOLD, REMOVE, SPAM, WITHDRAW])
def test_a_comment_that_goes_between_owing_and_sending_is_mailed_to_nobody(move):
    answer = an_answer(body="GEHEIM")
    tell_and_owe()

    moderate(comment=answer, move=move, actor=SYSTEM, now=LATER)

    assert send_all() == []
    assert Delivery.objects.get().state == Delivery.State.DROPPED


def test_a_comment_under_a_page_that_was_withdrawn_meanwhile_is_mailed_to_nobody():
    answer = an_answer()
    tell_and_owe()

    Thread.objects.filter(pk=answer.thread_id).update(visible_until=NOW)

    assert send_all() == []


def test_what_somebody_stopped_hearing_between_owing_and_sending_is_not_mailed():
    asked = a_mailed_person("Mira")
    answer = an_answer(asked)
    thread = a_thread()
    follower = a_mailed_follower(thread)
    set_mail(follower, "threads", "at-once")
    a_comment(thread=thread)
    tell_and_owe()

    mute(person=asked, other=answer.author, now=LATER)
    unfollow(person=follower, thread_id=thread.pk)

    assert send_all() == []


@pytest.mark.parametrize("topic", ["answers", "threads"])
@pytest.mark.parametrize("mail", ["at-once", "daily", "weekly", "never"])
@pytest.mark.parametrize("state", [State.PUBLIC, State.PENDING, State.REMOVED, State.SPAM, State.WITHDRAWN])
@pytest.mark.parametrize("muted", [False, True])
def test_the_table_of_mails(topic, mail, state, muted, now):
    """Kind × setting × state of the comment × mute: a mail now, in a digest of the week, or none."""
    hearer, author = a_mailed_person("Hearer"), a_person("Author")
    set_mail(hearer, topic, mail)
    if muted:
        mute(person=hearer, other=author, now=now)
    parent = a_comment(author=hearer if topic == "answers" else None)
    if topic == "threads":
        hearer.follows.create(thread=parent.thread, since=NOW - timedelta(days=1))
    Untold.objects.all().delete()
    a_comment(parent=parent, author=author, body="GEHEIM", state=state)

    at_once = mails()
    digests = [letter for day in range(8) for letter in mails(MORNING + timedelta(days=day))]

    heard = state is State.PUBLIC and not muted
    assert len(at_once) == int(heard and mail == "at-once")
    assert len(digests) == int(heard and mail in {"daily", "weekly"})


def test_one_comment_is_one_mail_for_the_strongest_reason():
    asked = a_mailed_person("Mira")
    answer = an_answer(asked)
    asked.follows.create(thread=answer.thread, since=NOW - timedelta(days=1))
    set_mail(asked, "threads", "at-once")

    assert [letter.subject[:13] for letter in mails()] == ["Noor answered"]


def test_a_removal_is_told_to_the_author_without_words_of_the_comment():
    author = a_mailed_person("Mira")
    comment = a_comment(author=author, body="GEHEIM")
    moderate(comment=comment, move=REMOVE, actor=SYSTEM, reason="insult", now=NOW)

    [letter] = mails()

    assert letter.subject.startswith("Removed: your comment on ")
    assert "/en/cases/" in letter.body
    assert "GEHEIM" not in letter.body + letter.alternatives[0].content


def test_a_comment_that_waited_is_told_to_its_author_when_it_is_published():
    comment = a_comment(author=a_mailed_person("Mira"), state=State.PENDING)
    Untold.objects.all().delete()

    moderate(comment=comment, move=APPROVE, actor=SYSTEM, now=NOW)

    assert [letter.subject.split(":")[0] for letter in mails()] == ["Published"]


def test_people_without_a_confirmed_address_and_closed_accounts_get_no_mail():
    an_answer(a_person("Unconfirmed"))
    closed = a_mailed_person("Closed")
    an_answer(closed)
    tell_and_owe()
    User.objects.filter(pk=closed.pk).update(is_active=False)

    assert send_all() == []
    assert not InboxEntry.objects.filter(mail_due__isnull=False)


def test_an_address_that_refused_mails_gets_no_more():
    asked = a_mailed_person("Mira")
    DeadAddress.objects.create(address=asked.email, status="5.1.1", since=NOW)
    an_answer(asked)

    assert mails() == []
    assert Delivery.objects.get().state == Delivery.State.DROPPED


def test_every_mail_can_be_stopped_and_belongs_to_its_conversation(settings):
    settings.SITE_URL, settings.SITE_HOST = "https://blog.example", "blog.example"
    answer = an_answer()

    [letter] = mails()

    assert letter.extra_headers["List-Unsubscribe"].startswith("<https://blog.example/en/unsubscribe/")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter.extra_headers["References"] == f"<thread-{answer.thread_id}@blog.example>"
    assert letter.extra_headers["In-Reply-To"] == letter.extra_headers["References"]


def test_line_breaks_in_names_and_titles_add_no_header():
    answer = an_answer()
    Thread.objects.filter(pk=answer.thread_id).update(title="Störung\r\nBcc: all@example.org\r\n\r\nHello")
    User.objects.filter(pk=answer.author_id).update(username="Noor\nX-Evil: 1")

    [letter] = mails()

    names = {name.lower() for name, _value in letter.message().items()}
    assert not names & {"bcc", "x-evil"}
    assert letter.recipients() == [answer.parent.author.email]


def test_markup_in_names_and_titles_is_harmless():
    answer = an_answer(body="<script>alert(1)</script> [x](javascript:alert(1))")
    Thread.objects.filter(pk=answer.thread_id).update(title="<img src=x onerror=alert(1)>")
    User.objects.filter(pk=answer.author_id).update(username="<b>Noor")

    [letter] = mails()

    html = letter.alternatives[0].content
    assert "<script" not in html and "<img" not in html and "<b>Noor" not in html
    assert 'href="javascript' not in html


def test_a_formal_reader_is_addressed_so_in_german_as_well():
    an_answer(a_mailed_person("Mira", language="de", address_form="formal"))

    [letter] = mails()

    assert letter.extra_headers["Content-Language"] == "de"
    assert "/c/" in letter.body and "/en/c/" not in letter.body


# --- digests -----------------------------------------------------------------------------------


def a_daily_reader(thread: Thread, name: str = "Mira") -> User:
    return a_mailed_follower(
        thread, name
    )  # conversations that are followed come daily, unless said otherwise


def test_a_digest_comes_once_in_the_morning_with_everything_of_the_day():
    thread = a_thread(title="Störung")
    a_daily_reader(thread)
    for number in range(3):
        a_comment(thread=thread, body=f"Nummer {number}")

    none_yet, [letter], nothing_more = mails(), mails(MORNING), mails(MORNING + timedelta(days=1))

    assert none_yet == nothing_more == []
    assert letter.subject.endswith(": 3 pieces of news")
    assert all(f"Nummer {number}" in letter.body for number in range(3))


def test_a_digest_leaves_out_what_went_or_was_read_and_is_not_sent_empty():
    thread = a_thread()
    reader = a_daily_reader(thread)
    gone, seen = a_comment(thread=thread, body="GONE"), a_comment(thread=thread, body="SEEN")
    tell_and_owe()
    mark_read(person=reader, up_to=InboxEntry.objects.get(comment=seen).pk, now=LATER)
    kept = a_comment(thread=thread, body="KEPT")
    moderate(comment=gone, move=REMOVE, actor=SYSTEM, now=LATER)
    [letter] = mails(MORNING)
    moderate(comment=kept, move=REMOVE, actor=SYSTEM, now=LATER)
    a_comment(thread=thread, body="LATE", state=State.REMOVED)

    assert "KEPT" in letter.body
    assert "GONE" not in letter.body and "SEEN" not in letter.body
    assert mails(MORNING + timedelta(days=1)) == []


def test_a_digest_is_bounded_and_says_how_much_more_there_is(monkeypatch):
    monkeypatch.setattr(letters, "MOST_IN_DIGEST", 2)
    thread = a_thread()
    a_daily_reader(thread)
    for number in range(5):
        a_comment(thread=thread, body=f"Nummer {number}")

    [letter] = mails(MORNING)

    assert [f"Nummer {number}" in letter.body for number in range(5)] == [False] * 3 + [True] * 2
    assert "And 3 more in the inbox" in letter.body


def test_what_was_mailed_at_once_is_in_no_digest():
    asked = a_mailed_person("Mira")
    answer = an_answer(asked)
    asked.follows.create(thread=answer.thread, since=NOW - timedelta(days=1))
    mails()
    a_comment(thread=answer.thread, body="Neues")

    [digest] = mails(MORNING)

    assert "Neues" in digest.body
    assert "gestern" not in digest.body


def test_a_worker_that_dies_while_owing_leaves_everything_due(monkeypatch):
    thread = a_thread()
    a_daily_reader(thread)
    a_comment(thread=thread)
    tell_and_owe()

    def die(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Delivery.objects, "bulk_create", die)
        with pytest.raises(KeyboardInterrupt):
            mails(MORNING)

    assert not Delivery.objects.exists()
    assert len(mails(MORNING)) == 1


def test_owing_costs_the_same_for_one_entry_and_for_thirty(django_assert_max_num_queries):
    for _ in range(30):
        a_comment(parent=a_comment(author=a_mailed_person()))
    while spread(LATER):
        pass

    with django_assert_max_num_queries(9):
        assert owe_letters(LATER)

    assert Delivery.objects.count() == 30
