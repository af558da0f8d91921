"""Whatever is sent, the answer is never a 5xx."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

HOSTILE = {
    "int": ["0", "99999999999999999999999"],
    "slug": ["a", "a" * 3000],
    "str": ["%00", "%ff%fe", "%ed%a0%80", "' OR 1=1 --", "%0d%0aSet-Cookie: a=b", "a" * 3000],
    "path": ["../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "%00", "a" * 5000],
    "uuid": ["00000000-0000-0000-0000-000000000000"],
}
PARAMETER = re.compile(r"<(?:(\w+):)?\w+>")
QUERIES = [
    "?page=%00",
    "?page=99999999999999999999&sort=%ff",
    "?next=//evil.example&q=%",
    "?" + "a=1&" * 3000,
]


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[str]:
    for entry in patterns:
        if not isinstance(entry.pattern, RoutePattern):
            if isinstance(entry, URLResolver):
                yield from routes(entry.url_patterns, prefix)
            continue
        route = prefix + entry.pattern._route
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, route)
        else:
            yield route


def addresses() -> Iterator[str]:
    for route in sorted(set(routes(get_resolver("config.urls").url_patterns))):
        if found := PARAMETER.search(route):
            for value in HOSTILE.get(found[1] or "str", HOSTILE["str"]):
                yield PARAMETER.sub(lambda _: value, route)  # noqa: B023
        else:
            yield route


def plain_addresses() -> list[str]:
    """One harmless address a route; of the admin, which is Django's, only its door."""
    plain = (address for address in addresses() if "%" not in address and len(address) < 100)
    return [address for address in plain if not address.startswith("/admin/") or "login" in address]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_hostile_addresses_are_refused_or_not_found(visitor):
    answers = {address: visitor.get(address).status_code for address in addresses()}

    assert {address[:80]: status for address, status in answers.items() if status >= 500} == {}


@pytest.mark.django_db
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:30])
def test_hostile_queries_are_refused_or_overlooked(visitor, query):
    answers = {address: visitor.get(address + query).status_code for address in plain_addresses()}

    assert {address[:80]: status for address, status in answers.items() if status >= 500} == {}


FORMS = {
    "no boundary": ("multipart/form-data", b"--x"),
    "broken multipart": ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n"),
    "wrong length": ("multipart/form-data; boundary=" + "x" * 300, b"--x--"),
    "5,000 fields": ("application/x-www-form-urlencoded", b"a=1&" * 5000),
    "NUL": ("application/x-www-form-urlencoded", b"login=%00&password=%00&text=%00&source=%00"),
    "no UTF-8": ("application/x-www-form-urlencoded", b"login=%ff%fe&text=\xff\xfe"),
    "unknown charset": ("application/x-www-form-urlencoded; charset=klingon", b"login=a"),
    "odd charset": ("application/x-www-form-urlencoded; charset=utf-16", b"login=a"),
    "no form": ("application/json", b"{" * 10000),
    "3 MB": ("application/x-www-form-urlencoded", b"a=" + b"b" * 3_000_000),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMS)
def test_broken_forms_are_refused(visitor, name):
    kind, body = FORMS[name]

    answers = {
        address: visitor.generic("POST", address, body, kind).status_code for address in plain_addresses()
    }

    assert {address: status for address, status in answers.items() if status >= 500} == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "a b"},
        {"host": "localhost:99999999"},
        {"cookie": "sessionid=" + "x" * 20_000},
        {"cookie": "sessionid=\ud800".encode("utf-8", "surrogatepass").decode("latin-1")},
        {"accept-language": "de;q=" + "9" * 20_000},
        {"if-modified-since": "yesterday", "if-none-match": '"' * 5000},
        {"x-forwarded-for": "nonsense, , 1.2.3.4.5"},
        {"referer": "http://[", "origin": "null"},
        {"content-length": "minus one"},
        {"range": "bytes=5-1"},
    ],
    ids=lambda headers: ", ".join(f"{name}={value[:20]!r}" for name, value in headers.items()),
)
@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_odd_headers_are_refused_or_overlooked(visitor, headers, method):
    for address in ("/", "/accounts/login/", "/healthz", "/media/a.png"):
        assert getattr(visitor, method)(address, headers=headers).status_code < 500


@pytest.mark.django_db
def test_a_foreign_host_is_refused(visitor):
    assert visitor.get("/accounts/login/", headers={"host": "evil.example"}).status_code == 400
