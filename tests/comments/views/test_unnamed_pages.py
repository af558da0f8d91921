"""A page that is not public has no title for those who once spoke there, and mails tell none (C5, C10)."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.rules.roles import Role
from comments.actions.moderate import moderate
from comments.actions.spreading import spread
from comments.models import Comment, Draft, Follow, Thread
from comments.rules.states import REMOVE
from tests.builders import EDITOR, a_comment, a_person
from tests.comments.letters import a_mailed_person, mails
from tests.comments.views.conftest import LONG_AGO

NEUTRAL = "A page that is not public at the moment"
LISTS = [
    "/en/accounts/me/inbox/",
    "/en/accounts/me/drafts/",
    "/en/accounts/me/comments/",
    "/en/accounts/me/notices/",
]


@pytest.fixture
def own(thread: Thread, member: User) -> Comment:
    """A comment of the member, with an answer in the inbox, a draft below it, and the thread followed."""
    Thread.objects.filter(pk=thread.pk).update(title="GEHEIM", path="/geheim/")
    own = a_comment(thread=thread, author=member, now=LONG_AGO)
    a_comment(parent=own, author=a_person("Noor"), now=LONG_AGO)
    while spread(timezone.now()):
        pass
    Draft.objects.create(
        person=member, thread=thread, text="Begun.", submission=uuid.uuid4(), saved_at=LONG_AGO
    )
    Follow.objects.create(person=member, thread=thread, since=LONG_AGO)
    return own


def hide(own: Comment, how: str) -> None:
    later = timezone.now() + timedelta(days=1)
    gone = {"withdrawn": {"visible_until": LONG_AGO}, "scheduled": {"visible_from": later}}
    Thread.objects.filter(pk=own.thread_id).update(**gone[how])


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", LISTS)
def test_a_public_page_is_named(signed_in: Client, own: Comment, address: str) -> None:
    assert "GEHEIM" in page_of(signed_in, address)


@pytest.mark.parametrize("how", ["withdrawn", "scheduled"])
@pytest.mark.parametrize("address", LISTS)
def test_a_page_that_is_not_public_is_neither_named_nor_linked(
    signed_in: Client, own: Comment, how: str, address: str
) -> None:
    hide(own, how)

    page = page_of(signed_in, address)

    assert "geheim" not in page.casefold()
    assert NEUTRAL in page
    assert f"/threads/{own.thread_id}/comments/" not in page
    assert f"/c/{own.pk + 1}/" not in page


@pytest.mark.parametrize("tail", ["status", "delete", "edit"])
def test_the_pages_of_an_own_comment_do_not_name_it_either(
    signed_in: Client, own: Comment, tail: str
) -> None:
    hide(own, "withdrawn")

    page = page_of(signed_in, f"/en/comments/{own.pk}/{tail}/")

    assert "geheim" not in page.casefold()
    assert NEUTRAL in page


def test_opening_an_entry_that_leads_nowhere_comes_back_to_the_inbox(
    signed_in: Client, own: Comment, member: User
) -> None:
    hide(own, "withdrawn")
    entry = member.inbox.get()

    answer = signed_in.post("/en/accounts/me/inbox/read/", {"entry": entry.pk})

    assert answer["Location"] == "/en/accounts/me/inbox/"


def test_a_draft_below_it_is_shown_whole_and_can_be_discarded(signed_in: Client, own: Comment) -> None:
    hide(own, "scheduled")
    Draft.objects.update(text="word " * 100 + "END")

    assert "END" in page_of(signed_in, "/en/accounts/me/drafts/")
    signed_in.post(f"/en/threads/{own.thread_id}/draft/", {"do": "discard", "from": "list"})
    assert not Draft.objects.exists()


def test_a_removal_below_it_is_mailed_without_its_title(thread: Thread) -> None:
    Thread.objects.filter(pk=thread.pk).update(title="GEHEIM")
    comment = a_comment(thread=thread, author=a_mailed_person("Mira"))
    moderate(comment=comment, move=REMOVE, actor=EDITOR, reason="insult", now=LONG_AGO)
    Thread.objects.update(visible_until=LONG_AGO)

    [letter] = mails(timezone.now())

    whole = letter.subject + letter.body + letter.alternatives[0].content
    assert "geheim" not in whole.casefold()
    assert letter.subject == f"Removed: your comment on {NEUTRAL}"


MODERATORS = [
    "/en/moderation/?state=all",
    "/en/moderation/comments/{own}/",
    "/en/moderation/threads/{thread}/",
]


@pytest.mark.parametrize("address", MODERATORS)
def test_moderators_do_not_learn_the_titles_of_what_only_editors_may_see(own: Comment, address: str) -> None:
    hide(own, "scheduled")
    pages = {}
    for role in (Role.MODERATOR, Role.EDITOR_IN_CHIEF):
        client = Client()
        client.force_login(a_person(None, role))
        pages[role] = page_of(client, address.format(own=own.pk, thread=own.thread_id))

    assert "GEHEIM" not in pages[Role.MODERATOR]
    assert "/geheim/" not in pages[Role.MODERATOR]
    assert NEUTRAL in pages[Role.MODERATOR]
    assert "GEHEIM" in pages[Role.EDITOR_IN_CHIEF]


def test_whoever_withdraws_below_a_page_that_is_gone_lands_at_the_own_comments(
    signed_in: Client, own: Comment
) -> None:
    hide(own, "withdrawn")

    answer = signed_in.post(f"/en/comments/{own.pk}/delete/", follow=True)

    assert answer.redirect_chain == [("/en/accounts/me/comments/", 303)]
    assert f"Your comment #{own.number} is withdrawn." in answer.content.decode()
