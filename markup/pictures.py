"""Pictures as pages show them: several files to choose from, and their true size before any of them came."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape

from markup.reading import Token
from markup.safe import SafeHTML, vouch

# Attribute values of our sanitiser stand in double quotes; possessive, so that it is always linear.
_PICTURE = re.compile(r'<img(?P<attributes>(?:[^<>"]++|"[^"]*+")*+)>')


@dataclass(frozen=True)
class Choice:
    """The same picture in one format: `kind` is its media type, `files` are addresses with their widths."""

    kind: str
    files: tuple[tuple[str, int], ...]

    @property
    def srcset(self) -> str:
        return ", ".join(f"{address} {width}w" for address, width in self.files)


@dataclass(frozen=True)
class Picture:
    """What is known of a picture: the file for all, its pixels, and lighter files in order of preference.

    `plain` are files of the format of `address`. Without any choice, `address` is all there is.
    """

    address: str
    width: int
    height: int
    alt: str = ""
    choices: tuple[Choice, ...] = ()
    plain: Choice | None = None


def picture_html(
    picture: Picture, *, sizes: str, lazy: bool = True, important: bool = False, more: str = ""
) -> SafeHTML:
    """Return `<picture>` with all files, or `<img>` alone when there is but one.

    `sizes` says how wide it is shown (HTML, "sizes"). `lazy` is for pictures below the fold, `important`
    for the largest above it. `more` are attributes of our sanitiser for the `<img>`.
    """
    how = ' loading="lazy"' if lazy else ' fetchpriority="high"' if important else ""
    wide = f' sizes="{escape(sizes)}"'
    plain = f' srcset="{escape(picture.plain.srcset)}"{wide}' if picture.plain else ""
    image = (
        f'<img src="{escape(picture.address)}"{plain} width="{picture.width}" height="{picture.height}"'
        f' alt="{escape(picture.alt)}"{more}{how} decoding="async">'
    )
    if not picture.choices:
        return vouch(image)
    sources = "".join(
        f'<source type="{choice.kind}" srcset="{escape(choice.srcset)}"{wide}>' for choice in picture.choices
    )
    return vouch(f"<picture>{sources}{image}</picture>")


def picture_addresses(html: SafeHTML) -> list[str]:
    """Return the addresses of the pictures in a text, in their order."""
    return [_token(found).attribute("src") for found in _PICTURE.finditer(html)]


def with_pictures(
    html: SafeHTML, pictures: Mapping[str, Picture], *, sizes: Callable[[int], str], eager: int = 0
) -> SafeHTML:
    """Show the pictures of a text with all their files; `pictures` are known by their address in the text.

    The words of the text win over those of the picture, and so does its width where that is less than the
    picture's. `sizes` gets the width in pixels. All but the first `eager` ones wait until they are near. A
    picture that is not known keeps what the text says.
    """
    seen = 0

    def shown(found: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        token, lazy = _token(found), seen > eager
        known = pictures.get(token.attribute("src"))
        if known is None:
            return _unknown(found, token, lazy)
        known = _as_in_text(known, token)
        return picture_html(known, sizes=sizes(known.width), lazy=lazy, more=_language(token))

    return vouch(_PICTURE.sub(shown, html))


def with_plain_pictures(html: SafeHTML, pictures: Mapping[str, Picture]) -> SafeHTML:
    """Show one file for each picture of a text, the largest that all programs know: for feeds and mails."""

    def shown(found: re.Match[str]) -> str:
        token = _token(found)
        known = pictures.get(token.attribute("src"))
        if known is None:
            return found[0]
        known = _as_in_text(known, token)
        address = known.plain.files[-1][0] if known.plain else known.address
        size = f' width="{known.width}" height="{known.height}"'
        return f'<img src="{escape(address)}" alt="{escape(known.alt)}"{size}{_language(token)}>'

    return vouch(_PICTURE.sub(shown, html))


def _token(found: re.Match[str]) -> Token:
    return Token("img", False, found["attributes"])


def _as_in_text(picture: Picture, token: Token) -> Picture:
    width = int(token.attribute("width") or 0)
    if 0 < width < picture.width:
        height = max(1, round(width * picture.height / picture.width))
        picture = replace(picture, width=width, height=height)
    return replace(picture, alt=token.attribute("alt").strip() or picture.alt)


def _language(token: Token) -> str:
    return "".join(
        f' {name}="{escape(value)}"' for name in ("lang", "dir") if (value := token.attribute(name))
    )


def _unknown(found: re.Match[str], token: Token, lazy: bool) -> str:
    wait = ' loading="lazy"' if lazy and not token.attribute("loading") else ""
    return f'<img{found["attributes"]}{wait} decoding="async">'
