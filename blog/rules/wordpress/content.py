"""The body of a post: classic HTML or blocks, turned into plain HTML that `clean_post` can judge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from blog.rules.wordpress.losses import Loss
from blog.rules.wordpress.paragraphs import linked, paragraphs

_BLOCK = re.compile(r"\s*(/?)wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)(?=[\s/]|\Z)")
_SHORTCODE = re.compile(r"\[(/?)([a-zA-Z][a-zA-Z0-9_-]{1,40})((?:\s[^\[\]<>]{0,2000})?)/?\]")
_FOREIGN = re.compile(
    r"<(?:iframe|object|embed|video|audio|form|script|style|canvas|applet)\b", re.IGNORECASE
)
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)
_EMBED_LINE = re.compile(r"^[ \t]*(https?://[^\s<>\"']{1,2000})[ \t]*$", re.MULTILINE)

# Shortcodes that WordPress itself knows. Others are counted when they look like one: with attributes, or
# with an end. "[sic]" and "[1]" are words.
_OWN_SHORTCODES = frozenset({"audio", "caption", "embed", "gallery", "playlist", "video", "wp_caption"})
_FREE = frozenset({"freeform", "core/freeform", "html", "core/html"})
# Blocks without contents of their own that are no loss.
_MARKS = frozenset({"more", "nextpage", "spacer", "separator", "page-break"})


@dataclass(slots=True)
class Converted:
    """HTML, not yet sanitised, and how often something in it was lost."""

    html: str
    losses: Counter[Loss] = field(default_factory=Counter)


def convert(text: str) -> Converted:
    """Return the body of a post as HTML.

    In texts with blocks the marks of blocks go and their HTML stays; what stands outside of blocks, and all
    of a classic text, gets its paragraphs.
    """
    done = Converted("")
    has_blocks = "<!-- wp:" in text
    done.html = "".join(_pieces(text, done.losses) if has_blocks else [paragraphs(_bare(text, done.losses))])
    done.html = done.html.strip()
    for loss, count in (
        (Loss.SHORTCODES, shortcodes(done.html)),
        (Loss.EMBEDS, len(_FOREIGN.findall(done.html))),
        (Loss.PICTURES, len(_PICTURE.findall(done.html))),
    ):
        if count:
            done.losses[loss] += count
    return done


def shortcodes(html: str) -> int:
    """Count what looks like a shortcode, an opening and a closing one together as one."""
    found = [(bool(m[1]), m[2].lower(), m[3]) for m in _SHORTCODE.finditer(html)]
    closed = {name for is_end, name, _ in found if is_end}
    return sum(
        not is_end and (name in _OWN_SHORTCODES or name in closed or "=" in rest)
        for is_end, name, rest in found
    )


def _pieces(text: str, losses: Counter[Loss]) -> Iterator[str]:
    """Yield the HTML of blocks as it is, and what stands between them with paragraphs."""
    depth = 0
    is_embed = False
    for is_comment, piece in _comments(text):
        block = _BLOCK.match(piece) if is_comment else None
        if block is None:
            if is_comment:
                _count_break(piece, losses)
            elif depth == 0:
                yield paragraphs(piece)
            else:
                yield _EMBED_LINE.sub(lambda m: linked(m[1]), piece) if is_embed else piece
            continue
        is_end, name = bool(block[1]), block[2].removeprefix("core/")
        if piece.rstrip().endswith("/") and not is_end:
            losses[Loss.DYNAMIC_BLOCKS] += name not in _MARKS
        elif name not in _FREE:
            depth = max(0, depth + (-1 if is_end else 1))
            is_embed = not is_end and "embed" in name
    losses += Counter()


def _bare(text: str, losses: Counter[Loss]) -> str:
    """Return classic HTML without its comments."""
    kept = []
    for is_comment, piece in _comments(text):
        if is_comment:
            _count_break(piece, losses)
        else:
            kept.append(piece)
    return "".join(kept)


def _count_break(comment: str, losses: Counter[Loss]) -> None:
    if comment.strip().lower() == "nextpage":
        losses[Loss.PAGE_BREAKS] += 1


def _comments(text: str) -> Iterator[tuple[bool, str]]:
    """Cut a text into its HTML comments (without their marks) and what stands between them.

    A comment that does not end is text: nothing is lost by a forgotten mark.
    """
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (stop := text.find("-->", start + 4)) >= 0:
        yield False, text[end:start]
        yield True, text[start + 4 : stop]
        end = stop + 3
    yield False, text[end:].replace("<!--", "&lt;!--")
