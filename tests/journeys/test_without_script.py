"""A tour of the conversation without JavaScript: every step is a link or a form on the page (R2, R5)."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Mute, User
from blog.models import Post
from comments.models import Comment, Discussion, Draft, Follow
from comments.rules.states import State
from comments.views.origin import started_at
from tests.accounts.steps import code_in_the_mail
from tests.builders import a_comment, a_person, a_post
from tests.comments.views.conftest import many_comments

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2020, 5, 4, 10, tzinfo=UTC)
WORDS = "Bei mir kam die Mail erst am *Abend*, @Torben K."
NEW = {"email": "nora@example.org", "username": "Nora Wiese", "password1": "four-quiet-words-here"}


@dataclass
class Visitor:
    """A browser that runs no script: it follows links and sends forms with what they hold."""

    client: Client
    page: str = ""
    address: str = ""

    def open(self, address: str) -> str:
        answer = self.client.get(unescape(address).partition("#")[0], follow=True)
        assert answer.status_code == 200, address
        return self._see(answer)

    def follow(self, words: str) -> str:
        """Open the first link with these words."""
        for address, inside in re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', self.page, re.DOTALL):
            if words in re.sub(r"<[^>]+>", "", inside):
                return self.open(address)
        raise AssertionError(f"no link “{words}”")

    def send(self, button: str, **typed: str) -> str:
        """Press the last button with these words and send its form with its fields."""
        forms = re.findall(r"<form [^>]*>.*?</form>", self.page, re.DOTALL)
        for form in reversed(forms):
            for press, inside in re.findall(r"<button([^>]*)>(.*?)</button>", form, re.DOTALL):
                if button == re.sub(r"<[^>]+>", "", inside).strip():
                    return self._post(form, press, typed)
        raise AssertionError(f"no button “{button}”")

    def _post(self, form: str, press: str, typed: dict[str, str]) -> str:
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        text = re.search(r"<textarea[^>]* name=\"(\w+)\"[^>]*>\n?(.*?)</textarea>", form, re.DOTALL)
        fields |= {text[1]: text[2]} if text else {}
        fields |= dict(re.findall(r'name="([^"]+)" value="([^"]*)"', press))
        action = re.search(r'formaction="([^"]+)"', press) or re.search(r'action="([^"]+)"', form)
        values = {name: unescape(value) for name, value in fields.items()} | typed
        return self._see(
            self.client.post(unescape(action[1]) if action else self.address, values, follow=True)
        )

    def _see(self, answer: Any) -> str:
        self.page, self.address = answer.content.decode(), answer.request["PATH_INFO"]
        return self.page


@pytest.fixture
def post() -> Post:
    """A post with two pages of comments and somebody to talk to."""
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 0})
    post = a_post(slug="outage", title="An outage", at=PUBLISHED, now=PUBLISHED)
    many_comments(post.thread, 70, author=a_person("Kester"))
    a_comment(thread=post.thread, author=a_person("Torben K."), body="The last word so far.")
    return post


def _reads_and_sorts(visitor: Visitor, post: Post) -> None:
    assert "Number 0." in visitor.open(f"/en{post.thread.path}")
    assert "The last word so far." in visitor.follow("Newest")
    assert "Number 0." not in visitor.page
    visitor.follow("Oldest")
    assert "Number 0." not in visitor.follow("2")


def _writes_and_signs_up(visitor: Visitor) -> None:
    assert "Please sign in to post." in visitor.send("Post comment", text=WORDS)
    visitor.follow("Create an account")
    visitor.send("Sign up", **NEW)
    code = code_in_the_mail(NEW["email"], "email_confirmation_signup")
    assert WORDS in unescape(visitor.send("Confirm", code=code))


def test_a_whole_visit_without_a_script(post: Post) -> None:
    visitor = Visitor(Client(enforce_csrf_checks=True))
    _reads_and_sorts(visitor, post)
    visitor.open(f"/en{post.thread.path}")
    _writes_and_signs_up(visitor)
    person = User.objects.get(username="Nora Wiese")
    slowly = {"started": started_at(post.thread, timezone.now() - timedelta(minutes=5))}

    # The text is looked at, kept, and posted.
    page = visitor.send("Preview")
    assert "<em>Abend</em>" in page
    assert '<a href="/en/members/Torben%20K./"' in page
    visitor.send("Keep as draft")
    assert "Draft kept on" in visitor.page
    visitor.open("/en/accounts/me/drafts/")
    visitor.follow("Go on writing")
    visitor.send("Post comment", **slowly)
    own = Comment.objects.of(person).get()
    assert (own.state, own.source, Draft.objects.count()) == (State.PUBLIC, WORDS, 0)
    assert list(own.mentions.values_list("person__username", flat=True)) == ["Torben K."]

    # It is changed, and the conversation followed.
    visitor.open(f"/en/comments/{own.pk}/edit/")
    visitor.send("Save the change", text="Bei mir kam sie am Morgen.", **slowly)
    own.refresh_from_db()
    assert own.source == "Bei mir kam sie am Morgen."
    visitor.open(f"/en{post.thread.path}")
    visitor.send("Follow this conversation")
    assert Follow.objects.filter(person=person, thread=post.thread).exists()

    # An answer, somebody muted, and the own words taken back.
    answered = Comment.objects.get(number=71)
    visitor.open(f"/en/threads/{post.thread_id}/comments/?parent={answered.pk}")
    visitor.send("Post answer", text="Danke.", **slowly)
    assert Comment.objects.of(person).filter(parent=answered).exists()
    visitor.open("/en/members/Kester/")
    visitor.follow("Mute")
    visitor.send("Mute")
    assert Mute.objects.filter(person=person, muted__username="Kester").exists()
    visitor.open(f"/en/comments/{own.pk}/delete/")
    visitor.send("Withdraw the comment")
    own.refresh_from_db()
    assert own.state == State.WITHDRAWN
