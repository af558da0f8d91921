"""Requests that are not quite what they should be: none gets a copy that is not its own, none leaves one."""

import pytest
from django.core.handlers.wsgi import WSGIHandler

from config.pages.asking import liked_coding, names_tag
from config.pages.front import StoredPages
from tests.builders import a_comment, a_person, a_post

from .visitor import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def address():
    post = a_post(title="The outage")
    a_comment(thread=post.thread, author=a_person("Grace"))
    return post.get_absolute_url()


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "theme=dark; sessionid=abc; x=y"},
        {"cookie": "sessionid="},
        {"authorization": "Bearer x"},
        {"range": "bytes=0-10"},
        {"hx_request": "true"},
        {"if_match": '"x"'},
        {"transfer_encoding": "chunked"},
        {"host": "evil.example"},
        {"host": "testserver.evil.example"},
        {"host": "testserver:80:80"},
        {"host": ""},
    ],
    ids=str,
)
def test_these_are_answered_by_django_and_leave_no_copy(visitor, front, address, headers):
    assert not visitor.get(address, **headers).stored
    assert len(front.copies) == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PURGE", "get", "TRACE"])
def test_another_method_meets_no_copy(visitor, address, method):
    visitor.get(address)

    assert not visitor.get(address, method=method).stored


POISON = {
    "x_forwarded_host": "evil.example",
    "x_forwarded_proto": "https",
    "x_forwarded_for": "192.0.2.99",
    "x_original_url": "/imprint/",
    "x_rewrite_url": "/imprint/",
    "x_forwarded_prefix": "/evil",
    "forwarded": "host=evil.example;proto=https",
    "user_agent": "EVILAGENT",
    "referer": "https://evil.example/",
    "origin": "https://evil.example",
    "accept": "application/json",
    "accept_language": "en-GB,en;q=0.9",
    "cookie": "django_language=en; csrftoken=EVILTOKENEVILTOKENEVILTOKENEVILT; messages=EVIL",
    "x_request_id": "EVILID",
    "x_requested_with": "XMLHttpRequest",
    "if_none_match": '"x"',
    "if_modified_since": "Sun, 01 Jan 2034 00:00:00 GMT",
    "cache_control": "no-cache",
    "accept_charset": "utf-7",
}


@pytest.mark.parametrize("name", POISON)
def test_nobody_chooses_what_the_others_get(visitor, fresh, address, name):
    clean = fresh.get(address).text

    visitor.get(address, **{name: POISON[name]})

    answer = visitor.get(address)
    assert answer.text == clean
    assert "EVIL" not in str(answer.headers).upper()


@pytest.mark.parametrize(
    "path",
    [
        "//", "/2026//03/", "//evil.example/", "/2026/03/../03/", "/./", "/%2e/", "/2026/03", "/en", "/EN/",
        "/2026/03/%C3%BC/", "/\x00", "/2026/3/", "/page/1/", "/ ", "/\u2028/", "/static/", "/media/x.png",
        "/2\uff1026/03/the-outage/", "/2\u066026/03/", "/2\uff1026/", "/sitemap-posts-00.xml",
        "/2026/03/the-outage", "/2026/03/THE-OUTAGE/", "/2026/03/the-outage;x/", "/2026/03/the-outage//",
    ],
)  # fmt: skip
def test_a_path_is_its_own_letters(visitor, front, fresh, address, path):
    visitor.get("/")
    visitor.get(address)
    kept = len(front.copies)

    answer, told = visitor.get(path), fresh.get(path)

    assert (answer.status, answer.headers.get("Location")) == (told.status, told.headers.get("Location"))
    assert not answer.stored
    assert len(front.copies) == kept


@pytest.mark.parametrize(
    "query", ["?", "?page=2", "?x=%00", "?sort=newest&sort=oldest", "?sort=newest#", "?%70age=1"]
)
def test_a_query_that_no_link_has_leaves_no_copy(visitor, front, address, query):
    visitor.get(address)
    asked = visitor.get(address + query)

    assert asked.status in {200, 400}
    assert len(front.copies) == 1


def test_both_hosts_share_one_copy_that_names_neither(visitor, front, address):
    pages = [visitor.get(address, host=host) for host in ("testserver", "127.0.0.1:8000", "TESTSERVER:8000")]

    assert len({page.body for page in pages}) == 1
    assert len(front.copies) == 1
    assert "testserver" not in pages[0].text.lower()


def test_a_script_name_and_a_body_are_django_s(visitor, front, address):
    visitor.get("/")

    for extra in ({"SCRIPT_NAME": "/app"}, {"CONTENT_LENGTH": "3"}, {"REDIRECT_URL": "/else/"}):
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/", "HTTP_HOST": "testserver", **extra}
        assert front.asking.address(environ) is None


def test_a_site_over_tls_keeps_redirecting(settings, address):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 60
    asked = Visitor(StoredPages(WSGIHandler(), limit=4_000_000))

    secure = asked.get(address, x_forwarded_proto="https")
    plain = asked.get(address)
    forged = asked.get(address, x_forwarded_proto="http, https")

    assert (secure.status, secure.stored) == (200, True)
    assert secure.headers["Strict-Transport-Security"] == "max-age=60"
    assert plain.status == forged.status == 301


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("BR", "br"),
        ("brotli, gzipped", ""),
        ("br;q=x,gzip", "gzip"),
        (";;;,,,q=1", ""),
        ("*", ""),
        ("identity", ""),
    ],
)
def test_a_browser_gets_the_coding_that_it_likes_best(header, coding):
    assert liked_coding(header) == coding


def test_a_tag_is_found_among_others_and_weak_as_well():
    assert all(names_tag(header, '"a-br"') for header in ('"a-br"', 'W/"a-br"', '"b", "a-br"', "*"))
    assert not any(names_tag(header, '"a-br"') for header in ('"a"', "a-br", '"a-br', '"xa-br"', ""))


def test_spellings_of_headers_do_not_fill_the_memory(visitor, front):
    for number in range(600):
        visitor.get("/", accept_encoding=f"x{number}", host=f"testserver:{number + 1}")

    assert len(front.asking._codings) <= 256
    assert len(front.asking._hosts) <= 256
