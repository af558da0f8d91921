"""The page on which moderators make words unreadable, and the bar wherever readers meet the comment (M4)."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from accounts.models import User
from accounts.rules.roles import Role
from comments.actions.edit import edit_comment
from comments.actions.redacting import Cut, redact
from comments.actions.reporting import report_comment
from comments.models import Case, Comment, LogEntry, Report, Thread
from comments.rules.redacting import MOST_PLACES
from tests.builders import NOW, a_comment, a_person, a_post

NUMBER = "0170 5551234"
BODY = f"Please **call {NUMBER}** soon, or {NUMBER}."
BAR = '<span class="redacted" lang="en">[redacted: personal data]</span>'


@pytest.fixture
def desk(db: None) -> Client:
    client = Client()
    client.force_login(a_person("Mo", Role.MODERATOR))
    return client


@pytest.fixture
def comment(thread: Thread, member: User) -> Comment:
    return a_comment(thread=thread, author=member, body=BODY)


def page_of(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def address_of(comment: Comment) -> str:
    return f"/en/comments/{comment.pk}/redact/"


def asked(client: Client, comment: Comment, **fields: object) -> dict[str, object]:
    """What the form sends after the first look, as its page says."""
    page = page_of(client, address_of(comment))
    seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
    return {"words": NUMBER, "reason": "personal_data", "seen": seen, "statement": "", "note": ""} | fields


def done(comment: Comment, moderator: User | None = None) -> None:
    moderator = moderator or a_person(None, Role.MODERATOR)
    redact(
        cuts=[Cut(Comment.objects.with_threads().get(pk=comment.pk))],
        phrases=[NUMBER],
        reason="personal_data",
        actor=moderator.as_actor(),
        now=NOW,
    )


def test_the_page_shows_the_text_as_it_was_typed(desk, comment):
    page = page_of(desk, address_of(comment))

    assert f"\n{BODY}</textarea>" in page
    assert '<option value="personal_data" selected>' in page


def test_a_look_shows_what_readers_will_see_and_each_place_and_changes_nothing(desk, comment):
    answer = a_comment(parent=comment, body=f"> {NUMBER}\n\nThanks.")

    response = desk.post(address_of(comment), asked(desk, comment))

    page = response.content.decode()
    assert response.status_code == 200
    assert f"<strong>call {BAR}</strong> soon, or {BAR}." in page
    assert page.count('name="place"') == 2
    assert f'name="answer" value="{answer.pk}:1" checked' in page
    assert Comment.objects.get(pk=comment.pk).source == BODY


def test_what_is_ticked_becomes_unreadable_in_answers_as_well(desk, comment):
    answer = a_comment(parent=comment, body=f"> {NUMBER}\n\nThanks.")
    first = BODY.index(NUMBER)
    sent = asked(
        desk,
        comment,
        shown=NUMBER,
        place=[f"{first}-{first + len(NUMBER)}"],
        answer=[f"{answer.pk}:1"],
        do="1",
    )

    response = desk.post(address_of(comment), sent)

    assert (response.status_code, response["Location"]) == (303, f"/en/moderation/comments/{comment.pk}/")
    comment.refresh_from_db()
    answer.refresh_from_db()
    assert comment.source == f"Please **call █personal-data█** soon, or {NUMBER}."
    assert answer.source == "> █personal-data█\n\nThanks."
    assert "Mo made words unreadable: personal data." in page_of(desk, response["Location"])


def test_open_reports_can_be_decided_with_it(desk, comment):
    report = report_comment(
        comment=comment, reporter=a_person("Rita"), reason="personal_data", text="", now=NOW
    )
    looked_at = desk.post(address_of(comment), asked(desk, comment)).content.decode()
    first = BODY.index(NUMBER)
    place = f"{first}-{first + len(NUMBER)}"

    desk.post(
        address_of(comment), asked(desk, comment, shown=NUMBER, place=[place], settles=f"{report.pk}", do="1")
    )

    assert f'name="settles" value="{report.pk}" checked' in looked_at
    assert Report.objects.get().outcome == "mended"
    client = Client()
    client.force_login(User.objects.get(username="Rita"))
    assert "made words of the comment unreadable" in page_of(client, f"/en/comments/{comment.pk}/report/")


def test_words_that_stand_nowhere_are_named_and_the_form_comes_back(desk, comment):
    response = desk.post(address_of(comment), asked(desk, comment, words="0171 999", note="A note"))

    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert "This stands in no text of the comment: 0171 999" in page
    assert "A note</textarea>" in page


def test_nothing_ticked_is_said(desk, comment):
    response = desk.post(address_of(comment), asked(desk, comment, shown=NUMBER, do="1"))

    assert (response.status_code, LogEntry.objects.filter(move="redact").count()) == (422, 0)


def test_a_text_that_changed_meanwhile_is_not_touched_and_one_is_told(desk, comment):
    sent = asked(desk, comment, shown=NUMBER, do="1")
    done(comment)

    response = desk.post(address_of(comment), sent)

    assert response.status_code == 409
    assert "█personal-data█" in response.content.decode()
    assert LogEntry.objects.filter(move="redact").count() == 1


def test_an_answer_that_changed_meanwhile_is_told_too(desk, comment):
    answer = a_comment(parent=comment, body=f"> {NUMBER}")
    first = BODY.index(NUMBER)
    sent = asked(
        desk,
        comment,
        shown=NUMBER,
        place=[f"{first}-{first + len(NUMBER)}"],
        answer=[f"{answer.pk}:7"],
        do="1",
    )

    assert desk.post(address_of(comment), sent).status_code == 409
    assert not LogEntry.objects.filter(move="redact").exists()


def test_words_that_hold_markup_together_are_refused_with_a_hint(desk, thread, member):
    comment = a_comment(thread=thread, author=member, body=f"{NUMBER}https://example.org/")

    response = desk.post(address_of(comment), asked(desk, comment))

    assert response.status_code == 422
    assert "Please choose whole pieces" in response.content.decode()


def test_own_words_are_redacted_by_somebody_else(desk, thread):
    own = a_comment(thread=thread, author=User.objects.get(username="Mo"), body=BODY)
    first = BODY.index(NUMBER)

    sent = asked(desk, own, shown=NUMBER, place=[f"{first}-{first + len(NUMBER)}"], do="1")

    assert desk.post(address_of(own), sent).status_code == 403


@pytest.mark.parametrize("role", [None, Role.EDITOR])
def test_nobody_but_moderators_enters(comment, role):
    client = Client()
    client.force_login(a_person(None, *([role] if role else [])))

    assert client.get(address_of(comment)).status_code in {403, 404}


def test_queue_history_and_the_menu_of_the_comment_lead_there(desk, comment):
    way = f'href="{address_of(comment)}"'

    assert way in page_of(desk, "/en/moderation/?state=all")
    assert way in page_of(desk, f"/en/moderation/comments/{comment.pk}/")


def test_its_author_reads_the_reasons_and_that_the_words_are_gone(desk, comment, signed_in):
    done(comment)

    status = page_of(signed_in, f"/en/comments/{comment.pk}/status/")
    case = Case.objects.get(comment=comment)

    assert "A moderator made words of it unreadable. Reason: personal data." in status
    way = re.search(r'href="(/en/cases/[^"]+)"', status)[1]
    statement = page_of(signed_in, way)
    assert "Some words of your comment were made unreadable" in statement
    assert BAR in statement
    assert NUMBER not in status + statement
    assert case.measure == "redacted"


def test_the_form_of_an_edit_says_what_the_marks_are_and_whoever_had_it_open_is_told(comment, signed_in):
    address = f"/en/comments/{comment.pk}/edit/"
    begun = {"text": f"{BODY} Please!", "seen_text": "1"}
    done(comment)

    form, answer = page_of(signed_in, address), signed_in.post(address, begun)

    assert answer.status_code == 409
    assert "Moderators made words of this comment unreadable meanwhile." in answer.content.decode()
    assert "What stands between two █ was made unreadable" in form
    assert Comment.objects.get(pk=comment.pk).source.count("█") == 4


class TestEverywhere:
    """What readers and machines get speaks the language of the page, and has none of the words."""

    @pytest.fixture
    def post(self, thread):
        post = a_post(title="The outage", language="de")
        comment = a_comment(thread=post.thread, body=f"The lighthouse: {NUMBER}.", author=a_person("Ada"))
        done(comment)
        return post

    @pytest.mark.parametrize("where", ["", "feed/", "feed/rss/", "feed/json/"])
    def test_on_the_page_and_in_its_feeds(self, post, where):
        page = unescape(page_of(Client(), f"/{post.get_absolute_url().lstrip('/')}{where}"))

        assert ": persönliche Daten]" in page
        assert "5551234" not in page
        assert "data-why" not in page

    @pytest.mark.parametrize(
        "where", ["/en/members/Ada/", "/en/search/?q=lighthouse", "/en/", "/en/2026/03/the-outage/"]
    )
    def test_where_else_it_is_read(self, post, where):
        page = unescape(page_of(Client(), where))

        assert "[redacted: personal data]" in page
        assert "5551234" not in page

    def test_in_the_lists_of_its_author(self, post):
        client = Client()
        client.force_login(User.objects.get(username="Ada"))

        assert "[redacted: personal data]" in page_of(client, "/en/accounts/me/comments/")


def test_no_words_of_a_comment_are_shown_past_their_bars():
    """What is cut out of a comment for a list says what its bars say; the index of the search needs none."""
    plain = re.compile(r"(?:excerpt|line_of|text_of|paragraphs_of)\([\w.]*\.html\b")
    rooms = [file for room in ("comments", "blog") for file in (settings.BASE_DIR / room).rglob("*.py")]

    found = {file.name for file in rooms if plain.search(file.read_text(encoding="utf-8"))}

    assert found == {"indexing.py"}


def test_what_stands_there_more_often_than_can_be_ticked_is_refused_as_a_whole(desk, thread, member):
    comment = a_comment(thread=thread, author=member, body="na " * (MOST_PLACES + 1))

    answer = desk.post(address_of(comment), asked(desk, comment, words="na", do="1"))

    assert answer.status_code == 422
    assert str(MOST_PLACES) in answer.content.decode()
    assert Comment.objects.get().source == comment.source


def test_answers_that_hold_the_words_in_an_earlier_text_are_offered_too(desk, comment):
    answer = a_comment(parent=comment, author=a_person(), body=f"> {NUMBER}\n\nThanks.")
    edit_comment(
        comment=Comment.objects.with_threads().get(pk=answer.pk),
        author=answer.author,
        source="Thanks.",
        seen=1,
        seconds_on_form=30,
        network="192.0.2.7",
        now=NOW,
    )
    token = f"{answer.pk}:{Comment.objects.get(pk=answer.pk).text_number}"

    page = desk.post(address_of(comment), asked(desk, comment)).content.decode()
    place = re.search(r'name="place" value="([^"]+)"', page)[1]
    desk.post(address_of(comment), asked(desk, comment, shown=NUMBER, place=place, answer=[token], do="1"))

    assert f'value="{token}" checked' in page
    assert not [text.source for text in answer.versions.all() if NUMBER in text.source]
