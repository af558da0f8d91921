"""Words of a muted person on lists of comments: front page, search, their own page, permalinks (A4)."""

import pytest
from django.test import Client

from accounts.actions.mutes import mute
from comments.models import Comment
from tests.builders import NOW, a_comment, a_person, a_post

pytestmark = pytest.mark.django_db
WORDS = "Windräder"
SHOUT = f"{WORDS} LÄRMEN"


@pytest.fixture
def loud():
    return a_person("Lars Laut", about="LÄRMEND")


@pytest.fixture
def shouted(loud):
    return a_comment(thread=a_post(title="Flaute").thread, author=loud, body=SHOUT)


@pytest.fixture
def pages(shouted):
    """Fetches a page as it is for who muted, for another member and for a stranger: whether it shouts."""
    clients = [Client() for _ in range(3)]
    readers = [a_person(), a_person()]
    mute(person=readers[0], other=shouted.author, now=NOW)
    for client, reader in zip(clients, readers, strict=False):
        client.force_login(reader)

    def shouts(address: str, follow: bool = True) -> list[bool]:
        answers = [client.get(address, follow=follow).content.decode() for client in clients for _ in "ab"]
        return ["LÄRMEN" in page for page in answers[::2]]

    return shouts


@pytest.mark.parametrize(
    "address", ["/en/", f"/en/search/?q={WORDS}", "/en/members/Lars%20Laut/", "/en/c/{comment}/"]
)
def test_who_muted_somebody_does_not_meet_their_words_and_all_others_do(pages, shouted, address):
    assert pages(address.format(comment=shouted.pk)) == [False, True, True]


@pytest.mark.parametrize(
    "address", ["/en/members/Lars%20Laut/?show=1", "/en/comments/{comment}/muted/?show=1"]
)
def test_asked_for_they_are_shown_once(pages, shouted, address):
    assert pages(address.format(comment=shouted.pk))[0]


def test_what_a_muted_person_says_for_the_house_is_heard(pages, shouted):
    Comment.objects.update(office="editors")

    assert pages(f"/en/search/?q={WORDS}") == [True, True, True]
    assert pages("/en/") == [True, True, True]


def test_a_permalink_says_why_the_words_are_not_there(pages, shouted):
    reader = a_person()
    mute(person=reader, other=shouted.author, now=NOW)
    client = Client()
    client.force_login(reader)

    page = client.get(f"/en/c/{shouted.pk}/", follow=True).content.decode()

    assert "is by somebody you muted" in page
    assert "Show once" in page and "Lars Laut" not in page


def test_the_page_of_somebody_not_muted_leads_to_their_comment(shouted):
    client = Client()
    client.force_login(a_person())

    assert client.get(f"/en/comments/{shouted.pk}/muted/?show=1")["Location"] == f"/en/c/{shouted.pk}/"


def test_a_members_page_offers_muting_to_others_only(shouted, loud):
    clients = {"self": Client(), "other": Client(), "stranger": Client()}
    clients["self"].force_login(loud)
    clients["other"].force_login(a_person())

    offered = {
        who: "/accounts/me/muted/Lars%20Laut/" in client.get("/en/members/Lars%20Laut/").content.decode()
        for who, client in clients.items()
        for _ in "ab"
    }

    assert offered == {"self": False, "other": True, "stranger": False}


def test_feeds_are_the_same_for_everybody(pages):
    assert pages("/en/feed/") == [False, False, False]
    assert pages("/en/comments/feed/") == [True, True, True]


def test_the_search_suggests_no_word_that_only_a_muted_person_said(shouted):
    reader, client = a_person(), Client()
    mute(person=reader, other=shouted.author, now=NOW)
    client.force_login(reader)

    pages = [each.get(f"/en/search/?q={WORDS}+Zebraquark").content.decode() for each in (client, Client())]

    assert ['?q=Windr%C3%A4der"' in page for page in pages] == [False, True]
