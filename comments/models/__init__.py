from .cases import Appeal, Case, Report
from .checking import Lesson, MarkCount, WatchList
from .comment import Comment, CommentVersion, Quotation
from .index import CommentIndex
from .log import LogEntry, LogNote
from .network import NetworkKey
from .notices import AnswerWish, InboxEntry, NoticeSetting, Untold
from .reactions import Follow, Reaction
from .thread import Discussion, Publication, Thread
from .visit import Visit
from .writing import Draft, Mention

__all__ = [
    "AnswerWish",
    "Appeal",
    "Case",
    "Comment",
    "CommentIndex",
    "CommentVersion",
    "Discussion",
    "Draft",
    "Follow",
    "InboxEntry",
    "Lesson",
    "LogEntry",
    "LogNote",
    "MarkCount",
    "Mention",
    "NetworkKey",
    "NoticeSetting",
    "Publication",
    "Quotation",
    "Reaction",
    "Report",
    "Thread",
    "Untold",
    "Visit",
    "WatchList",
]
