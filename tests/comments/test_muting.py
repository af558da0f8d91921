"""What a muted person does × where it could meet the reader who muted them (A4).

One table: `-` nothing of it is there, `line` a line that names nobody keeps the place, `+` it is there. For
another member, and for the muted person, everything is as if nobody had muted anybody.
"""

from dataclasses import dataclass, field

import pytest
from django.test import Client

from accounts.actions.mutes import mute
from accounts.models import Delivery, Mute, User
from accounts.rules.roles import Role
from comments.actions.picks import pick
from comments.actions.spreading import spread
from comments.models import Comment, InboxEntry, LogEntry, Thread, Untold
from tests.builders import EDITOR, NOW, a_comment, a_person, a_post

pytestmark = pytest.mark.django_db

WORDS = "Leuchtturm"
POST, NEWEST, USEFUL, PICKS = "post", "?sort=newest", "?sort=useful", "?sort=picks"
FRONT, SEARCH, MEMBER, PERMALINK, INBOX = "front page", "search", "their page", "permalink", "inbox"
PLACES = (POST, NEWEST, USEFUL, PICKS, FRONT, SEARCH, MEMBER, PERMALINK, INBOX)

TABLE = """
                            | post | newest | useful | picks | front | search |theirs | permalink | inbox
comments                    |  -   |   -    |   -    |   -   |   -   |   -    |   -    |     -     |   -
answers the reader          |  -   |   -    |   -    |   -   |   -   |   -    |   -    |     -     |   -
is answered by another      | line |  line  |  line  |   -   |   -   |   -    |   -    |     -     |   -
is answered by the reader   | line |  line  |  line  |   -   |   -   |   -    |   -    |     -     |   -
is picked by an editor      |  -   |   -    |   -    |   -   |   -   |   -    |   -    |     -     |   -
mentions the reader         |  -   |   -    |   -    |   -   |   -   |   -    |   -    |     -     |   -
is quoted by another        |  +   |   +    |   +    |   -   |   +   |   +    |   -    |     -     |   -
answers for the house       |  +   |   +    |   +    |   -   |   +   |   +    |   -    |     +     |   -
"""  # fmt: skip


@dataclass
class Scene:
    """A post with a conversation of which `reader` muted `loud`; `said` is what they said last."""

    reader: User
    loud: User
    other: User
    thread: Thread
    clients: dict[str, Client] = field(default_factory=dict)
    said: Comment | None = None

    def page(self, who: str, place: str) -> str:
        assert self.said
        addresses = {
            FRONT: "/en/",
            SEARCH: f"/en/search/?q={WORDS}",
            MEMBER: f"/en/members/{self.loud.username}/",
            PERMALINK: f"/en/c/{self.said.pk}/",
            POST: f"/en{self.thread.path}",
        }
        address = addresses.get(place, f"/en{self.thread.path}{place}")
        return self.clients[who].get(address, follow=True).content.decode()


@pytest.fixture(autouse=True)
def _without_second_factor(settings) -> None:
    settings.STAFF_SECOND_FACTOR = False


@pytest.fixture
def scene() -> Scene:
    reader, loud, other = a_person("Mira Lindqvist"), a_person("Lars Laut"), a_person("Olga Ohr")
    found = Scene(reader, loud, other, a_post(title="Nebel").thread)
    mute(person=reader, other=loud, now=NOW)
    for who, person in {"reader": reader, "loud": loud, "other": other}.items():
        found.clients[who] = Client()
        found.clients[who].force_login(person)
    return found


def do(scene: Scene, what: str) -> None:
    """Let the muted person do it, with the word that is looked for."""
    body, parent = f"{WORDS} am Abend", None
    if what == "answers the reader":
        parent = a_comment(thread=scene.thread, author=scene.reader, body="Ein Wort.")
    if what == "mentions the reader":
        a_comment(thread=scene.thread, author=scene.reader, body="Ein Wort.")
        body = f"@Mira Lindqvist {body}"
    scene.said = a_comment(thread=scene.thread, parent=parent, author=scene.loud, body=body)
    if what.startswith("is answered"):
        author = scene.reader if "reader" in what else scene.other
        a_comment(parent=scene.said, author=author, body="Gewiss.")
    if what == "is picked by an editor":
        pick(comment=scene.said, actor=EDITOR, now=NOW)
    if what == "is quoted by another":
        a_comment(thread=scene.thread, author=scene.other, body=f"> {body}\n\nSo hieß es.")
    if what == "answers for the house":
        Comment.objects.filter(pk=scene.said.pk).update(office="author")
    spread(now=NOW)


def met(scene: Scene, place: str) -> str:
    """What the reader meets at a place."""
    if place == INBOX:
        heard = InboxEntry.objects.filter(person=scene.reader, comment__author=scene.loud)
        return "+" if heard.exists() or Delivery.objects.filter(person=scene.reader).exists() else "-"
    page = scene.page("reader", place)
    if f"{WORDS} am Abend" in page or f"<mark>{WORDS}</mark> am Abend" in page:
        return "+"
    return "line" if "is by somebody you muted" in page and place != PERMALINK else "-"


def rows() -> dict[str, dict[str, str]]:
    _empty, _head, *lines = TABLE.splitlines()
    found = {}
    for line in filter(str.strip, lines):
        what, *cells = (cell.strip() for cell in line.split("|"))
        found[what] = dict(zip(PLACES, cells, strict=True))
    return found


@pytest.mark.parametrize("what", rows())
def test_the_reader_meets_what_the_table_says(scene, what):
    do(scene, what)

    assert {place: met(scene, place) for place in PLACES} == rows()[what]


@pytest.mark.parametrize("what", ["comments", "is picked by an editor"])
def test_everybody_else_meets_the_words_wherever_they_stand(scene, what):
    do(scene, what)

    for place in {POST, NEWEST, USEFUL, FRONT, SEARCH, MEMBER, PERMALINK}:
        for who in ("other", "loud"):
            assert WORDS in scene.page(who, place), (who, place)


def test_the_muted_person_finds_the_same_pages_before_and_after(scene):
    do(scene, "answers the reader")
    places = (POST, NEWEST, FRONT, MEMBER, PERMALINK, SEARCH)

    def seen() -> list[str]:
        pages = [scene.page("loud", place) for place in places]
        for page in pages:
            assert "you muted" not in page.lower()
        return [without_tokens(page) for page in pages]

    muted = seen()
    Mute.objects.all().delete()

    assert seen() == muted


def test_a_mute_leaves_no_trace_that_others_could_find(scene):
    do(scene, "comments")
    version = Thread.objects.get(pk=scene.thread.pk).version
    rows = [model.objects.count() for model in (LogEntry, InboxEntry, Untold, Delivery)]

    mute(person=scene.other, other=scene.loud, now=NOW)

    assert Thread.objects.get(pk=scene.thread.pk).version == version
    assert [model.objects.count() for model in (LogEntry, InboxEntry, Untold, Delivery)] == rows


def test_moderators_find_everything_in_the_queue_whomever_they_muted(scene):
    do(scene, "comments")
    moderator = a_person(None, Role.MODERATOR)
    mute(person=moderator, other=scene.loud, now=NOW)
    client = Client()
    client.force_login(moderator)

    assert WORDS in client.get("/en/moderation/?state=all").content.decode()


def test_the_page_says_how_many_comments_are_not_there(scene):
    do(scene, "comments")
    do(scene, "comments")

    page = scene.page("reader", POST)

    assert "2 comments by people you muted are not shown here." in page
    assert "You could be the first" not in page


def test_the_words_are_shown_once_without_a_script_and_in_place_with_one(scene):
    do(scene, "is answered by another")
    assert scene.said
    address = f"/en/comments/{scene.said.pk}/muted/?show=1"
    assert address in scene.page("reader", POST)
    client = scene.clients["reader"]

    page = client.get(address).content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()

    assert WORDS in page and "<main" in page
    assert WORDS in part and "<main" not in part
    assert f'id="c{scene.said.number}"' in part


def without_tokens(page: str) -> str:
    """A page without what differs between any two of them."""
    kept = [line for line in page.splitlines() if 'type="hidden"' not in line]
    return "\n".join(kept)
