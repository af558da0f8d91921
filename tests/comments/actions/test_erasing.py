"""What becomes of the comments of somebody who leaves, and of them in the texts of others."""

import pytest
from allauth.account.models import EmailAddress

from accounts.rules.leaving import Choice
from accounts.rules.roles import system
from comments.actions.edit import edit_comment
from comments.actions.erasing import erase_comments
from comments.actions.moderate import ImpossibleMove, moderate
from comments.actions.react import react
from comments.actions.recount import recount_thread
from comments.models import Comment, CommentIndex, CommentVersion, Draft, Mention, Thread
from comments.rules.states import APPROVE, State
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

WORDS = "The tram stood at the mill for an hour, and nobody said why."


def erase(person, choice):
    while erase_comments(person, choice, NOW):
        pass


@pytest.fixture
def mira():
    return a_person("Mira Lindqvist")


def reloaded(comment):
    return Comment.objects.get(pk=comment.pk)


def test_kept_words_are_nobodys(mira):
    comment = a_comment(author=mira, body=WORDS, language="en")

    erase(mira, Choice.NAMELESS)

    kept = reloaded(comment)
    assert (kept.source, kept.state, kept.author, kept.network_hash) == (WORDS, State.PUBLIC, None, "")
    assert CommentIndex.objects.count() == 1


def test_emptied_comments_keep_their_place_and_are_not_found(mira):
    comment = a_comment(author=mira, body=WORDS, language="en")
    answer = a_comment(parent=comment)

    erase(mira, Choice.REDACT)

    emptied = reloaded(comment)
    assert (emptied.source, emptied.state) == ("[text removed by its author]", State.PUBLIC)
    assert (emptied.author, emptied.text_key) == (None, None)
    assert reloaded(answer).state == State.PUBLIC
    assert CommentIndex.objects.count() == 1  # the answer


def test_deleted_comments_leave_a_place_and_no_word(mira):
    comment = a_comment(author=mira, body=WORDS)
    answer = a_comment(parent=comment, body="I saw it too.")

    erase(mira, Choice.DELETE)

    gone = reloaded(comment)
    assert (gone.source, gone.html, gone.state, gone.author) == ("", "", State.WITHDRAWN, None)
    thread = Thread.objects.get(pk=comment.thread_id)
    assert (thread.public_count, thread.shown_roots) == (1, 1)
    assert reloaded(answer).source == "I saw it too."


@pytest.mark.parametrize("choice", list(Choice))
def test_figures_are_right_afterwards(mira, choice):
    thread = a_thread()
    for state in (State.PUBLIC, State.PENDING, State.HIDDEN, State.REMOVED, State.SPAM, State.WITHDRAWN):
        if state is not State.HIDDEN:
            a_comment(author=mira, thread=thread, state=state)
    a_comment(parent=a_comment(author=mira, thread=thread))

    erase(mira, choice)

    assert not recount_thread(thread=Thread.objects.get(pk=thread.pk)).differs


@pytest.mark.parametrize("choice", list(Choice))
@pytest.mark.parametrize("state", [State.PENDING, State.REMOVED, State.SPAM, State.WITHDRAWN])
def test_words_that_nobody_reads_go_in_any_case(mira, choice, state):
    comment = a_comment(author=mira, body=WORDS, state=state)

    erase(mira, choice)

    gone = reloaded(comment)
    assert (gone.source, gone.text_key, gone.evidence, gone.submission) == ("", None, [], None)


def test_what_lost_its_words_cannot_be_published_again(mira):
    comment = a_comment(author=mira, state=State.REMOVED)
    erase(mira, Choice.NAMELESS)

    with pytest.raises(ImpossibleMove):
        moderate(comment=reloaded(comment), move=APPROVE, actor=system("tests"), now=NOW)


def test_quotations_and_names_in_answers_go(mira):
    comment = a_comment(author=mira, body=WORDS, language="en")
    answer = a_comment(parent=comment, body=f"> {WORDS}\n\nSo it was, @Mira Lindqvist.", language="en")

    erase(mira, Choice.DELETE)

    changed = reloaded(answer)
    assert changed.source == "> [quotation removed]\n\nSo it was, @former member."
    assert "mill" not in changed.html
    assert "/members/" not in changed.html
    assert not Mention.objects.exists()


def test_kept_words_may_stay_quoted_without_the_name(mira):
    comment = a_comment(author=mira, body=WORDS, language="en")
    answer = a_comment(parent=comment, body=f"> {WORDS}\n\n@Mira Lindqvist: yes.", language="en")

    erase(mira, Choice.NAMELESS)

    assert reloaded(answer).source == f"> {WORDS}\n\n@former member: yes."


def test_earlier_texts_and_drafts_of_others_let_go_of_the_words(mira):
    comment = a_comment(author=mira, body=WORDS, language="en")
    other = a_person("Tom")
    answer = a_comment(parent=comment, author=other, body=f"> {WORDS}\n\nYes.", language="en")
    edit_comment(
        comment=answer, author=other, source="No.", seen=1, seconds_on_form=30, network="192.0.2.7", now=NOW
    )
    Draft.objects.create(
        person=other,
        thread=comment.thread,
        text=f"> {WORDS}",
        submission="7f8e5a3c-2a8f-4f0a-9f43-0a3a9d6c1f11",
        saved_at=NOW,
    )

    erase(mira, Choice.REDACT)

    texts = [
        *CommentVersion.objects.values_list("source", "html"),
        *Draft.objects.values_list("text", "other"),
    ]
    assert not [text for pair in texts for text in pair if "mill" in text]


def test_only_the_text_that_readers_have_is_kept(mira):
    comment = a_comment(author=mira, body="The first text, with a slip.")
    edit_comment(
        comment=comment, author=mira, source=WORDS, seen=1, seconds_on_form=30, network="192.0.2.7", now=NOW
    )

    erase(mira, Choice.NAMELESS)

    assert list(CommentVersion.objects.values_list("source", "written_by")) == [(WORDS, None)]


def test_reactions_to_kept_words_stay_and_to_lost_ones_go(mira):
    kept, emptied = a_comment(author=mira), a_comment(author=a_person("Ines"))
    for comment in (kept, emptied):
        react(comment=comment, person=a_person(), useful=True, now=NOW)

    erase(mira, Choice.NAMELESS)
    erase(emptied.author, Choice.REDACT)

    assert (reloaded(kept).reaction_count, reloaded(emptied).reaction_count) == (1, 0)


def test_what_was_said_as_a_guest_goes_as_well(mira):
    EmailAddress.objects.create(user=mira, email="mira@lindqvist.example", verified=True, primary=True)
    comment = a_comment(body=WORDS)
    Comment.objects.filter(pk=comment.pk).update(
        author=None, guest_name="Mira", guest_mail="Mira@Lindqvist.example"
    )

    erase(mira, Choice.DELETE)

    gone = reloaded(comment)
    assert (gone.guest_name, gone.guest_mail, gone.source) == ("", "", "")


def test_a_page_of_the_conversation_changes_its_name(mira):
    comment = a_comment(author=mira)
    before = Thread.objects.get(pk=comment.thread_id).version

    erase(mira, Choice.NAMELESS)

    assert Thread.objects.get(pk=comment.thread_id).version > before
