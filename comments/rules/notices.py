"""Of what a person is told, by which way, and when (C10)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from comments.rules.states import TAKEN_DOWN, State

MORNING = time(7)  # when digests are due, by the reader's clock
FIRST_DAY = 0  # of the week, for weekly digests: Monday


class Notice(StrEnum):
    """Why somebody hears of a comment: the first three of a new one, the others of one of their own."""

    THREAD = "thread"  # in a conversation that the person follows
    ANSWER = "answer"  # to a comment of the person
    MENTION = "mention"  # it names the person
    PICKED = "picked"  # editors picked it
    APPROVED = "approved"  # it waited, or was taken down, and is public now
    REMOVED = "removed"  # it was taken down
    EDITED = "edited"  # it was decided about an edit that waited
    REDACTED = "redacted"  # words of it were made unreadable
    TEXT_REMOVED = "text"  # an earlier text of it was removed
    HIDDEN = "hidden"  # by a rule, because of reports
    APPEAL = "appeal"  # it was decided about an own appeal
    UPHELD = "upheld"  # what the person reported was taken down
    MENDED = "mended"  # words of what the person reported were made unreadable
    DISMISSED = "dismissed"  # what the person reported stays
    LAPSED = "lapsed"  # what the person reported was withdrawn by its author
    REVERSED = "reversed"  # what was taken down after a report came back


class MeasureNews(StrEnum):
    """What somebody is told about measures; nobody can wish not to hear of those."""

    TAKEN = "measure"
    LIFTED = "lifted"
    KEPT = "kept"  # somebody looked again and kept it


class Topic(StrEnum):
    """What a person can set, each by itself. An addition needs no migration."""

    ANSWERS = "answers"
    MENTIONS = "mentions"
    THREADS = "threads"
    PICKS = "picks"
    DECISIONS = "decisions"
    REPORTS = "reports"
    ALERTS = "alerts"  # for moderators: something waits too long


class Mail(StrEnum):
    """When a mail is written about a notice."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


@dataclass(frozen=True)
class Setting:
    """How a person wants to hear of a topic: in the inbox of the site, by mail, by both or not at all."""

    on_site: bool = True
    mail: Mail = Mail.AT_ONCE

    @property
    def is_silent(self) -> bool:
        return not self.on_site and self.mail is Mail.NEVER


TOPICS = {
    Notice.THREAD: Topic.THREADS,
    Notice.ANSWER: Topic.ANSWERS,
    Notice.MENTION: Topic.MENTIONS,
    Notice.PICKED: Topic.PICKS,
    Notice.APPROVED: Topic.DECISIONS,
    Notice.REMOVED: Topic.DECISIONS,
    Notice.EDITED: Topic.DECISIONS,
    Notice.REDACTED: Topic.DECISIONS,
    Notice.TEXT_REMOVED: Topic.DECISIONS,
    Notice.HIDDEN: Topic.DECISIONS,
    Notice.APPEAL: Topic.DECISIONS,
    Notice.UPHELD: Topic.REPORTS,
    Notice.MENDED: Topic.REPORTS,
    Notice.DISMISSED: Topic.REPORTS,
    Notice.LAPSED: Topic.REPORTS,
    Notice.REVERSED: Topic.REPORTS,
}
# A conversation that is followed may bring fifty comments a day: they come together.
DEFAULTS = {topic: Setting() for topic in Topic} | {Topic.THREADS: Setting(mail=Mail.DAILY)}
DEFAULTS[Topic.ALERTS] = Setting(on_site=False)  # the queue itself stands on the site

OF_REPORTS = frozenset(kind for kind, topic in TOPICS.items() if topic is Topic.REPORTS)
OF_WORDS = frozenset({Notice.REDACTED, Notice.TEXT_REMOVED})  # the comment itself stays where it is
WITH_REASONS = frozenset({Notice.REMOVED, Notice.EDITED, Notice.HIDDEN, Notice.APPEAL, *OF_WORDS})
NEWS = (Notice.ANSWER, Notice.MENTION, Notice.THREAD)  # about others' comments, the strongest first


def is_news(kind: Notice) -> bool:
    """Whether others hear of it, and not the author."""
    return kind in NEWS


def strongest(kinds: Iterable[Notice]) -> Notice:
    """Return the one reason that is told where several hold at once: a person hears of a comment once."""
    return min(kinds, key=NEWS.index)


def key_of(kind: Notice, comment_id: int, at: datetime) -> str:
    """Return what makes a notice the same one for a person: news and picks come once, decisions once each."""
    if is_news(kind):
        return f"new:{comment_id}"
    if kind is Notice.PICKED:
        return f"picked:{comment_id}"
    return f"{kind}:{comment_id}:{at.astimezone(UTC):%Y%m%dT%H%M%S.%f}"


def still_true(kind: Notice, state: State, *, visible: bool) -> bool:
    """Whether what is told of a comment is so in this state, under a page that is `visible` or not."""
    match kind:
        case Notice.REMOVED:
            return state in TAKEN_DOWN
        case Notice.HIDDEN:
            return state is State.HIDDEN
        case Notice.EDITED | Notice.APPEAL:
            return True
    if kind in OF_REPORTS or kind in OF_WORDS:
        return True
    return state is State.PUBLIC and visible


def mail_due(mail: Mail, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when a mail about something that happens `now` is due, None for never.

    Digests wait for the reader's next morning, weekly ones for that of a Monday. The day is taken from the
    calendar and not from counted hours, so nights of 23 or 25 hours have one morning as well.
    """
    if mail is Mail.NEVER:
        return None
    if mail is Mail.AT_ONCE:
        return now
    day = now.astimezone(zone).date()
    if _morning(day, zone) <= now:
        day += timedelta(days=1)
    if mail is Mail.WEEKLY:
        day += timedelta(days=(FIRST_DAY - day.weekday()) % 7)
    return _morning(day, zone)


def _morning(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, MORNING, tzinfo=zone).astimezone(UTC)


@dataclass(frozen=True)
class News:
    """A comment that became public, and who could hear of it.

    `answered` is the author of the comment that it answers; `followers` are those of its conversation since
    before it became public; `deaf` those who muted its author.
    """

    author: int | None
    answered: int | None = None
    mentioned: frozenset[int] = frozenset()
    followers: frozenset[int] = frozenset()
    deaf: frozenset[int] = frozenset()


def who_hears(news: News) -> dict[int, Notice]:
    """Return each person who hears of it, and for which reason. Nobody hears of an own comment."""
    reasons: dict[int, set[Notice]] = {person: {Notice.THREAD} for person in news.followers}
    for person in news.mentioned:
        reasons.setdefault(person, set()).add(Notice.MENTION)
    if news.answered is not None:
        reasons.setdefault(news.answered, set()).add(Notice.ANSWER)
    silent = news.deaf | {news.author}
    return {person: strongest(kinds) for person, kinds in reasons.items() if person not in silent}
