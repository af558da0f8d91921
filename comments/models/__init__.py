from .cases import Appeal, Case, Report
from .casework import CaseNote, Claim, Ruled, Ruling, SecondOpinion
from .checking import Lesson, MarkCount, WatchList
from .comment import Comment, CommentVersion, Quotation
from .index import CommentIndex
from .log import LogEntry, LogNote
from .network import NetworkKey
from .notices import AnswerWish, InboxEntry, NoticeSetting, Untold
from .reactions import Follow, Reaction
from .seals import LogSeal
from .sweep import Sweep, Swept
from .thread import Discussion, Publication, Thread
from .visit import Visit
from .writing import Draft, Mention

__all__ = [
    "AnswerWish",
    "Appeal",
    "Case",
    "CaseNote",
    "Claim",
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
    "LogSeal",
    "MarkCount",
    "Mention",
    "NetworkKey",
    "NoticeSetting",
    "Publication",
    "Quotation",
    "Reaction",
    "Report",
    "Ruled",
    "Ruling",
    "SecondOpinion",
    "Sweep",
    "Swept",
    "Thread",
    "Untold",
    "Visit",
    "WatchList",
]
