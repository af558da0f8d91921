"""What those hear and find who do not see the page, or have no mouse (R5)."""

import re

import pytest
from django.test import Client

from accounts.models import User
from comments.models import Thread
from tests.builders import a_comment

pytestmark = pytest.mark.django_db
LEVELS = 12


@pytest.fixture
def deep(thread: Thread, member: User) -> Thread:
    """A conversation of twelve levels, one comment on each."""
    comment = a_comment(thread=thread, author=member)
    for _ in range(LEVELS - 1):
        comment = a_comment(parent=comment, author=member)
    return thread


def test_each_comment_says_its_level_and_what_it_answers(client: Client, deep: Thread) -> None:
    page = client.get("/en/talk/page/").content.decode()

    heard = re.findall(r'<article[^>]* aria-label="([^"]*)"', page)
    assert heard[0] == "Comment 1 by Ilse"
    assert heard[1:] == [
        f"Comment {number} by Ilse, level {number}, answer to #{number - 1}"
        for number in range(2, LEVELS + 1)
    ]


def test_an_answer_in_place_takes_the_focus_and_says_what_it_answers(signed_in: Client, deep: Thread) -> None:
    parent = deep.comments.get(number=1)
    desk = f"/en/threads/{deep.pk}/comments/"

    part = signed_in.post(desk, {"text": "So.", "parent": parent.pk}, headers={"HX-Request": "true"})

    article = re.search(r"<article[^>]*>", part.content.decode())
    assert article
    assert 'aria-label="Comment 13 by Ilse, level 2, answer to #1"' in article[0]
    assert 'tabindex="-1" autofocus' in article[0]


def test_every_field_and_button_of_the_composer_has_words(signed_in: Client, deep: Thread) -> None:
    page = signed_in.get(f"/en/threads/{deep.pk}/comments/").content.decode()
    form = re.search(r'<form class="composer".*?</form>', page, re.DOTALL)
    assert form

    assert all(re.sub(r"<[^>]*>", "", words).strip() for words in re.findall(r"<button.*?</button>", form[0]))
    assert 'label class="composer__label" for="text-0"' in form[0]
