"""People who are addressed in a text: where an "@" begins a name, and links for the names that are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from markup.safe import SafeHTML, vouch

LONGEST_NAME = 60
"""Characters behind an "@" that may belong to a name."""

MOST_SIGNS = 40
"""Signs in one text that are looked at; whoever writes more of them addresses nobody by the others."""

# Behind a letter, a dot or a slash the sign belongs to a mail address or to a path.
_SIGN = re.compile(r"(?<![^\s(\[{<\"'„“‚‘«»›‹–—])@(?=\w)")
_TAIL = re.compile(rf"\w[\w .\-'’·]{{0,{LONGEST_NAME}}}")
_END_OF_WORD = re.compile(r"(?<=\w)(?!\w)(?![.\-'’·]\w)")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_KEY = "mentions"
_LINK = re.compile(r'<a href="(?=/members/)')


@dataclass
class Mentions:
    """What the parser is told about names, and what it finds. `addresses`: of names, as they are typed.

    A name without an address stays plain, and so do the words at its beginning.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    tails: list[str] = field(default_factory=list)

    def as_environment(self) -> dict[str, Mentions]:
        return {_KEY: self}


def link_names(state: StateCore) -> None:
    """Rule of the parser: find names in prose, not in code, links or addresses, and link those it knows."""
    mentions = state.env.get(_KEY)
    if not isinstance(mentions, Mentions):
        return
    for block in state.tokens:
        if block.children:
            block.children = list(_with_links(block.children, mentions))


def beginnings(tail: str) -> list[str]:
    """Return the words at the beginning of `tail` that may be the name, the longest first."""
    return [tail[: end.start()] for end in _END_OF_WORD.finditer(tail)][::-1]


def with_names_replaced(source: str, name_of: Callable[[str], str], other: str) -> str:
    """Return a source in which `other` stands behind the signs for the names that are to go.

    `name_of` is given what stands behind a sign, and returns its beginning that goes, or nothing. Also in
    code and in links, where no name is read as one.
    """
    pieces, done = [], 0
    for sign in _SIGN.finditer(source):
        tail = _TAIL.match(source, sign.end())
        if tail and sign.start() >= done and (name := name_of(tail[0])):
            pieces += [source[done : sign.end()], other]
            done = sign.end() + len(name)
    return "".join([*pieces, source[done:]])


def with_members_at(html: SafeHTML, prefix: str) -> SafeHTML:
    """Let the names in a comment lead to the pages of one language: `prefix` is `/en`, or empty.

    Text has no `<` of its own, and no link but a name begins with our path.
    """
    if not prefix or "/members/" not in html:
        return html
    return vouch(_LINK.sub(f'<a href="{prefix}', html))


def _with_links(tokens: Iterable[Token], mentions: Mentions) -> Iterator[Token]:
    links = 0
    for token in tokens:
        links += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not links and "@" in token.content:
            yield from _split(token, mentions)
        else:
            yield token


def _split(token: Token, mentions: Mentions) -> Iterator[Token]:
    text, done = token.content, 0
    for at in _signs(text):
        tail = _TAIL.match(text, at + 1)
        if tail is None or len(mentions.tails) >= MOST_SIGNS:
            break
        mentions.tails.append(tail[0])
        name = next((name for name in beginnings(tail[0]) if name in mentions.addresses), "")
        if address := mentions.addresses.get(name):
            yield _text(text[done:at])
            yield Token("link_open", "a", 1, attrs={"href": address})
            done = at + 1 + len(name)
            yield _text(text[at:done])
            yield Token("link_close", "a", -1)
    yield _text(text[done:])


def _signs(text: str) -> Iterator[int]:
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    for sign in _SIGN.finditer(text):
        if not any(begin <= sign.start() < end for begin, end in addresses):
            yield sign.start()


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)
