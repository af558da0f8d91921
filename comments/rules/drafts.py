"""What is kept of a text that is being written, and what becomes of two that differ (C5)."""

from datetime import timedelta

from markup import COMMENT_LIMIT

LONGEST = 4 * COMMENT_LIMIT  # characters; longer ones stay in the browser and in the answered form
MOST = 50  # drafts of one person
KEPT_FOR = timedelta(days=60)
BETWEEN = "\n\n⁂\n\n"  # between two texts that were set aside, an asterism


def set_aside(incoming: str, kept: str, other: str) -> str:
    """Return what stays beside `incoming`, which takes the place of `kept` without having seen it.

    Nothing is lost: what was kept goes before what stood aside already (`other`). What `incoming` holds
    itself need not be there twice. Where both are longer than a draft may be, the older one is cut.
    """
    texts = [text for text in (kept, other) if text.strip() and text.strip() not in incoming]
    if len(texts) == 2 and kept.strip() in other:
        texts = [other]
    return BETWEEN.join(texts)[:LONGEST]
