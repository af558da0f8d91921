"""What stands for the elements that blocks of WordPress mark with a class."""

from __future__ import annotations

# What stands for the start and for the end of an element, and what it is to those that stand in it: a
# "gallery", a "quote", its "speaker", a "box" that only goes, or "dropped" with all that is in it.
type Shape = tuple[str, str, str]

_PARAGRAPH = ("<p>", "</p>", "")
_EMBED = ('<figure class="embed">', "</figure>", "")
_BOX, _GALLERY = ("", "", "box"), ("", "", "gallery")  # what they hold stays, they go
# Elements that blocks mark with a class, and what stands for them.
_SHAPES = {
    ("figure", "wp-block-gallery"): _GALLERY,
    ("ul", "wp-block-gallery"): _GALLERY,
    ("div", "wp-block-gallery"): _GALLERY,
    ("ul", "blocks-gallery-grid"): _BOX,
    ("li", "blocks-gallery-item"): _BOX,
    ("figcaption", "blocks-gallery-caption"): _PARAGRAPH,
    ("figure", "wp-block-pullquote"): _BOX,
    ("figure", "wp-block-embed"): _EMBED,
    ("figure", "wp-block-video"): _EMBED,
    ("figure", "wp-block-audio"): _EMBED,
    ("div", "wp-block-button"): _PARAGRAPH,
    ("div", "wp-block-file"): _PARAGRAPH,
    ("a", "wp-block-file__button"): ("", "", "dropped"),
}


def shape_of(name: str, classes: list[str], mark: str, holder: str) -> Shape:
    """Return what an element becomes. `mark` is its start, `holder` the kind of the element around it."""
    for block in classes:
        if found := _SHAPES.get((name, block)):
            return found
    if name == "blockquote":
        return "", "", "quote"
    if name == "cite" and holder == "quote":
        return "", "", "speaker"
    return _PARAGRAPH if name == "figcaption" and holder == "gallery" else (mark, f"</{name}>", "")
