"""Searching as a reader does."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client


@dataclass(frozen=True)
class Answer:
    """A page of results: headlines and snippets as plain words, and everything as it was sent."""

    status: int
    html: str

    @property
    def titles(self) -> list[str]:
        found = re.findall(r'class="hit__title"[^>]*><a [^>]*>(.*?)</a>', self.html)
        return [_plain(each) for each in found]

    @property
    def snippets(self) -> list[str]:
        return re.findall(r'class="hit__words"[^>]*>(.*?)</p>', self.html, re.S)

    @property
    def links(self) -> list[str]:
        return [unescape(href) for href in re.findall(r'href="([^"]*)"', self.html)]


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


class Reader:
    def __init__(self) -> None:
        self.client = Client()

    def search(self, typed: str = "", /, *, prefix: str = "/en", **fields: object) -> Answer:
        query = urlencode({"q": typed, **fields})
        answer = self.client.get(f"{prefix}/search/?{query}")
        return Answer(answer.status_code, answer.content.decode())


@pytest.fixture
def reader(db: None) -> Reader:
    return Reader()
