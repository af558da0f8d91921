"""What the site fetches for strangers, against real servers on this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest

from accounts.actions.fetching import DestinationRefused, FetchFailed, Probed, fetch, probe
from accounts.rules.destinations import destination_of, is_public
from tests.listening import Listener, anywhere, listening
from tests.ports import a_free_port

OK = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 5\r\n\r\nhello"

pytestmark = pytest.mark.usefixtures("in_english")

NO_ADDRESSES = [
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "javascript:alert(1)",
    "//example.org/",
    "http://",
    "http:///x",
    "http://example.org:25/",
    "http://example.org:99999/",
    "http://[::1/",
    "http://a..b/",
    "http://-/",
    "http://%31/",
    "http://1.2.3/",
    "http://1.2.3.256/",
    "http://[fe80::1%25lo]/",
    "http://a b/",
    "http://example.org\\@127.0.0.1/",
    "http://example.org/\r\nX: y",
    "http://" + "a" * 3_000,
]
NOT_PUBLIC = [
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "127.0.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "198.18.0.1",
    "240.0.0.1",
    "192.88.99.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd12::1",
    "ff02::1",
    "fec0::1",
    "::ffff:8.8.8.8",
    "::8.8.8.8",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2001:0:1::1",
    "2001:db8::1",
    "100::1",
    "fe80::1%eth0",
    "5f00::1",
    "nonsense",
    "",
]


@pytest.fixture
def server() -> Iterator[Listener]:
    with listening(OK) as listener:
        yield listener


def test_an_answer_comes_with_its_kind(server: Listener):
    found = fetch(f"http://127.0.0.1:{server.port}/a b?x=ü".replace(" ", "%20"), may_reach=anywhere)

    assert (found.kind, found.content) == ("image/png", b"hello")
    assert server.questions[0].startswith(b"GET /a%20b?x=%C3%BC HTTP/1.1\r\nHost: 127.0.0.1:")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.0.0.1.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "0.0.0.0",
        "[::]",
        "①②⑦.⓪.⓪.①",
        "user@127.0.0.1",
        "example.org@127.0.0.1",
    ],
)
def test_no_spelling_of_this_machine_is_ever_connected_to(host: str):
    with listening(OK) as four, listening(OK, "::1") as six:
        for port in (four.port, six.port):
            with pytest.raises((DestinationRefused, FetchFailed)):
                fetch(f"http://{host}:{port}/")

        assert (four.connections, six.connections) == (0, 0)


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_plain_web_address_is_refused_as_it_stands(address: str):
    with pytest.raises(DestinationRefused):
        destination_of(address)


@pytest.mark.parametrize("number", NOT_PUBLIC)
def test_only_the_public_internet_is_public(number: str):
    assert not is_public(number)


@pytest.mark.parametrize("number", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "2a00:1450:4001::1"])
def test_the_public_internet_may_be_reached(number: str):
    assert is_public(number)


def test_a_name_with_one_number_inside_is_not_called_at_all(server: Listener):
    with pytest.raises(DestinationRefused):
        fetch(f"http://mixed.example:{server.port}/", resolve=lambda host, port: ["8.8.8.8", "127.0.0.1"])

    assert server.connections == 0


def test_a_name_that_changes_its_number_is_asked_once_and_the_judged_number_is_called(server: Listener):
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    judged: list[str] = []

    def judge(number: str) -> bool:
        judged.append(number)
        return True

    found = fetch(
        f"http://rebinding.example:{server.port}/", may_reach=judge, resolve=lambda host, port: next(answers)
    )

    assert found.content == b"hello"
    assert judged == ["127.0.0.1"]
    assert next(answers) == ["127.0.0.2"]
    assert f"Host: rebinding.example:{server.port}".encode() in server.questions[0]


def moved(to: str) -> bytes:
    return f"HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()


def test_a_redirect_to_the_inside_is_refused_before_it_is_followed(server: Listener):
    inside = {"outside.example": ["127.0.0.1"], "inside.example": ["127.0.0.2"]}
    with listening(moved(f"http://inside.example:{server.port}/")) as first:
        with pytest.raises(DestinationRefused):
            fetch(
                f"http://outside.example:{first.port}/",
                may_reach=lambda number: number == "127.0.0.1",
                resolve=lambda host, port: inside[host],
            )

        assert (first.connections, server.connections) == (1, 0)


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://2130706433/", "//user@host/"]
)
def test_a_redirect_to_another_kind_of_address_is_refused(to: str):
    with listening(moved(to)) as first, pytest.raises(DestinationRefused):
        fetch(f"http://127.0.0.1:{first.port}/", may_reach=anywhere)


def test_three_redirects_are_followed_and_a_fourth_is_not():
    def onward(line: socket.socket, question: bytes) -> None:
        step = int(question.split()[1].strip(b"/") or 0)
        line.sendall(moved(f"/{step - 1}") if step else OK)

    with listening(onward) as server:
        assert fetch(f"http://127.0.0.1:{server.port}/3", may_reach=anywhere).content == b"hello"
        with pytest.raises(FetchFailed, match="too often"):
            fetch(f"http://127.0.0.1:{server.port}/4", may_reach=anywhere)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2000001\r\n\r\n", "longer"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 2_000_001, "longer"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 500_000, "around"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx", "compressed"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "too early"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "404"),
        (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "302"),
        (b"SSH-2.0-OpenSSH_9.9\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 100_000, "not HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1_000, "not HTTP"),
        (b"", "failed"),
    ],
)
def test_an_answer_that_is_none_is_told_in_words(answer: bytes, words: str):
    with listening(answer) as server, pytest.raises(FetchFailed) as failed:
        fetch(f"http://127.0.0.1:{server.port}/", may_reach=anywhere)

    assert words in str(failed.value)


@pytest.mark.parametrize("drip", [b"H", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b""], ids=repr)
def test_who_answers_drop_by_drop_is_left_in_time(drip: bytes):
    def slowly(line: socket.socket, _question: bytes) -> None:
        line.sendall(drip)
        for _ in range(100):
            time.sleep(0.05)
            line.sendall(b"x" if drip else b"")

    began = time.monotonic()
    with listening(slowly) as server, pytest.raises(FetchFailed, match="too long"):
        fetch(f"http://127.0.0.1:{server.port}/", may_reach=anywhere, seconds=0.4)

    assert time.monotonic() - began < 3


def test_a_resolver_that_hangs_is_left_in_time():
    still = threading.Event()

    with pytest.raises(FetchFailed, match="in time"):
        fetch("http://hanging.example/", seconds=0.1, resolve=lambda host, port: still.wait(60) or [])  # type: ignore[func-returns-value]

    still.set()


def test_a_port_where_nobody_listens_and_a_name_that_is_not_known_are_told():
    with pytest.raises(FetchFailed):
        fetch(f"http://127.0.0.1:{a_free_port()}/", may_reach=anywhere)
    with pytest.raises(FetchFailed, match="not known"):
        fetch("http://nowhere.example/", resolve=lambda host, port: [])


def test_a_host_without_a_certificate_is_not_believed(server: Listener):
    with pytest.raises(FetchFailed):
        fetch(f"https://127.0.0.1:{server.port}/", may_reach=anywhere)


def test_asking_whether_something_is_there_reads_no_content():
    def endless(line: socket.socket, _: bytes) -> None:
        line.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 999999999\r\n\r\n")
        line.sendall(b"x" * 50_000_000)

    with listening(endless) as server:
        answer = probe(f"http://127.0.0.1:{server.port}/x", may_reach=anywhere)

    assert answer == Probed(f"http://127.0.0.1:{server.port}/x", 404)


def test_asking_whether_something_is_there_tells_where_it_is_now(server: Listener):
    moved = f"HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:{server.port}/new\r\n\r\n".encode()
    with listening(moved) as first:
        answer = probe(f"http://127.0.0.1:{first.port}/old", may_reach=anywhere)

    assert answer == Probed(f"http://127.0.0.1:{server.port}/new", 200)


def test_asking_whether_something_is_there_asks_no_neighbour(server: Listener):
    with pytest.raises(DestinationRefused):
        probe(f"http://127.0.0.1:{server.port}/")

    assert server.connections == 0
