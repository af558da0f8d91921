"""A mail is written once, as plain text; its HTML shows the same blocks."""

from dataclasses import dataclass

SUBJECT_LIMIT = 200


@dataclass(frozen=True)
class Block:
    """One paragraph of a mail. `kind` is "text", "code" (to be typed) or "link" (an address of the site)."""

    kind: str
    text: str


@dataclass(frozen=True)
class Letter:
    """`subject` is one line; `text` is the whole mail as plain text; `blocks` are its paragraphs."""

    subject: str
    text: str
    blocks: tuple[Block, ...]


def one_line(text: str) -> str:
    """Return the text without line breaks and control characters, fit for the head of a mail."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:SUBJECT_LIMIT]


def read_letter(source: str, *, site_url: str) -> Letter:
    """Split a written mail: the first line is the subject, paragraphs are separated by empty lines.

    A paragraph indented by four spaces is a code. A paragraph that is nothing but an address of this site
    becomes a link; any other address stays text, so that nobody can make us send links elsewhere.
    """
    head, _, body = source.strip().replace("\r\n", "\n").partition("\n")
    paragraphs = [p.strip("\n").rstrip() for p in body.split("\n\n")]
    blocks = tuple(_block(p, site_url) for p in paragraphs if p.strip())
    return Letter(
        subject=one_line(head), text="\n\n".join(p for p in paragraphs if p.strip()) + "\n", blocks=blocks
    )


def _block(paragraph: str, site_url: str) -> Block:
    if paragraph.startswith("    "):
        return Block("code", paragraph.strip())
    if paragraph.startswith(f"{site_url}/") and not any(c.isspace() for c in paragraph):
        return Block("link", paragraph)
    return Block("text", paragraph)
