"""What is new since I was here, without a script: `?since=`, and the line at the head (R10)."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Mute
from comments.actions.moderate import moderate
from comments.actions.react import react
from comments.actions.visits import note_visit
from comments.models import Comment, Thread
from comments.rules.states import APPROVE, State
from comments.rules.visits import SAME_VISIT
from tests.builders import EDITOR, NOW, a_comment, a_person, a_post
from tests.comments.views.conftest import many_comments

pytestmark = pytest.mark.django_db

MARK = re.compile(r'class="comment[^"]*comment--new" id="c(\d+)"')


def marked(html: str) -> list[int]:
    """The numbers of the comments that are marked as new, as they stand on the page."""
    return [int(number) for number in MARK.findall(html)]


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


@pytest.fixture
def visited(thread: Thread, member) -> Thread:
    """A conversation that the member saw up to its second comment, an hour and more ago."""
    for _ in range(2):
        a_comment(thread=thread)
    before = timezone.now() - 2 * SAME_VISIT
    note_visit(person=member, thread=thread, public_seq=2, now=before)
    return thread


# --- The address ------------------------------------------------------------------------------


def test_what_became_public_after_a_place_is_marked_in_words_and_leads_on(client, thread):
    first = a_comment(thread=thread)
    answer = a_comment(parent=first, body="An answer.")
    last = a_comment(thread=thread)

    page = text(client, "/en/talk/page/?since=1&page=1")

    assert marked(page) == [answer.number, last.number]
    assert f'<a class="badge badge--new" href="#c{last.number}">new' in page
    assert "2 new comments since then" in page


def test_what_is_not_public_is_neither_marked_nor_counted(client, thread):
    a_comment(thread=thread)
    for state in (State.PENDING, State.SPAM, State.REMOVED, State.WITHDRAWN):
        a_comment(thread=thread, body="SECRET", state=state)

    page = text(client, "/en/talk/page/?since=1&page=1")

    assert (marked(page), "SECRET" in page) == ([], False)
    assert "Nothing new since then." in page


def test_a_comment_that_is_approved_late_is_new(client, thread):
    held = a_comment(thread=thread, state=State.PENDING)
    type(held).objects.filter(pk=held.pk).update(public_seq=None)
    known = a_comment(thread=thread)
    held.refresh_from_db()
    moderate(comment=held, move=APPROVE, actor=EDITOR, now=NOW)

    assert marked(text(client, f"/talk/page/?since={known.public_seq}&page=1")) == [held.number]


@pytest.mark.parametrize("since", ["", "x", "-1", "1e3", "2026-13-45", "2026-02-30T99:00", "9" * 40, "٣"])
def test_what_names_no_moment_counts_as_unasked(client, thread, since):
    a_comment(thread=thread)

    assert marked(text(client, f"/talk/page/?since={since}")) == []


@pytest.mark.parametrize("since", ["2026-03-14", "2026-03-14T08:30", "2026-03-14T08:30:00Z"])
def test_a_day_or_a_time_says_it_as_well(client, thread, since):
    a_comment(thread=thread, now=NOW - timedelta(days=2))
    new = a_comment(thread=thread, now=NOW)

    assert marked(text(client, f"/talk/page/?since={since}&page=1")) == [new.number]


def test_a_day_after_everything_finds_nothing(client, thread):
    a_comment(thread=thread)

    assert marked(text(client, "/talk/page/?since=2031-01-01&page=1")) == []


@pytest.mark.parametrize("given_out", [30, 30_000], ids=["a few new", "perhaps many new"])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("since=28", "since=28&page=2#c29"),
        ("since=20", "since=20&page=1#c21"),
        ("since=20&past=25", "since=20&page=2#c26"),
        ("since=20&past=30", "since=20&page=1#c21"),
        ("since=28&sort=newest", "since=28&sort=newest&page=1#c30"),
        ("since=20&sort=newest&past=26", "since=20&sort=newest&page=1#c25"),
        ("since=20&before=26", "since=20&page=1#c25"),
        ("since=20&before=21", "since=20&page=2#c30"),
        ("since=20&sort=newest&before=25", "since=20&sort=newest&page=1#c26"),
        ("since=20&sort=newest&before=30", "since=20&sort=newest&page=1#c21"),
        ("since=30", "since=30&page=1#thread"),
    ],
)
def test_a_link_to_what_is_new_finds_the_page_and_the_place(client, member, query, found, given_out):
    post = a_post()
    many_comments(post.thread, 30, author=member)
    Thread.objects.update(last_public_seq=given_out)

    answer = client.get(f"{post.get_absolute_url()}?{query}")

    assert (answer.status_code, answer["Location"]) == (302, f"{post.get_absolute_url()}?{found}")


def test_the_last_new_one_of_a_page_leads_to_the_next_page_that_has_some(client, member, thread):
    many_comments(thread, 30, author=member)

    first, second = (text(client, f"/talk/page/?since=23&page={page}") for page in (1, 2))

    assert 'href="/talk/page/?since=23&amp;past=25"' in first
    assert "past=" not in second
    assert "/talk/page/?since=23&amp;page=2#thread" in first


def test_what_is_new_in_a_fold_is_not_passed_over(client, member):
    """Some answers of the first sub-thread are shown, the rest is folded, and all of it is new."""
    post = a_post()
    many_comments(post.thread, 120, author=member, answers=True)
    last = a_comment(thread=post.thread)
    address = post.get_absolute_url()

    shown = marked(page := text(client, f"{address}?since=0&page=1"))
    before_the_fold = shown[-2]
    inside = client.get(f"{address}?since=0&past={before_the_fold}")["Location"]

    assert (shown[-1], before_the_fold < 119) == (last.number, True)
    assert f'href="{address}?since=0&amp;past={before_the_fold}"' in page
    assert "under=1" in inside and inside.endswith(f"#c{before_the_fold + 1}")


def test_new_comments_are_stepped_through_in_the_order_that_is_shown(client, member, thread):
    many_comments(thread, 3, author=member)
    liked = Comment.objects.get(number=2)
    react(comment=liked, person=a_person(), useful=True, now=NOW)

    page = text(client, "/talk/page/?since=0&sort=useful&page=1")

    assert marked(page) == [2, 1, 3]
    assert 'href="/talk/page/?since=0&amp;sort=useful"' in page
    assert '<a class="badge badge--new" href="#c1">' in page


def test_the_way_through_what_is_new_leaves_out_own_and_muted_words(signed_in, member, thread):
    post = a_post()
    muted, other = a_person("Muted"), a_person("Other")
    Mute.objects.create(person=member, muted=muted, since=NOW)
    for author in (other, muted, member, other):
        a_comment(thread=post.thread, author=author)

    answer = signed_in.get(f"{post.get_absolute_url()}?since=0&past=1")

    assert answer["Location"].endswith("#c4")
    assert '<a class="badge badge--new" href="#c4">' in text(
        signed_in, f"{post.get_absolute_url()}?since=0&page=1"
    )


def test_a_page_with_marks_is_not_indexed_and_belongs_to_the_post(client):
    post = a_post()
    a_comment(thread=post.thread)

    answer = client.get(f"{post.get_absolute_url()}?since=0&page=1")

    assert answer["X-Robots-Tag"] == "noindex"
    canonical = re.search(r'rel="canonical" href="[^"]*?(/2026/[^"]*)"', answer.content.decode())
    assert canonical and canonical[1] == post.get_absolute_url()


def test_looking_changes_nothing(signed_in, visited, member):
    a_comment(thread=visited)

    text(signed_in, "/talk/page/?since=2&page=1")
    text(signed_in, "/talk/page/")

    assert member.visits.get().public_seq == 2


# --- The line of a member ---------------------------------------------------------------------


def test_a_returning_member_is_told_how_many_are_new(signed_in, visited):
    a_comment(thread=visited)
    a_comment(thread=visited, state=State.PENDING)

    page = text(signed_in, "/en/talk/page/")

    assert "One new comment since your visit" in page
    assert 'href="/en/talk/page/?since=2"' in page
    assert 'data-known="2"' in page


def test_to_whom_nothing_is_new_nothing_is_said(signed_in, visited):
    assert "since your visit at" not in text(signed_in, "/en/talk/page/")


def test_own_comments_and_those_of_muted_people_are_not_news(signed_in, visited, member):
    muted = a_person()
    Mute.objects.create(person=member, muted=muted, since=NOW)
    a_comment(thread=visited, author=member)
    a_comment(thread=visited, author=muted)

    page = text(signed_in, "/en/talk/page/")

    assert "new comments since your visit at" not in page
    assert "One new comment since your visit at" not in page


def test_answers_to_the_reader_say_so(signed_in, visited, member):
    own = a_comment(thread=visited, author=member)
    a_comment(parent=own)
    a_comment(thread=visited)

    page = text(signed_in, "/en/talk/page/")

    assert page.count("answer to you</span>") == 1
    assert "2 new comments since your visit" in page
    assert ", one answer to you" in page


def test_nobody_sees_the_marker_of_another(visited, client):
    a_comment(thread=visited)
    other = Client()
    other.force_login(a_person())

    for reader in (client, other):
        assert "data-known" not in text(reader, "/talk/page/")


def test_the_page_of_a_stranger_holds_no_marker_and_no_token(client, visited):
    page = text(client, "/talk/page/")

    assert f'data-last="{visited.last_public_seq}"' in page
    assert "csrfmiddlewaretoken" not in page
    assert "data-seen" not in page


@pytest.mark.parametrize("asked", ["0001-01-01", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00%2B14:00"])
def test_a_moment_beyond_the_calendar_counts_as_not_asked(client, visited, asked):
    assert marked(text(client, f"/talk/page/?since={asked}")) == []
