"""The body of a post: classic HTML or blocks, turned into plain HTML that `clean_post` can judge."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from blog.rules.wordpress.attachments import Attachment, Attachments
from blog.rules.wordpress.elements import Find, Pictures, rewritten
from blog.rules.wordpress.losses import Loss
from blog.rules.wordpress.paragraphs import linked, paragraphs
from blog.rules.wordpress.shortcodes import Shortcode, written_out

_BLOCK = re.compile(r"\s*(/?)wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)(?=[\s/]|\Z)")
_EMBED_LINE = re.compile(r"^[ \t]*(https?://[^\s<>\"']{1,2000})[ \t]*$", re.MULTILINE)

_FREE = frozenset({"freeform", "html", "shortcode"})
# Blocks without contents of their own that are no loss.
_MARKS = frozenset({"more", "nextpage", "spacer", "separator", "page-break"})
_DEEPEST_REUSED = 4  # blocks in blocks
LONGEST = 2_000_000  # characters of a text with the blocks that it uses


@dataclass(slots=True)
class Converted:
    """HTML, not yet sanitised; the pictures of ours in it; and how often something in it was lost."""

    html: str
    pictures: tuple[str, ...] = ()
    losses: Counter[Loss] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Context:
    """What a text refers to: the library there, blocks that several posts use, the number of its own post."""

    attachments: Attachments = field(default_factory=Attachments)
    blocks: Mapping[str, str] = field(default_factory=dict)
    number: str = ""


def nowhere(_reference: object) -> None:
    """Find no picture: what an import without pictures does."""


def convert(text: str, context: Context | None = None, find: Find = nowhere) -> Converted:
    """Return the body of a post as HTML.

    In texts with blocks the marks of blocks go and their HTML stays; what stands outside of blocks, and all
    of a classic text, gets its paragraphs. `find` gives the picture that a reference means, or None.
    """
    context = context or Context()
    losses: Counter[Loss] = Counter()
    text = _with_reused(text, context.blocks)
    text, losses[Loss.SHORTCODES] = written_out(text, lambda shortcode: _gallery(shortcode, context))
    has_blocks = "<!-- wp:" in text
    html = "".join(_pieces(text, losses) if has_blocks else [paragraphs(_bare(text, losses))])
    pictures = Pictures(find, context.attachments.is_page, context.attachments.is_upload)
    done = rewritten(html, pictures)
    return Converted(done.html.strip(), tuple(done.found), +(losses + done.losses))


def _with_reused(text: str, blocks: Mapping[str, str]) -> str:
    """Put the blocks that a text shares with others where it uses them."""
    for _depth in range(_DEEPEST_REUSED):
        if "wp:block " not in text:
            break
        parts = []
        size = len(text)
        for is_comment, piece in _comments(text):
            block = _BLOCK.match(piece) if is_comment else None
            number = str(_settings(piece).get("ref", "")) if block and _name(block) == "block" else ""
            used = blocks.get(number, "") if number else ""
            size += len(used)
            whole = f"<!--{piece}-->" if is_comment else piece
            parts.append(used if used and size < LONGEST else whole)
        text = "".join(parts)
    return text


def _gallery(shortcode: Shortcode, context: Context) -> str:
    """Return the figures of a gallery: those that it names, or all pictures of the post."""
    named = shortcode.attributes.get("ids") or shortcode.attributes.get("include")
    left_out = set(_numbers(shortcode.attributes.get("exclude", "")))
    if named:
        known = context.attachments.by_number
        found = [known[number] for number in _numbers(named) if number in known]
    else:
        found = context.attachments.belonging_to(shortcode.attributes.get("id") or context.number)
    figures = [_figure(each) for each in found if each.number not in left_out]
    return f"\n\n{''.join(figures)}\n\n" if figures else ""


def _figure(attachment: Attachment) -> str:
    words = attachment.caption.strip()
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    address, alt = escape(attachment.address), escape(attachment.alt or attachment.title)
    return (
        f'<figure><img class="wp-image-{attachment.number}" src="{address}" alt="{alt}">{caption}</figure>\n'
    )


def _numbers(text: str) -> list[str]:
    return [word for word in re.split(r"[,\s]+", text) if word.isdecimal()]


def _pieces(text: str, losses: Counter[Loss]) -> Iterator[str]:
    """Yield the HTML of blocks as it is, and what stands between them with paragraphs."""
    depth = 0
    is_embed = False
    cover = ""
    for is_comment, piece in _comments(text):
        block = _BLOCK.match(piece) if is_comment else None
        if block is None:
            if is_comment:
                _count_break(piece, losses)
            elif depth == 0:
                yield paragraphs(piece)
            else:
                yield cover if "<img" not in piece else ""
                yield _EMBED_LINE.sub(lambda m: linked(m[1]), piece) if is_embed else piece
                cover = ""
            continue
        is_end, name = bool(block[1]), _name(block)
        if piece.rstrip().endswith("/") and not is_end:
            losses[Loss.DYNAMIC_BLOCKS] += name not in _MARKS
        elif name not in _FREE:
            depth = max(0, depth + (-1 if is_end else 1))
            is_embed = not is_end and "embed" in name
            cover = _cover(piece) if name == "cover" and not is_end else cover


def _name(block: re.Match[str]) -> str:
    return block[2].removeprefix("core/")


def _cover(piece: str) -> str:
    """The picture behind the words of a block, which the oldest exports name only in its mark."""
    settings = _settings(piece)
    address, number = str(settings.get("url", "")), str(settings.get("id", ""))
    if not address:
        return ""
    return f'<figure><img class="wp-image-{escape(number)}" src="{escape(address)}" alt=""></figure>'


def _settings(piece: str) -> dict[str, object]:
    start, end = piece.find("{"), piece.rfind("}")
    try:
        found = json.loads(piece[start : end + 1]) if 0 <= start < end else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


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
