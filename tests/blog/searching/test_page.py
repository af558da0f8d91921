"""The page of the search: what it finds, how it says so, and what it costs."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from blog.models import Post
from blog.rules.content import BylineEntry
from blog.searching.hits import Found, hit_of_comment, hit_of_post
from blog.views.results import printed
from comments.models import Comment
from markup import clean_post, render_comment
from search.rules.questions import read_question
from tests.blog.searching.conftest import Reader
from tests.builders import NOW, a_comment, a_person, a_post, a_tag
from tests.conftest import CORPORA
from tests.markup import judge
from tests.markup.test_hostile import OWN, collected


@pytest.mark.parametrize("typed", ["Stoerung", "Störung", "Störungen", "STÖRUNG", "störung", "Sto\u0308rung"])
def test_every_form_of_a_word_finds_the_same_post(reader: Reader, typed: str) -> None:
    a_post(title="Was war los?", body="<p>Seit Montag gab es zwei Störungen im Netz.</p>", language="de")
    a_post(title="Nichts", body="<p>Alles störungsfrei, sagt man.</p>", language="de")

    assert reader.search(typed).titles == ["Was war los?"]


@pytest.mark.parametrize("typed", ["E-Mail", "Email", "e mail", "EMAILS"])
def test_a_compound_is_found_however_it_is_parted(reader: Reader, typed: str) -> None:
    for body in ("Die E-Mail kam an.", "Die Email kam an.", "Die e mail kam an."):
        a_post(title=body, body=f"<p>{body}</p>", language="de")

    assert len(reader.search(typed).titles) == 3


def test_an_english_text_is_found_from_the_german_page(reader: Reader) -> None:
    a_post(title="Running costs", body="<p>It runs.</p>", language="en")

    assert reader.search("run", prefix="").titles == ["Running costs"]


def test_words_in_the_title_count_more_than_in_lead_text_and_comments(reader: Reader) -> None:
    words = {"title": "Ein Router", "lead": "Der Router steht hier.", "body": "<p>Ein Router.</p>"}
    often = {"body": "<p>Router, Router und noch ein Router.</p>"}
    for number, field in enumerate(["title", "lead", "often", "body"]):
        fields = {"title": f"In {field}", "language": "de"}
        fields |= often if field == "often" else {field: words[field]}
        a_post(**fields, at=NOW - timedelta(days=9 - number))  # the better, the older
    commented = a_post(title="Ohne das Wort", language="de")
    a_comment(thread=commented.thread, body="Mein Router blinkt.")

    titles = reader.search("Router").titles

    assert titles == ["Ein Router", "In lead", "In often", "In body", "Ohne das Wort"]


def test_of_equals_the_newer_one_stands_first(reader: Reader) -> None:
    for days in (3, 1, 2):
        a_post(title=f"Netz vor {days}", at=NOW - timedelta(days=days), language="de")

    assert reader.search("Netz").titles == ["Netz vor 1", "Netz vor 2", "Netz vor 3"]


def test_phrases_and_exclusions(reader: Reader) -> None:
    a_post(title="A", body="<p>neue Leitung und alte Kabel</p>", language="de")
    a_post(title="B", body="<p>alte Leitung und neue Kabel</p>", language="de")

    assert reader.search("Leitung neue").titles == ["B", "A"]
    assert reader.search('"neue Leitung"').titles == ["A"]
    assert reader.search('Leitung -"neue Kabel"').titles == ["A"]
    assert reader.search("Leitung -Kabel").titles == []


def test_no_phrase_reaches_from_one_field_into_the_next(reader: Reader) -> None:
    a_post(title="Langes Ende", lead="Anfang der Sache", body="<p>Text</p>", language="de")

    assert reader.search('"Ende Anfang"').titles == []


def test_filters_narrow_the_search_and_stay_in_the_address(reader: Reader) -> None:
    mira, tag = a_person("Mira"), a_tag("Telefon")
    wanted = a_post(title="Netz eins", author=mira, tag_ids=(tag.pk,), at=datetime(2025, 5, 1, tzinfo=UTC))
    other = a_post(title="Netz zwei", bylines=(BylineEntry(guest="Gast"),))
    a_comment(thread=other.thread, author=mira, body="Netz gesagt")
    a_comment(thread=wanted.thread, body="Netz auch")

    def titles(**fields: object) -> list[str]:
        return reader.search("netz", **fields).titles

    assert titles(kind="posts") == ["Netz zwei", "Netz eins"]
    assert titles(kind="comments") == ["Netz eins", "Netz zwei"]
    assert titles(author="mira") == ["Netz eins", "Netz zwei"]
    assert titles(author="Gast") == ["Netz zwei"]
    assert titles(author="Niemand") == []
    assert titles(tag="telefon") == ["Netz eins", "Netz eins"]
    assert titles(year=2025) == ["Netz eins"]
    assert titles(year=2025, kind="posts", tag="telefon", author="Mira") == ["Netz eins"]
    html = reader.search("netz", year=2025, kind="posts", tag="telefon", author="Mira").html
    assert 'value="netz"' in html
    assert html.count(" selected") == 3
    assert 'value="Mira"' in html


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "x"},
        {"year": "0"},
        {"year": "99999"},
        {"year": "٢٠٢٥"},
        {"page": "0"},
        {"page": "-1"},
        {"page": "x"},
        {"page": "1" * 5000},
        {"author": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")},
        {"tag": "' OR 1=1 --"},
        {"tag": "x" * 9000},
    ],
)
def test_nonsense_in_the_address_breaks_nothing(reader: Reader, fields: dict[str, str]) -> None:
    a_post(title="Netz")

    assert reader.search("netz", **fields).status == 200


@pytest.mark.parametrize(
    ("typed", "status", "words"),
    [
        ("", 200, "Words to look for"),
        ("x" * 201, 400, "too long"),
        ("und the", 200, "almost every page"),
        ("-netz", 200, "without a minus"),
        ('" * ( ) -', 200, "no word to look for"),
        ("👍", 200, "no word to look for"),
        ("\x07\u202e\u2028", 200, "Words to look for"),
        ("nirgends", 200, "Nothing found"),
        ("netz OR 1=1; --", 200, "Nothing found"),
        ("NEAR(netz netz)", 200, "Nothing found"),
        ("title:netz", 200, "Nothing found"),
        ("netz*", 200, "1 result"),
        ("netz & ! | <-> '", 200, "1 result"),
        ("%00 %s {} \\", 200, "Nothing found"),
    ],
)
def test_every_question_gets_a_friendly_answer(reader: Reader, typed: str, status: int, words: str) -> None:
    a_post(title="Netz")

    answer = reader.search(typed)

    assert answer.status == status
    assert words in answer.html


def test_results_are_numbered_pages_of_twenty(reader: Reader) -> None:
    post = a_post(title="Netz")
    for number in range(44):
        a_comment(thread=post.thread, body=f"netz {number}", now=NOW + timedelta(seconds=number))

    pages = [reader.search("netz", page=page) for page in (1, 2, 3, 4)]

    assert [len(page.titles) for page in pages] == [20, 20, 5, 0]
    assert [page.status for page in pages] == [200, 200, 200, 404]
    shown = [words for page in pages[:3] for words in page.snippets][1:]
    assert shown == [f"<mark>netz</mark> {number}" for number in reversed(range(44))]
    assert "/en/search/?q=netz&page=3" in pages[1].links


@pytest.mark.parametrize(
    ("comments", "count", "are_more"), [(999, 999, False), (1000, 1000, False), (1001, 1000, True)]
)
def test_a_thousand_results_are_counted_and_no_more(comments: int, count: int, are_more: bool) -> None:
    found = Found(read_question("netz"), [1], list(range(comments - 1)))

    assert (found.count, found.are_more) == (count, are_more)


def test_thirty_results_cost_as_many_queries_as_one(
    reader: Reader, django_assert_max_num_queries: Callable[..., object], settings: Settings
) -> None:
    settings.SEARCHES_PER_MINUTE = 0
    tag = a_tag()
    for number in range(30):
        post = a_post(title=f"viele {'einer' if not number else ''}", author=a_person(), tag_ids=(tag.pk,))
        a_comment(thread=post.thread, body=f"viele {'einer' if not number else ''}")

    reader.search("")  # writes the settings of the site

    for typed in ("einer", "viele"):
        # posts, comments; rows, by-lines, rows; authors, tags, years; settings
        with django_assert_max_num_queries(9):
            assert reader.search(typed).status == 200


def test_pages_of_results_are_not_for_search_engines_and_not_kept(reader: Reader) -> None:
    a_post(title="Netz")

    assert '<meta name="robots" content="noindex">' in reader.search("netz").html
    assert "noindex" not in reader.search("").html
    assert reader.client.get("/search/?q=netz")["Cache-Control"] == "no-cache"


def test_a_network_has_so_many_searches_a_minute_and_each_member_as_many(
    db: None, settings: Settings
) -> None:
    settings.SEARCHES_PER_MINUTE = 2
    a_post(title="Netz")
    stranger, member = Client(), Client()
    member.force_login(a_person())

    answers = [stranger.get("/en/search/?q=netz") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2]["Retry-After"] == "60"
    assert 'value="netz"' in answers[2].content.decode()
    assert stranger.get("/en/search/").status_code == 200
    assert [member.get("/search/?q=netz").status_code for _ in range(3)] == [200, 200, 429]


def test_the_words_are_marked_in_title_and_snippet(reader: Reader) -> None:
    post = a_post(title="Störung & Folgen", body="<p>Eine <b>Störung</b> im Netz.</p>", language="de")
    a_comment(thread=post.thread, body="Auch bei uns eine Stoerung, mit E-Mail.")

    html = reader.search("stoerung").html

    assert "<mark>Störung</mark> &amp; Folgen</a>" in html
    assert "Eine <mark>Störung</mark> im Netz." in html
    assert "eine <mark>Stoerung</mark>, mit" in html
    assert "<mark>E-Mail</mark>" in reader.search("email").html


def faults_on_the_page(html: str) -> list[str]:
    """Return what is dangerous or foreign in the parts that show what people wrote; `mark` is ours."""
    parts = re.findall(r'(?s)class="hit__(?:title|words)"[^>]*>(.*?)</(?:h2|p)>', html)
    return [fault for part in parts for fault in judge.faults(part) if fault != "<mark>"]


def frame_of(html: str) -> list[str]:
    """Return the elements that make a page do something: those that no text may add to."""
    return re.findall(r"<(script|iframe|object|embed|style|svg|img|base|form|link|meta)\b", html)


@pytest.mark.one_database
def test_no_payload_gets_out_of_a_snippet_a_title_or_a_question(reader: Reader) -> None:
    payloads = [*OWN, *(collected(CORPORA)[::8] if CORPORA.is_dir() else [])]
    post = a_post(title="netzwort", body="<p>netzwort</p>", language="en")
    comment = a_comment(thread=post.thread, body="netzwort")
    bad = {}
    expected = frame_of(reader.search("netzwort").html)
    for payload in payloads:
        text = f"netzwort {payload} netzwort"
        hit = _as_shown(post, comment, text)
        if faults := faults_on_the_page(hit):
            bad[payload] = faults
    for payload in OWN:
        html = reader.search(payload[:190]).html
        if not set(frame_of(html)) <= set(expected):
            bad[payload] = frame_of(html)

    assert bad == {}


def _as_shown(post: Post, comment: Comment, text: str) -> str:
    """Return the rows for a post and a comment in which everything that people write is this text."""
    terms = [(("netzwort",),)]
    assert post.live is not None
    post.live.title, post.live.lead, post.live.body = text, text, clean_post(text)
    comment.thread.title, comment.html, comment.guest_name = text, render_comment(text), text[:80]
    comment.author = None
    return printed([hit_of_post(post, terms), hit_of_comment(comment, terms)])
