import re
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from accounts.rules.roles import Role
from comments.actions.moderate import moderate
from comments.models import Comment, Discussion, Thread
from comments.roots import COMMENTS_A_PAGE
from comments.rules.states import WITHDRAW, State
from tests.builders import NOW, a_comment, a_person
from tests.comments.views.conftest import LONG_AGO, many_comments

PAGE = "/talk/page/"
OWN = "/en/talk/page/"


def html(client: Client, address: str = OWN) -> str:
    return client.get(address).content.decode()


def test_two_strangers_get_the_same_bytes_and_nothing_that_marks_them(client: Client, thread: Thread) -> None:
    a_comment(thread=thread, body="One.")

    first, second = Client().get(PAGE), Client(REMOTE_ADDR="198.51.100.9").get(PAGE)

    assert first.content == second.content
    assert not first.cookies
    assert "csrfmiddlewaretoken" not in first.content.decode()
    assert "nonce" not in first.content.decode()


def test_a_strangers_page_brings_no_htmx(client: Client, thread: Thread, signed_in: Client) -> None:
    assert "htmx-4" not in html(client)
    assert "htmx-4" in html(signed_in)


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (30, 30), (300, COMMENTS_A_PAGE)])
def test_reading_takes_as_many_queries_with_1_30_and_300_comments(
    client: Client, thread: Thread, count: int, shown: int, django_assert_num_queries
) -> None:
    many_comments(thread, count, author=a_person(), answers=True)
    thread.refresh_from_db()

    with django_assert_num_queries(5):  # thread, settings, first level, comments, picks
        page = html(client)

    assert page.count('class="comment"') == shown


def test_a_member_needs_as_many_queries_with_1_as_with_30_own_waiting_comments(
    thread: Thread, django_assert_max_num_queries
) -> None:
    person = a_person()
    client = Client()
    client.force_login(person)
    a_comment(thread=thread, author=person, state=State.PENDING)
    html(client)
    with django_assert_max_num_queries(20) as few:
        html(client)
    many_comments(thread, 29, author=person, state=State.PENDING)

    with django_assert_max_num_queries(20) as many:
        html(client)

    assert len(few) == len(many)


def test_answers_stand_in_lists_below_what_they_answer(client: Client, thread: Thread) -> None:
    one = a_comment(thread=thread, body="First")
    a_comment(parent=one, body="Below")
    a_comment(thread=thread, body="Second")

    page = html(client)

    assert re.search(
        r'id="c1".*<ol role="list" class="comments" id="answers-1">.*id="c2".*</ol></li>.*id="c3"', page, re.S
    )
    assert page.count("<ol") == page.count("</ol>")
    assert page.count("<li>") == page.count("</li>")


def test_past_the_fifth_level_words_say_who_is_answered(client: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread)
    for _ in range(7):
        comment = a_comment(parent=comment)

    page = html(client)

    assert page.count('class="comments"') == 5
    assert [n for n in range(9) if f"answer to #{n}<" in page] == [5, 6, 7]


def test_a_removed_comment_leaves_its_place_but_not_its_words(client: Client, thread: Thread) -> None:
    removed = a_comment(
        thread=thread, body="SECRET", state=State.REMOVED, reason="insult", author=a_person("Hidden")
    )
    a_comment(parent=removed, body="An answer")

    page = html(client)

    assert "An answer" in page
    assert "#1 was removed by the moderators: insult." in page
    assert "SECRET" not in page
    assert "Hidden" not in page


def test_a_withdrawn_comment_says_that_its_author_took_it_back(client: Client, thread: Thread) -> None:
    withdrawn = a_comment(thread=thread)
    a_comment(parent=withdrawn)
    moderate(comment=withdrawn, move=WITHDRAW, actor=withdrawn.author.as_actor(), now=NOW)

    assert "#1 was withdrawn by its author." in html(client)


def test_a_waiting_comment_is_seen_by_its_author_alone(
    client: Client, thread: Thread, member: User, signed_in: Client
) -> None:
    waiting = a_comment(thread=thread, author=member, body="PATIENCE", state=State.PENDING)

    stranger, own = html(client), html(signed_in)

    assert "PATIENCE" not in stranger
    assert "PATIENCE" in own
    assert f"/en/comments/{waiting.pk}/status/" in own
    assert "comment--waiting" in own


def test_who_speaks_for_the_house_has_a_badge(client: Client, thread: Thread) -> None:
    a_comment(thread=thread, author=a_person("Mira", Role.EDITOR))
    a_comment(thread=thread, author=a_person("Lea", Role.MODERATOR))
    a_comment(thread=thread, author=a_person("Root", Role.ADMINISTRATOR))
    a_comment(thread=thread, author=a_person("Nobody"))

    badges = re.findall(r'class="badge badge--role">([^<]*)<', html(client))

    assert badges == ["Editors", "Moderation", "Administration"]


def test_newest_first_is_a_link_on_the_page_itself(client: Client, thread: Thread) -> None:
    a_comment(thread=thread, body="Older")
    a_comment(thread=thread, body="Newer")

    page = html(client, f"{OWN}?sort=newest")

    assert page.index("Newer") < page.index("Older")
    assert f'href="{OWN}?sort=newest#thread" aria-current="true"' in page
    assert f'href="{OWN}#thread">' in page


@pytest.mark.parametrize(
    "asked", ["?sort=worst", "?page=abc", "?page=-3", f"?page={'9' * 20}", "?sort=&page="]
)
def test_nonsense_in_the_address_counts_as_not_asked(client: Client, thread: Thread, asked: str) -> None:
    a_comment(thread=thread)

    assert client.get(f"{OWN}{asked}").status_code == 200
    assert html(client, f"{OWN}{asked}") == html(client)


def test_long_conversations_have_numbered_pages_above_and_below(client: Client, thread: Thread) -> None:
    many_comments(thread, 60, author=a_person())

    page = html(client, f"{OWN}?page=2")

    assert page.count('<nav class="pager"') == 2
    assert page.count(f'href="{OWN}?page=2#thread" aria-current="page"') == 2
    assert f'href="{OWN}?page=3#thread"' in page
    assert re.findall(r'id="c(\d+)"', page) == [str(n) for n in range(26, 51)]


def test_an_empty_conversation_invites(client: Client, thread: Thread) -> None:
    page = html(client)

    assert "No comments yet" in page
    assert '<ol role="list" class="comments"' not in page
    assert '<form class="composer"' in page


def test_a_closed_conversation_says_so_and_offers_no_form(client: Client, thread: Thread) -> None:
    a_comment(thread=thread)
    Thread.objects.update(closed=True)

    page = html(client)

    assert "This conversation is closed." in page
    assert "<form" not in page
    assert "?parent=" not in page


def test_house_rules_waiting_and_the_closing_date_stand_above(client: Client, thread: Thread) -> None:
    Discussion.objects.update(house_rules="Be kind.", first_comments_wait=1)
    Thread.objects.update(closes_at=LONG_AGO + timedelta(days=20_000))

    page = html(client)

    assert "Be kind.</span></p>" in page
    assert "<li>First comments are read by a person before they appear.</li>" in page
    assert "<li>The conversation closes on" in page


def test_staff_are_not_told_that_first_comments_wait(client: Client, thread: Thread) -> None:
    Discussion.objects.update(first_comments_wait=1)
    client.force_login(a_person(None, Role.MODERATOR))

    pages = html(client) + html(client, f"/en/threads/{thread.pk}/comments/")

    assert "read by a person before they appear" not in pages


def test_a_member_without_an_account_left_keeps_the_place(client: Client, thread: Thread) -> None:
    person = a_person("Gone")
    a_comment(thread=thread, author=person, body="Still here")
    person.delete()

    page = html(client)

    assert "Still here" in page
    assert "former member" in page


def test_a_comment_in_another_language_says_so(client: Client, thread: Thread) -> None:
    a_comment(thread=thread, language="de")
    a_comment(thread=thread, language="en")

    assert re.findall(r'class="comment__body"( lang="\w\w")?', html(client)) == [' lang="de"', ""]


def test_only_open_places_have_a_reply_link(client: Client, thread: Thread) -> None:
    comment = a_comment(thread=thread, now=NOW)

    assert f'href="/en/threads/{thread.pk}/comments/?parent={comment.pk}"' in html(client)


# --- Orders and folds ------------------------------------------------------------------------


def test_every_order_is_a_link(client: Client, thread: Thread) -> None:
    a_comment(thread=thread)

    orders = re.findall(r'href="([^"]*)#thread"(?: aria-current="true")?>(\w[\w ]+)</a>', html(client))

    assert orders == [
        (OWN, "Oldest"),
        (f"{OWN}?sort=newest", "Newest"),
        (f"{OWN}?sort=useful", "Most useful"),
        (f"{OWN}?sort=picks", "Picks"),
    ]


def test_the_most_useful_come_first(client: Client, thread: Thread) -> None:
    for _ in range(3):
        a_comment(thread=thread)
    Comment.objects.filter(number=2).update(usefulness=1.5)

    assert re.findall(r'id="c(\d)"', html(client, f"{OWN}?sort=useful")) == ["2", "1", "3"]


def test_picks_lead_to_their_places(client: Client, thread: Thread) -> None:
    comment = a_comment(parent=a_comment(thread=thread, body="FIRST"))
    Comment.objects.filter(pk=comment.pk).update(picked_at=NOW)

    page = html(client, f"{OWN}?sort=picks")

    assert f'href="/en/c/{comment.pk}/">In the conversation</a>' in page
    assert f'href="/en/c/{comment.parent_id}/">answer to #1</a>' in page
    assert "FIRST" not in page


def test_a_conversation_without_picks_says_so(client: Client, thread: Thread) -> None:
    a_comment(thread=thread)

    page = html(client, f"{OWN}?sort=picks")

    assert "The editors have not picked a comment here." in page
    assert "Oldest" in page


def test_a_fold_leads_to_the_rest_and_the_rest_leads_back(client: Client, thread: Thread) -> None:
    many_comments(thread, 200, author=a_person("Ida"), answers=True)

    page = html(client)
    rest = html(client, f"{OWN}?under=1&after=80")

    assert f'href="{OWN}?under=1&amp;after=80#thread"' in page
    assert '120 more answers<span class="visually-hidden"> to #1 by Ida</span>' in page
    assert "#1 by Ida and its answers" in rest
    assert '<li class="fold" id="more-1">' in page
    assert f'href="{OWN}#more-1">Back to the whole conversation</a>' in rest
    assert f'href="{OWN}?under=1#thread" rel="nofollow">From the first answer</a>' in rest
    assert re.findall(r'id="c(\d+)"', rest) == ["1", *map(str, range(81, 161))]


def test_the_focus_goes_to_the_first_answer_behind_a_fold_that_still_has_words(
    client: Client, thread: Thread
) -> None:
    many_comments(thread, 200, author=a_person(), answers=True)
    Comment.objects.filter(number__in=[81, 82]).update(state=State.REMOVED)

    rest = html(client, f"{OWN}?under=1&after=80")

    assert re.findall(r'<article[^>]* id="c(\d+)"[^>]* autofocus>', rest) == ["83"]


def test_a_fold_inside_of_a_fold_leads_back_to_the_first_one(client: Client, thread: Thread) -> None:
    many_comments(thread, 200, author=a_person(), answers=True)

    rest = html(client, f"{OWN}?under=1&after=80")
    whole = html(client, f"{OWN}?under=1")

    assert '<li class="fold" id="more-1">' in rest
    assert f'href="{OWN}#c1">Back to the whole conversation</a>' in whole


def test_the_rules_of_the_house_say_their_language(client: Client, thread: Thread) -> None:
    Discussion.objects.update_or_create(pk=1, defaults={"house_rules": "Bleiben Sie höflich."})

    assert '<span lang="de">Bleiben Sie höflich.</span>' in html(client)


def test_with_htmx_a_fold_opens_in_its_place(thread: Thread, signed_in: Client, client: Client) -> None:
    many_comments(thread, 200, author=a_person(), answers=True)
    opens = f'hx-get="{OWN}?under=1&amp;after=80" hx-target="closest li" hx-select="#answers-1 > li"'

    assert opens in html(signed_in)
    assert "hx-" not in html(client)


def test_lists_stay_whole_where_folds_end_them(client: Client, thread: Thread) -> None:
    many_comments(thread, 200, author=a_person(), answers=True)
    a_comment(thread=thread)

    page = html(client)

    assert page.count("<ol") == page.count("</ol>")
    assert page.count("<li") - page.count("<link") == page.count("</li>")


def test_the_next_page_goes_on_behind_what_was_read(client: Client, thread: Thread) -> None:
    many_comments(thread, 60, author=a_person())

    following = f'href="{OWN}?sort=newest&amp;page=2&amp;after=36#thread" rel="next"'

    assert following in html(client, f"{OWN}?sort=newest")
