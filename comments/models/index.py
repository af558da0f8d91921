"""The stems of public comments, by which they are found."""

from search.index import Index


class CommentIndex(Index):
    """One row for each public comment. Its key is `key_in_time`, so the newest stand last."""
