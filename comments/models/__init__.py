from .cases import Appeal, Case, Report
from .comment import Comment, CommentVersion, Quotation
from .index import CommentIndex
from .log import LogEntry, LogNote
from .network import NetworkKey
from .reactions import Follow, Reaction
from .thread import Discussion, Publication, Thread
from .visit import Visit
from .writing import Draft, Mention

__all__ = [
    "Appeal",
    "Case",
    "Comment",
    "CommentIndex",
    "CommentVersion",
    "Discussion",
    "Draft",
    "Follow",
    "LogEntry",
    "LogNote",
    "Mention",
    "NetworkKey",
    "Publication",
    "Quotation",
    "Reaction",
    "Report",
    "Thread",
    "Visit",
]
