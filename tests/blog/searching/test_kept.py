"""The index follows everything that is done, and is what writing it anew would make it."""

import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from blog.actions.posts import publish_post, save_post, unpublish_post, withdraw_post
from blog.actions.reindexing import Step, is_due, reindex
from blog.models import Post, PostIndex, PostWords, Reindexing, Word
from blog.rules.states import PostState
from comments.actions.adopt import ForeignComment, adopt_comments
from comments.actions.moderate import moderate
from comments.models import Comment, CommentIndex
from comments.rules.states import MOVES, State
from tests.blog.searching.conftest import Reader
from tests.builders import EDITOR, NOW, a_comment, a_draft, a_post, a_text, a_thread

WORDS = "netz störung leitung router glasfaser e-mail anbieter mast regen kabel outage cable"


def kept() -> dict[str, list[Any]]:
    """Everything that the search keeps, as rows."""
    return {
        model.__name__: sorted(model.objects.values_list())
        for model in (PostIndex, CommentIndex, PostWords, Word)
    }


def written_anew() -> dict[str, list[Any]]:
    for model in (PostIndex, CommentIndex, PostWords, Word):
        model.objects.all().delete()
    reindex(restart=True)
    return kept()


def without_spelling(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Leave out as what a word is shown: the first post to bring it says how it is written."""
    return rows | {"Word": [(row[0], *row[2:]) for row in rows["Word"]]}


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_series_of_actions_the_index_is_what_writing_it_anew_makes(seed: int) -> None:
    chance = random.Random(seed)
    now = NOW
    for _ in range(60):
        now += timedelta(minutes=1)
        chance.choice(ACTIONS)(chance, now)
    found = kept()

    assert all(found.values())
    assert without_spelling(found) == without_spelling(written_anew())


def some_words(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS.split(), k=chance.randint(2, 12)))


def some_text(chance: random.Random) -> dict[str, str]:
    return {
        "title": some_words(chance),
        "lead": some_words(chance),
        "body": f"<p>{some_words(chance)}</p>",
        "language": chance.choice(["de", "en"]),
    }


def some_post(chance: random.Random) -> Post | None:
    """Any post or none; by number, so that a seed makes the same series on every database."""
    return chance.choice([*Post.objects.select_related("live", "thread").order_by("pk"), None])


def write(chance: random.Random, now: Any) -> None:
    a_draft(now=now, **some_text(chance))


def publish(chance: random.Random, now: Any) -> None:
    if (post := some_post(chance)) and post.state != PostState.WITHDRAWN:
        publish_post(post=post, at=now + timedelta(days=chance.choice([-2, 0, 2])), actor=EDITOR, now=now)


def edit(chance: random.Random, now: Any) -> None:
    if post := some_post(chance):
        save_post(post=post, slug="", content=a_text(**some_text(chance)), actor=EDITOR, now=now)


def take_back(chance: random.Random, now: Any) -> None:
    if (post := some_post(chance)) and post.state == PostState.PUBLISHED:
        unpublish_post(post=post, actor=EDITOR, now=now)


def withdraw(chance: random.Random, now: Any) -> None:
    if (post := some_post(chance)) and post.state == PostState.PUBLISHED and post.was_public(now):
        withdraw_post(post=post, actor=EDITOR, now=now)


def say(chance: random.Random, now: Any) -> None:
    a_comment(body=some_words(chance), state=chance.choice(list(State)[1:3]), now=now)


def move(chance: random.Random, now: Any) -> None:
    if comment := chance.choice([*Comment.objects.order_by("pk"), None]):
        open_moves = [each for each in MOVES.values() if comment.state in each.sources]
        if open_moves:
            moderate(comment=comment, move=chance.choice(open_moves), actor=EDITOR, now=now)


def take_in(chance: random.Random, now: Any) -> None:
    records = [
        ForeignComment(
            foreign_id=f"test:{now.isoformat()}:{number}",
            source=some_words(chance),
            posted_at=now - timedelta(days=chance.randint(0, 4000)),
            state=chance.choice([State.PUBLIC, State.SPAM]),
            language="de",
        )
        for number in range(3)
    ]
    adopt_comments(thread=a_thread(), records=records, now=now)


ACTIONS: list[Callable[[random.Random, Any], None]] = [
    *(write, publish, publish, edit, take_back, withdraw, say, say, move, take_in)
]


def test_a_post_is_found_from_its_time_on_without_a_job(reader: Reader) -> None:
    later = Post.objects.get(pk=a_post(title="Morgen", at=NOW.replace(year=2199)).pk)

    assert reader.search("morgen").titles == []
    Post.objects.filter(pk=later.pk).update(published_at=NOW)  # its time comes; nobody does anything
    assert reader.search("morgen").titles == ["Morgen"]


def test_what_happens_to_a_post_and_a_comment_is_seen_at_once(reader: Reader) -> None:
    post = a_post(title="Netzwort")
    comment = a_comment(thread=post.thread, body="Widerwort")
    seen = [reader.search("widerwort").titles]
    for name in ("remove", "approve", "spam"):
        moderate(comment=comment, move=MOVES[name], actor=EDITOR, now=NOW)
        seen.append(reader.search("widerwort").titles)
    assert seen == [["Netzwort"], [], ["Netzwort"], []]

    withdraw_post(post=post, actor=EDITOR, now=NOW)

    assert reader.search("netzwort").titles == []


@pytest.mark.django_db
def test_writing_anew_goes_on_where_it_was_stopped() -> None:
    for _ in range(3):
        a_comment(thread=a_post(title="netz").thread, body="netz")
    true = kept()
    for model in (PostIndex, CommentIndex, PostWords, Word):
        model.objects.all().delete()
    assert is_due()

    turns = iter([True, False])
    reindex(may_go_on=lambda: next(turns))
    stopped = Reindexing.objects.get()
    done = reindex()

    assert (stopped.step, stopped.after) == (Step.COMMENTS, 0)
    assert done == {"posts": 0, "comments": 3}
    assert without_spelling(kept()) == without_spelling(true)
    assert not is_due()


@pytest.mark.django_db
def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    a_comment(thread=a_post(title="netz").thread, body="netz")

    call_command("reindex")

    assert capsys.readouterr().out.count("1") == 2
    assert not is_due()


@pytest.mark.django_db(transaction=True)
def test_flush_empties_the_index_with_everything_else() -> None:
    a_comment(thread=a_post(title="netz").thread, body="netz")
    tables = connection.introspection.django_table_names(only_existing=True)

    assert {PostIndex._meta.db_table, CommentIndex._meta.db_table} <= set(tables)
    PostIndex.objects.all().delete()
    CommentIndex.objects.all().delete()
    assert not PostIndex.objects.exists()
    assert not CommentIndex.objects.exists()
