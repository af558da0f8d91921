"""The line at the head of a conversation that says what is new to whoever reads it (R10)."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comments.apart import Returning
from comments.models import Comment, Thread
from comments.newness import Since
from comments.roots import Order
from comments.rules.visits import MOST_NEWS

TEMPLATE = "comments/news.html"


@dataclass(frozen=True)
class News:
    """What `comments/news.html#line` says. `href` leads to the first new comment, `back` to the plain page.

    `known_seq` is what is not new to the reader, `seen_seq` and `seen_at` the latest look that is noted.
    """

    line: str = ""
    answers: str = ""
    href: str = ""
    back: str = ""
    count: str = ""
    known_seq: str = ""
    seen_seq: str = ""
    seen_at: str = ""
    may_mark: bool = False


def line_of_return(returning: Returning, path: str, now: datetime, shown: Order) -> SafeString:
    """Return the line for somebody who comes back; empty on a first visit.

    `shown` is the order of the page, in which the line leads to what is new.
    """
    if returning.known is None or returning.marker is None:
        return empty_line(get_language() or "")
    known, latest = returning.known, returning.marker.latest
    return render_line(
        News(
            line=_since_visit(returning.news, returning.news >= MOST_NEWS, known.at, now)
            if returning.news
            else "",
            answers=_answers(returning.answers) if returning.news and returning.answers else "",
            href=f"{path}{Since(str(known.public_seq), known.public_seq).query(shown)}",
            count=str(returning.news),
            known_seq=str(known.public_seq),
            seen_seq=str(latest.public_seq),
            seen_at=str(int(latest.at.timestamp())),
            may_mark=True,
        )
    )


def line_since(thread: Thread, since: Since, path: str, shown: Order) -> SafeString:
    """Return the line of a page that marks what is new since a moment that its address names."""
    new = Comment.objects.in_thread(thread.pk).became_public_after(since.public_seq)
    count = len(new.values_list("pk")[:MOST_NEWS])
    return render_line(
        News(
            line=_since(count, count >= MOST_NEWS),
            href=f"{path}{since.query(shown)}" if count else "",
            back=f"{path}#thread",
            known_seq=str(since.public_seq),
        )
    )


@lru_cache(maxsize=16)
def empty_line(_language: str) -> SafeString:
    """Return the line for somebody to whom nothing is known to be new, in the language that is spoken now."""
    return render_line(News())


def render_line(news: News) -> SafeString:
    return render_to_string(f"{TEMPLATE}#line", {"news": news})


def _since_visit(count: int, more: bool, at: datetime, now: datetime) -> str:
    """Return how many comments are new to somebody who was here `at` a time; `more` than were counted."""
    days = (localtime(now).date() - localtime(at).date()).days
    facts = {"number": f"{count - 1}+" if more else count, "when": ""}
    if days <= 0:
        facts["when"] = date_format(localtime(at), "TIME_FORMAT")
        line = ngettext(
            "One new comment since your visit at %(when)s",
            "%(number)s new comments since your visit at %(when)s",
            count,
        )
    elif days == 1:
        line = ngettext(
            "One new comment since your visit yesterday",
            "%(number)s new comments since your visit yesterday",
            count,
        )
    else:
        facts["when"] = date_format(localtime(at), "DATE_FORMAT")
        line = ngettext(
            "One new comment since your visit on %(when)s",
            "%(number)s new comments since your visit on %(when)s",
            count,
        )
    return line % facts


def _answers(count: int) -> str:
    """Return how many of the new comments answer the reader."""
    return ngettext("one answer to you", "%(number)d answers to you", count) % {"number": count}


def _since(count: int, more: bool) -> str:
    """Return how many comments are new since the moment that an address names."""
    if not count:
        return _("Nothing new since then.")
    facts = {"number": f"{count - 1}+" if more else count}
    return ngettext("One new comment since then", "%(number)s new comments since then", count) % facts
