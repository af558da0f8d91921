"""What a stranger hears from a copy."""

import pytest

from tests.builders import a_comment, a_post

from .visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("coding", ["", "gzip", "br"])
def test_a_copy_is_the_page_that_django_renders(visitor, fresh, coding):
    post = a_post(title="Störung im Netz")
    a_comment(thread=post.thread, body="Bei mir auch.")
    first = visitor.get(post.get_absolute_url(), accept_encoding=coding)

    again = visitor.get(post.get_absolute_url(), accept_encoding=coding)

    assert again.stored
    assert again.headers.get("Content-Encoding", "") == coding
    assert first.text == again.text == fresh.get(post.get_absolute_url()).text


def test_a_copy_costs_one_query(visitor, django_assert_num_queries):
    post = a_post()
    a_comment(thread=post.thread)
    for address in (post.get_absolute_url(), "/", "/feed/"):
        visitor.get(address)

        with django_assert_num_queries(1):
            assert visitor.get(address).status == 200


def test_an_answer_has_the_headers_of_django_and_an_id_of_its_own(visitor, fresh):
    rendered = fresh.get("/").headers
    one, two = visitor.get("/").headers, visitor.get("/").headers

    kept = {
        "Content-Security-Policy",
        "X-Frame-Options",
        "Referrer-Policy",
        "Content-Language",
        "Content-Type",
    }
    assert {name: two[name] for name in kept} == {name: rendered[name] for name in kept}
    assert one["X-Request-Id"] != two["X-Request-Id"]
    assert two["Cache-Control"] == "max-age=0, must-revalidate, s-maxage=1"
    assert two["Vary"] == "Accept-Encoding, Cookie"


def test_who_has_the_page_hears_304_in_the_coding_that_was_sent(visitor):
    tags = {coding: visitor.get("/", accept_encoding=coding).headers["ETag"] for coding in ("", "gzip", "br")}

    assert len(set(tags.values())) == 3
    for coding, tag in tags.items():
        answer = visitor.get("/", accept_encoding=coding, if_none_match=f'"else", W/{tag}')
        assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", tag)
    assert visitor.get("/", accept_encoding="br", if_none_match=tags["gzip"]).status == 200


def test_a_feed_is_not_sent_again_to_whoever_knows_its_date(visitor):
    a_post()
    dated = visitor.get("/feed/").headers["Last-Modified"]

    assert visitor.get("/feed/", if_modified_since=dated).status == 304
    assert visitor.get("/feed/", if_modified_since="Sun, 01 Jan 2012 00:00:00 GMT").status == 200


def test_head_has_the_headers_and_no_body(visitor):
    page = visitor.get("/")

    head = visitor.get("/", method="HEAD")

    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == page.headers["Content-Length"]


def test_pages_of_a_conversation_are_stored_in_the_spelling_of_links(visitor, front):
    post = a_post()
    for _each in range(26):
        a_comment(thread=post.thread)
    address = post.get_absolute_url()

    for query in ("", "?sort=newest", "?page=2", "?sort=newest&page=2"):
        assert visitor.get(address + query).stored
    kept = len(front.copies)
    for query in (
        "?page=1",
        "?page=3",
        "?page=02",
        "?page=2&sort=newest",
        "?sort=oldest",
        "?sort=x",
        "?utm=1",
    ):
        assert not visitor.get(address + query).stored
    assert len(front.copies) == kept == 4


def test_one_line_of_the_log_tells_of_each_answer(visitor, caplog):
    caplog.set_level("INFO", "resonanz.access")
    ids = [visitor.get("/").headers["X-Request-Id"] for _each in range(2)]

    lines = [record for record in caplog.records if record.name == "resonanz.access"]

    assert len(lines) == len(set(ids)) == 2
    assert [(line.method, line.status) for line in lines] == [("GET", 200)] * 2


def test_the_copies_of_all_pages_stay_within_their_limit(front, visitor):
    front.copies.limit = 60_000
    for number in range(8):
        a_post(slug=f"post-{number}")
        visitor.get("/2026/03/post-0/", accept_encoding="br")
        visitor.get(f"/2026/03/post-{number}/", accept_encoding="")

    assert front.copies.size <= 60_000
    assert 1 < len(front.copies) < 8
    assert front.copies.size == sum(copy.size for copy in front.copies.all())


def test_without_room_every_page_is_rendered(db, front):
    front.copies.limit = 0

    assert Visitor(front).get("/").status == 200
    assert len(front.copies) == 0
