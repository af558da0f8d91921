"""Text to safe HTML, and back to words.

For: turning what people write into HTML that a page may print unescaped, and for saying so: `SafeHTML`.
Not for: anything that knows a post, a comment, a person or a request. Pure functions; imports no other app.
"""

from markup.comments import (
    COMMENT_LIMIT,
    RENDERER_VERSION,
    MarkupRefused,
    check_comment,
    names_after_signs,
    render_comment,
)
from markup.data import linked_data
from markup.fields import SafeHTMLField
from markup.foreign import comment_from_html
from markup.links import anchors_of, links_of
from markup.marks import marking, with_marks, with_words_marked
from markup.mentions import beginnings, with_members_at, with_names_replaced
from markup.moulds import Mould, blank, fill
from markup.pages import with_scrollers, with_whole_addresses
from markup.pictures import (
    Choice,
    Picture,
    picture_addresses,
    picture_html,
    with_pictures,
    with_plain_pictures,
)
from markup.plain import excerpt, line_of, reading_minutes, text_of, words_in
from markup.posts import clean_post
from markup.redactions import (
    CutsThroughMarkup,
    mark_for,
    marks_in,
    redacted,
    with_bars_said,
    without_forged_marks,
)
from markup.safe import SafeHTML

__all__ = [
    "COMMENT_LIMIT",
    "RENDERER_VERSION",
    "Choice",
    "CutsThroughMarkup",
    "MarkupRefused",
    "Mould",
    "Picture",
    "SafeHTML",
    "SafeHTMLField",
    "anchors_of",
    "beginnings",
    "blank",
    "check_comment",
    "clean_post",
    "comment_from_html",
    "excerpt",
    "fill",
    "line_of",
    "linked_data",
    "links_of",
    "mark_for",
    "marking",
    "marks_in",
    "names_after_signs",
    "picture_addresses",
    "picture_html",
    "reading_minutes",
    "redacted",
    "render_comment",
    "text_of",
    "with_bars_said",
    "with_marks",
    "with_members_at",
    "with_names_replaced",
    "with_pictures",
    "with_plain_pictures",
    "with_scrollers",
    "with_whole_addresses",
    "with_words_marked",
    "without_forged_marks",
    "words_in",
]
