from .cases import Appeal, Case, Report
from .comment import Comment, CommentVersion, Quotation
from .log import LogEntry, LogNote
from .reactions import Follow, Reaction
from .thread import Discussion, Thread

__all__ = [
    "Appeal",
    "Case",
    "Comment",
    "CommentVersion",
    "Discussion",
    "Follow",
    "LogEntry",
    "LogNote",
    "Quotation",
    "Reaction",
    "Report",
    "Thread",
]
