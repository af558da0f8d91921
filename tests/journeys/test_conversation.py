"""From a post to a comment that everybody reads, over HTTP and without script (R2, C5, M1, M2)."""

import re
from datetime import UTC, datetime

from allauth.account.models import EmailAddress
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import User
from accounts.rules.roles import Role
from blog.models import Post
from comments.models import Comment, Discussion
from comments.rules.states import State
from tests.builders import a_person, a_post

PUBLISHED = datetime(2020, 5, 4, 10, tzinfo=UTC)
WORDS = "Bei mir ist gar keine Mail angekommen."


def an_old_post() -> Post:
    Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 1})
    return a_post(slug="outage", title="An outage", at=PUBLISHED, now=PUBLISHED)


def form_of(page: str) -> dict[str, str]:
    """The hidden fields of the composer on a page."""
    form = re.search(r'<form class="composer".*?</form>', page, re.DOTALL)
    assert form
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0]))


def sign_in(client: Client, person: User, following: str) -> str:
    """Sign in by the form and return the address that one is led to."""
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    page = client.get(following).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    form = {"login": person.username, "password": "sesame-and-lilies"}
    answer = client.post(following, hidden | form)
    assert answer.status_code == 302
    return answer["Location"]


def test_a_reader_writes_signs_in_waits_and_is_read(db: None, settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = False
    post = an_old_post()
    reader, moderator, stranger = Client(enforce_csrf_checks=True), Client(), Client()

    # A stranger's page offers the form; what is written is kept for the sign-in.
    address = f"/en{post.thread.path}"
    page = stranger.get(address).content.decode()
    desk = re.search(r'<form class="composer" method="post" action="([^"]*)"', page)
    assert desk
    kept = reader.post(desk[1], {"text": WORDS}).content.decode()
    way_in = re.search(r'composer__gate"><a class="button" href="([^"]*)"', kept)
    assert way_in
    back = sign_in(reader, a_person("Ilse"), way_in[1])
    assert back == desk[1]

    # The text stands in the form again, and is posted; a first comment waits.
    form = reader.get(back).content.decode()
    assert WORDS in form
    posted = reader.post(desk[1], form_of(form) | {"text": WORDS})
    assert posted.status_code == 303
    own = reader.get(posted["Location"]).content.decode()
    assert "The first comments of a new member are read before they appear." in own
    assert WORDS not in stranger.get(address).content.decode()

    # A moderator finds it in the queue and lets it through.
    moderator.force_login(a_person("Lea", Role.MODERATOR))
    queue = moderator.get("/en/moderation/").content.decode()
    assert WORDS in queue
    case = re.search(r'name="comment" value="(\d+:pending:\d+)"', queue)
    assert case
    assert (
        moderator.post("/en/moderation/decide/", {"comment": case[1], "move": "approve"}).status_code == 303
    )

    # Everybody reads it, and its address leads to it.
    assert WORDS in stranger.get(address).content.decode()
    comment = Comment.objects.get()
    assert comment.state == State.PUBLIC
    assert stranger.get(f"/en/c/{comment.pk}/")["Location"] == f"{address}#c1"
    told = reader.get(f"/en/comments/{comment.pk}/status/").content.decode()
    assert "A moderator read it and published it." in told


def test_the_second_comment_of_a_member_appears_at_once_and_can_be_taken_back(db: None) -> None:
    post = an_old_post()
    Discussion.objects.update(first_comments_wait=0)
    reader, stranger = Client(), Client()
    reader.force_login(a_person("Ilse"))
    desk = f"/en/threads/{post.thread_id}/comments/"

    reader.post(desk, {"text": WORDS})
    comment = Comment.objects.get()
    reader.post(desk, {"text": "Yes, me too.", "parent": comment.pk})
    reader.post(f"/en/comments/{comment.pk}/delete/")

    page = stranger.get(f"/en{post.thread.path}").content.decode()
    assert "#1 was withdrawn by its author." in page
    assert "Yes, me too." in page
    assert WORDS not in page
