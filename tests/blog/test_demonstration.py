"""The demonstration, loaded by the command that operators use."""

from collections import Counter
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.models import Delivery, Measure
from accounts.rules.measures import Sanction
from blog.demonstration.drawings import DRAWINGS, draw
from blog.models import Post
from comments.models import (
    Appeal,
    Case,
    Comment,
    CommentVersion,
    Discussion,
    Follow,
    InboxEntry,
    Report,
    Thread,
)
from comments.reading import read_thread
from comments.rules.notices import Notice
from comments.rules.states import State
from comments.transparency import months_of_the_log

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def printed(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """What the command printed. It draws pictures, so all tests of this module share one load."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield _load()
        transaction.set_rollback(True)


def _load() -> str:
    printed = StringIO()
    call_command("demo", stdout=printed)
    return printed.getvalue()


def test_the_outage_report_stands_with_its_conversation_on_three_levels_and_one_comment_waits(
    printed: str,
) -> None:
    report = Post.objects.public(timezone.now()).get(slug="plauderfunk-schenkt-freiminuten")
    comments = report.thread.comments

    assert comments.public().count() >= 9
    assert set(comments.public().values_list("depth", flat=True)) >= {0, 1, 2}
    assert comments.filter(state=State.PENDING).count() == 1


def test_the_report_quotes_twice_and_names_its_source(printed: str) -> None:
    revision = Post.objects.get(slug="plauderfunk-schenkt-freiminuten").live

    assert revision.body.count('<figure class="quote">') == 2
    assert "via Mail" in revision.sources.values_list("label", flat=True)


def test_some_twenty_posts_in_two_languages_are_public(printed: str) -> None:
    languages = list(Post.objects.public(timezone.now()).values_list("live__language", flat=True))

    assert len(languages) == 20
    assert languages.count("en") >= 5


def test_editors_find_work(printed: str) -> None:
    now = timezone.now()

    assert (Post.objects.in_review().count(), Post.objects.scheduled(now).count()) == (1, 1)


def test_moderators_find_work(printed: str) -> None:
    assert Comment.objects.filter(state=State.PENDING).count() >= 3


def test_every_list_of_the_moderators_has_work(printed: str) -> None:
    waiting = Comment.objects.filter(state=State.PENDING)

    found = {str(comment.author) for comment in waiting.select_related("author") if comment.evidence}
    assert found == {"Ferienhaus-Tipp", "Kester"}
    assert Report.objects.open().count() == 3
    assert Appeal.objects.waiting().count() == 1
    assert CommentVersion.objects.held().count() == 1
    assert Measure.objects.in_force(timezone.now()).count() == 1


def test_figures_of_months_are_there_to_be_shown(printed: str) -> None:
    months = months_of_the_log()

    assert len(months) >= 4
    assert sum(month.reversed for month in months) == 1
    assert len(Counter(ground for month in months for ground in month.removed)) >= 5
    assert {kind for month in months for kind, _ground in month.measures} == set(Sanction)


def test_whoever_was_warned_can_sign_in_and_read_why(printed: str) -> None:
    case = Case.objects.standing().get(appeal__decided_at=None, appeal__isnull=False)

    assert case.comment.author is not None
    assert case.comment.author.username == "Rolf Damm"
    assert "Rolf Damm" in printed
    assert Measure.objects.filter(person=case.comment.author).unseen().count() == 1


def test_nobody_invented_gets_a_mail(printed: str) -> None:
    assert not Delivery.objects.filter(state=Delivery.State.OWED).exists()


def test_the_outage_report_shows_what_can_become_of_a_comment(printed: str) -> None:
    said = Post.objects.get(slug="plauderfunk-schenkt-freiminuten").thread.comments

    assert list(said.picked().values_list("author__username", flat=True)) == ["Uwe Thalbach"]
    assert list(said.official().values_list("author__username", flat=True)) == ["Mira Lindqvist"]
    assert list(said.filter(revised=True).values_list("author__username", flat=True)) == ["Kester"]
    assert said.filter(reaction_count__gt=0).count() == 3


def test_a_sub_thread_is_so_long_that_its_end_is_folded(printed: str) -> None:
    thread = Thread.objects.get(path__endswith="/was-in-den-212-seiten-steht/")

    page = read_thread(thread, now=timezone.now(), discussion=Discussion.load())

    fold = page.rows[0].answers[-1].fold
    assert fold is not None
    assert fold.count == 12


def test_the_member_who_can_sign_in_follows_a_conversation_and_has_many_kinds_of_news(printed: str) -> None:
    news = InboxEntry.objects.filter(person__username="Rosa Mendel").unread()

    assert Follow.objects.filter(person__username="Rosa Mendel").count() == 1
    assert set(news.values_list("kind", flat=True)) == {
        Notice.THREAD, Notice.ANSWER, Notice.MENTION, Notice.PICKED, Notice.APPROVED,
    }  # fmt: skip


def test_a_second_run_changes_nothing_and_says_the_passwords_again(printed: str) -> None:
    before = (Post.objects.count(), Comment.objects.count())

    again = _load()

    assert again == printed
    assert (Post.objects.count(), Comment.objects.count()) == before


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_a_drawing_is_a_picture(name: str) -> None:
    assert draw(name).startswith(b"\x89PNG")
