"""The form for a new text of an own comment, and the words that readers keep (C5, C6)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.rules.roles import Role, system
from comments.actions.edit import edit_comment
from comments.actions.moderate import moderate
from comments.actions.release import decide_edits
from comments.models import Comment, Discussion, Publication, Thread
from comments.rules.states import HOLD, REMOVE, WITHDRAW, State
from markup import COMMENT_LIMIT
from tests.builders import a_comment, a_person
from tests.comments.views.conftest import LONG_AGO
from tests.comments.views.test_compose import field

SECRET = "Sie wartet und verrät NICHTS."


@pytest.fixture
def own(thread: Thread, member: User) -> Comment:
    """A public comment of the member, from long ago."""
    return a_comment(thread=thread, author=member, body="First words.", now=LONG_AGO)


def form(comment: Comment) -> str:
    return f"/en/comments/{comment.pk}/edit/"


def texts(comment: Comment) -> str:
    return f"/en/comments/{comment.pk}/versions/"


def change(comment: Comment, words: str, *, seen: int = 1) -> None:
    edit_comment(
        comment=Comment.objects.select_related("thread").get(pk=comment.pk),
        author=comment.author,
        source=words,
        seen=seen,
        seconds_on_form=30,
        network="",
        now=timezone.now(),
    )
    cache.clear()


def hold_edits() -> None:
    Discussion.objects.update(publication=Publication.AFTER_READING)


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_form_holds_the_present_text_and_says_what_becomes_of_it(signed_in: Client, own: Comment) -> None:
    page = page_of(signed_in, form(own))

    assert "First words.</textarea>" in page
    assert "the earlier text stays readable beside the new one" in page


def test_a_change_leads_back_to_the_comment_which_can_take_the_focus(signed_in: Client, own: Comment) -> None:
    page = page_of(signed_in, form(own))

    answer = signed_in.post(form(own), {"text": "Better words.", "seen_text": field(page, "seen_text")})

    assert (answer.status_code, answer["Location"]) == (303, "/en/talk/page/#c1")
    shown = page_of(signed_in, "/en/talk/page/")
    assert "Better words." in shown
    assert 'id="c1" data-seq="1" aria-label="Comment 1 by Ilse" data-submission="' in shown
    assert 'tabindex="-1">' in shown


def test_readers_find_the_word_edited_and_the_words_that_were_changed(own: Comment, client: Client) -> None:
    change(own, "First better words.")

    page = page_of(client, "/en/talk/page/")
    difference = page_of(client, texts(own))

    assert f'<a class="comment__edited" href="{texts(own)}" rel="nofollow">edited' in page
    assert "First <ins>better</ins> words." in difference
    assert "First words.</p>" in difference


def test_an_early_change_is_marked_and_leads_nowhere(thread: Thread, member: User, client: Client) -> None:
    comment = a_comment(thread=thread, author=member, body="Early SECRET.", now=timezone.now())
    change(comment, "Early.")

    page = page_of(client, "/en/talk/page/")

    assert '<span class="comment__edited">edited' in page
    assert client.get(texts(comment)).status_code == 302
    assert "SECRET" not in page


def test_strangers_are_asked_to_sign_in_and_get_their_text_back(own: Comment, member: User) -> None:
    client = Client()
    assert client.get(form(own)).status_code == 302
    answer = client.post(form(own), {"text": "Typed <late>.", "seen_text": "1"})
    assert answer.status_code == 403
    assert "Typed &lt;late&gt;." in answer.content.decode()
    assert "First words." not in answer.content.decode()

    client.force_login(member)

    assert "Typed &lt;late&gt;." in page_of(client, form(own))


@pytest.mark.parametrize("role", [None, Role.MODERATOR, Role.ADMINISTRATOR])
def test_nobody_else_gets_the_form(own: Comment, role: Role | None) -> None:
    client = Client()
    client.force_login(a_person("Hal", *([role] if role else [])))

    assert client.get(form(own)).status_code == 404
    assert client.post(form(own), {"text": "Not mine.", "seen_text": "1"}).status_code == 404


def test_another_window_was_faster_and_both_texts_are_there(signed_in: Client, own: Comment) -> None:
    change(own, "From the one window.")

    answer = signed_in.post(form(own), {"text": "From the other window.", "seen_text": "1"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "From the <del>one</del> <ins>other</ins> window." in page
    assert "From the other window.</textarea>" in page
    assert field(page, "seen_text") == "2"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"text": "x" * (COMMENT_LIMIT + 1), "seen_text": "1"}, 422),
        ({"text": "Typed.", "seen_text": "1", "preview": "yes"}, 200),
        ({"text": "Typed.", "seen_text": "nonsense"}, 409),
    ],
)
def test_whatever_is_wrong_with_it_the_text_comes_back_and_nothing_is_changed(
    signed_in: Client, own: Comment, sent: dict[str, str], status: int
) -> None:
    answer = signed_in.post(form(own), sent)

    assert answer.status_code == status
    assert f"{sent['text']}</textarea>" in answer.content.decode()
    assert Comment.objects.get().source == "First words."


def test_a_form_without_a_token_gives_the_text_back(own: Comment, member: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)

    answer = client.post(form(own), {"text": "Typed.", "seen_text": "1"})

    assert answer.status_code == 403
    assert "Typed.</textarea>" in answer.content.decode()
    assert Comment.objects.get().source == "First words."


def test_a_closed_conversation_gives_the_text_back(signed_in: Client, own: Comment) -> None:
    Thread.objects.update(closed=True)

    answer = signed_in.post(form(own), {"text": "Typed.", "seen_text": "1"})

    assert answer.status_code == 409
    assert "Typed.</textarea>" in answer.content.decode()


def test_a_held_edit_is_seen_by_its_author_alone(signed_in: Client, own: Comment, client: Client) -> None:
    hold_edits()
    page = page_of(signed_in, form(own))
    signed_in.post(form(own), {"text": SECRET, "seen_text": field(page, "seen_text")})
    other = Client()
    other.force_login(a_person("Hal"))

    assert "Your change waits to be read; nobody else sees it yet." in page_of(signed_in, "/en/talk/page/")
    assert SECRET in page_of(signed_in, form(own))
    assert SECRET in page_of(signed_in, f"/en/comments/{own.pk}/status/")
    change_is_known = [
        address
        for reader in (client, other)
        for address in (
            "/en/talk/page/",
            texts(own),
            f"/en/members/{own.author}/",
            f"/threads/{own.thread_id}/new/?after=0",
            "/en/search/?q=verrät",
            f"/en/comments/{own.pk}/status/",
        )
        if "NICHTS" in reader.get(address, follow=True).content.decode()
    ]
    assert change_is_known == []


def test_a_refused_text_is_nowhere_for_readers(own: Comment, client: Client) -> None:
    hold_edits()
    change(own, SECRET)
    decide_edits(edits=list(own.versions.held()), release=False, actor=system("tests"), now=timezone.now())
    Discussion.objects.update(publication=Publication.AT_ONCE)
    change(own, "Accepted words.", seen=2)

    difference = page_of(client, texts(own))

    assert "NICHTS" not in difference
    assert "Accepted" in difference


@pytest.mark.parametrize(("move", "status"), [(REMOVE, 410), (WITHDRAW, 410), (HOLD, 404)])
@pytest.mark.parametrize("answered", [True, False])
def test_of_a_comment_that_is_gone_no_text_is_left(
    own: Comment, client: Client, move: object, status: int, answered: bool
) -> None:
    change(own, "Second words.")
    if answered:
        a_comment(parent=own)
    own.refresh_from_db()
    moderate(comment=own, move=move, actor=system("tests"), now=timezone.now())  # type: ignore[arg-type]

    answer = client.get(texts(own))

    assert answer.status_code == status
    assert "words" not in answer.content.decode()


def test_a_moderator_is_led_to_every_text(own: Comment) -> None:
    change(own, "Second words.")
    own.refresh_from_db()
    moderate(comment=own, move=REMOVE, actor=system("tests"), now=timezone.now())
    desk = Client()
    desk.force_login(a_person("Mo", Role.MODERATOR))

    page = desk.get(texts(own), follow=True).content.decode()

    assert "First<" in page or "First words." in page


def test_the_texts_of_a_page_that_is_not_public_are_not_either(own: Comment, client: Client) -> None:
    change(own, "Second words.")
    Thread.objects.update(visible_until=timezone.now() - timedelta(days=1))

    assert client.get(texts(own)).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_any_number_of_texts_takes_the_same_queries(
    own: Comment, client: Client, django_assert_num_queries: object, settings: object, count: int
) -> None:
    settings.COMMENTS_PER_MINUTE = 0  # type: ignore[attr-defined]
    for number in range(count):
        change(own, f"Words {number}.", seen=number + 1)
    client.get(texts(own))

    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        page = page_of(client, texts(own))

    assert page.count("<h2 class=") == min(count + 1, 10)


QUERIES = 4


def test_previews_of_a_change_are_limited_as_those_of_a_comment_are(
    signed_in: Client, own: Comment, settings: object
) -> None:
    limits = settings.ACCOUNT_RATE_LIMITS | {"preview_of_member": "1/m/user"}  # type: ignore[attr-defined]
    settings.ACCOUNT_RATE_LIMITS = limits  # type: ignore[attr-defined]
    sent = {"text": "KEPT", "seen_text": "1", "preview": "yes"}

    answers = [signed_in.post(form(own), sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 429]
    assert "KEPT" in answers[1].content.decode()


def test_a_hidden_comment_that_was_changed_leads_to_its_status(signed_in: Client, own: Comment) -> None:
    Comment.objects.filter(pk=own.pk).update(state=State.HIDDEN)

    answer = signed_in.post(form(own), {"text": "Better words.", "seen_text": "1"})

    assert answer["Location"] == f"/en/comments/{own.pk}/status/"
