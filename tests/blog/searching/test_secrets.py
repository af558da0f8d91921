"""What must not be found: planted first, then searched for everywhere."""

from datetime import timedelta
from html import unescape
from urllib.parse import unquote_plus

import pytest

from blog.actions.posts import save_post
from blog.models import PostRevision, Source, Word
from blog.rules.content import SourceEntry
from comments.actions.adopt import ForeignComment, adopt_comments
from comments.models import Comment, Thread
from comments.rules.states import State
from tests.blog.conftest import Shelf
from tests.blog.searching.conftest import Reader
from tests.builders import EDITOR, NOW, a_comment, a_draft, a_person, a_post, a_tag, a_text, a_thread

WORDS = ["SECRET", "secret words", '"SECRET lead"', "draft", "withdrawn", "spam", "never"]


@pytest.mark.parametrize("typed", WORDS)
def test_nothing_that_readers_must_not_see_is_found(reader: Reader, shelf: Shelf, typed: str) -> None:
    for kind in ("", "posts", "comments"):
        answer = reader.search(typed, kind=kind)

        assert answer.titles == []
        assert "SECRET" not in unescape(unquote_plus(answer.html)).replace(typed.strip('"'), "")


def test_what_is_public_is_found_beside_it(reader: Reader, shelf: Shelf) -> None:
    assert reader.search("silent").titles == ["The public one"]
    assert reader.search("heard").titles == ["The public one"]


@pytest.mark.parametrize("typed", ["SECRTE", "SECERT", "scheduld", "withdrwan", "drfat"])
def test_no_suggestion_tells_of_what_is_hidden(reader: Reader, shelf: Shelf, typed: str) -> None:
    """Words of a scheduled post are kept already, so each suggestion is looked up as a reader would."""
    assert Word.objects.filter(spelled="secret").exists()

    answer = reader.search(typed)

    assert "Did you mean" not in answer.html
    assert "SECRET" not in answer.html


def test_no_filter_names_what_only_a_hidden_post_has(reader: Reader) -> None:
    ghost, tag = a_person("Ghostwriter"), a_tag("Geheimnis")
    a_draft(bylines=(), tag_ids=(tag.pk,), title="Entwurf")
    a_post(title="Später", author=ghost, tag_ids=(tag.pk,), at=NOW.replace(year=2199))
    a_post(title="Öffentlich")

    html = reader.search("nichts").html

    assert "Ghostwriter" not in html
    assert "geheimnis" not in html.lower()
    assert "2199" not in html


def test_addresses_of_guests_and_of_sources_are_not_found(reader: Reader) -> None:
    thread = a_thread()
    record = ForeignComment(
        foreign_id="x:1",
        source="Ein Wort von mir",
        posted_at=NOW,
        state=State.PUBLIC,
        language="de",
        guest_name="Gästin",
        guest_mail="heimlich@example.org",
        guest_url="https://privat.example/",
    )
    adopt_comments(thread=thread, records=[record], now=NOW)
    a_post(title="Quelle", sources=(SourceEntry("mail", "Whistleblower", "https://leck.example/"),))

    found = {typed: reader.search(typed).titles for typed in ("heimlich", "example.org", "privat", "leck")}

    assert Comment.objects.filter(guest_mail="heimlich@example.org").exists()
    assert Source.objects.filter(label="Whistleblower").exists()
    assert found == {"heimlich": [], "example.org": [], "privat": [], "leck": []}
    assert "heimlich" not in reader.search("Wort").html


def test_an_earlier_text_of_a_post_is_not_found(reader: Reader) -> None:
    post = a_post(title="Früher so", body="<p>Damals</p>")
    save_post(post=post, slug="", content=a_text(title="Heute anders"), actor=EDITOR, now=NOW)

    assert PostRevision.objects.filter(title="Früher so").exists()
    assert reader.search("früher").titles == []
    assert reader.search("damals").titles == []
    assert reader.search("heute").titles == ["Heute anders"]


def test_comments_under_a_page_that_is_not_there_are_not_found(reader: Reader) -> None:
    for span in ({"visible_from": None}, {"visible_from": NOW.replace(year=2199)}):
        a_comment_under(span)
    gone = a_thread(visible_until=NOW + timedelta(minutes=1))
    a_comment(thread=gone, body="verborgen")

    assert reader.search("verborgen").titles == []


def a_comment_under(span: dict[str, object]) -> None:
    thread = a_thread()
    a_comment(thread=thread, body="verborgen")
    Thread.objects.filter(pk=thread.pk).update(**span)
