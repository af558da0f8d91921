"""What goes out smaller than it was made."""

import gzip

import brotli
import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client

from config.compressing import Compressed, with_brotli
from tests.builders import a_comment, a_person, a_post

WORDS = b"<p>Seit Montag ist die Leitung tot.</p>" * 100


def sent(response: HttpResponseBase, accepted: str) -> HttpResponseBase:
    request = HttpRequest()
    request.META["HTTP_ACCEPT_ENCODING"] = accepted
    return Compressed(lambda _request: response)(request)


@pytest.mark.parametrize("blurred_by", [1, 2, 4, 5, 100, 255, 256])
def test_bytes_that_say_nothing_are_skipped_by_whoever_unpacks(blurred_by):
    packed = with_brotli(WORDS, blurred_by=blurred_by)

    assert brotli.decompress(packed) == WORDS
    assert len(packed) == len(with_brotli(WORDS, blurred_by=1)) + blurred_by - 1


def test_the_same_page_is_not_always_of_the_same_length():
    lengths = {len(sent(HttpResponse(WORDS), "br").content) for _ in range(50)}

    assert len(lengths) > 10


@pytest.mark.parametrize(
    ("accepted", "coding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("br;q=0.5, gzip", "gzip", gzip.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("", None, bytes),
    ],
)
def test_a_page_is_sent_in_the_coding_that_its_reader_likes_best(accepted, coding, unpack):
    answer = sent(HttpResponse(WORDS, headers={"ETag": '"one"'}), accepted)

    assert answer.headers.get("Content-Encoding") == coding
    assert unpack(answer.content) == WORDS
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["ETag"] == ('W/"one"' if coding else '"one"')


def test_what_is_short_coded_already_or_random_goes_out_as_it_is():
    coded = HttpResponse(WORDS, headers={"Content-Encoding": "x"})
    short = HttpResponse(b"short")
    random = HttpResponse(bytes((n * n * 7919) % 251 for n in range(250)))

    assert sent(coded, "br").content == WORDS
    assert sent(short, "br").content == b"short"
    assert "Content-Encoding" not in sent(random, "br")


def test_what_is_sent_in_pieces_is_left_to_django():
    answer = sent(StreamingHttpResponse([WORDS, WORDS]), "gzip, br")

    assert gzip.decompress(b"".join(answer)) == WORDS * 2


@pytest.mark.django_db
def test_a_member_reads_the_same_in_every_coding(client: Client):
    post = a_post(title="Störung im Netz")
    a_comment(thread=post.thread, body="Bei mir auch.")
    client.force_login(a_person("Ada"))

    answer = client.get(post.get_absolute_url(), headers={"accept-encoding": "br"})

    assert answer.headers["Content-Encoding"] == "br"
    assert "Bei mir auch." in brotli.decompress(answer.content).decode()
    assert int(answer.headers["Content-Length"]) == len(answer.content)
