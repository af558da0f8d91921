"""The mails about comments, written while they are sent: what is true then, and nothing else (C10)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template import Context, Engine
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions.deliveries import Written, write_letter, writes
from accounts.actions.people import addresses_of
from accounts.models import Community, Delivery, User
from accounts.rules.letters import one_line
from accounts.rules.zones import ZONES
from comments.actions.mailing import DIGEST, NOTICE
from comments.actions.unsubscribing import Scope, address_of
from comments.inbox import Item, items_of, settings_of
from comments.models import Follow, InboxEntry
from comments.redactions import with_bars_in_words
from comments.rules.notice_words import SUBJECTS
from comments.rules.notices import NEWS, TOPICS, Mail, Notice, Setting, Topic
from comments.statements import statement_of
from markup import text_of, with_whole_addresses

MOST_IN_DIGEST = 20
LONGEST_TEXT = 4000  # characters of a comment in its mail


@writes(NOTICE)
def write_notice(delivery: Delivery, now: datetime) -> Written | None:
    """One comment, whole. None where it is not to be read any more, or the person wants no such mail."""
    items = _wanted(delivery, now)
    if not items:
        return None
    item = items[0]
    with _as_read_by(delivery.person):
        subject = one_line(SUBJECTS[item.kind] % {"who": item.comment.speaker, "where": item.title})
        scope = _scope_of(item)
        context = {
            "item": item,
            "words": _whole_words(item),
            "page": _page_of(item),
            "statement": statement_of(item.case) if item.case and item.kind is not Notice.APPEAL else None,
            "of_thread": scope.what == "thread",
        }
        return _letter(delivery, "notice", subject, scope, context, _threading(item.comment.thread_id))


@writes(DIGEST)
def write_digest(delivery: Delivery, now: datetime) -> Written | None:
    """What came together, the answers first. None where nothing is left that was not read on the site."""
    items = [item for item in _wanted(delivery, now) if item.entry.read_at is None]
    if not items:
        return None
    mail = Mail(items[0].entry.mail)
    ranks = {kind: rank for rank, kind in enumerate([*NEWS, *Notice])}
    items.sort(key=lambda item: (min(ranks[item.kind], len(NEWS)), -item.entry.pk))
    shown = items[:MOST_IN_DIGEST]
    with _as_read_by(delivery.person):
        community = Community.load().name
        subject = one_line(_digest_subject(len(items), community))
        context = {"items": [(item, _page_of(item)) for item in shown], "more": len(items) - len(shown)}
        return _letter(delivery, "digest", subject, Scope.digest(delivery.person_id or 0, mail), context, {})


def _digest_subject(count: int, where: str) -> str:
    return translation.ngettext(
        "%(where)s: one piece of news", "%(where)s: %(count)d pieces of news", count
    ) % {"where": where, "count": count}


def _wanted(delivery: Delivery, now: datetime) -> list[Item]:
    """What this mail may tell at this moment; asked again for each try, and just before it goes out."""
    person = delivery.person
    if person is None or not person.is_active:
        return []
    entries = InboxEntry.objects.filter(delivery=delivery).heard_by_owner().newest_first().with_comments()
    with _as_read_by(person):
        items = [item for item in items_of(entries, now) if isinstance(item, Item)]
    wanted = settings_of([person.pk])[person.pk]
    threads = {item.comment.thread_id for item in items if item.kind is Notice.THREAD}
    followed = set(Follow.objects.filter(person=person, thread__in=threads).values_list("thread", flat=True))
    return [item for item in items if item.holds and _is_wanted(item, wanted, followed)]


def _is_wanted(item: Item, wanted: dict[Topic, Setting], followed: set[int]) -> bool:
    if item.kind is Notice.THREAD and item.comment.thread_id not in followed:
        return False
    return wanted[TOPICS[item.kind]].mail is not Mail.NEVER


def _as_read_by(person: User | None) -> Any:
    """Speak the language of the reader."""
    return translation.override(person.language if person else settings.LANGUAGE_CODE)


def _scope_of(item: Item) -> Scope:
    """What one click stops: this conversation, or this kind of news."""
    if item.kind is Notice.THREAD:
        return Scope.thread(item.entry.person_id, item.comment.thread_id)
    return Scope.topic(item.entry.person_id, TOPICS[item.kind])


def _page_of(item: Item) -> str:
    return f"{settings.SITE_URL}{item.path}"


def _whole_words(item: Item) -> dict[str, Any]:
    """The comment as HTML and as lines of plain text; a very long one is cut."""
    if item.words is None:
        return {}
    html = with_bars_in_words(item.words.html)
    text = text_of(html)
    if len(text) > LONGEST_TEXT:
        return {"lines": [*text[:LONGEST_TEXT].splitlines(), "…"], "html": None}
    return {"lines": text.splitlines(), "html": with_whole_addresses(html, settings.SITE_URL)}


def _threading(thread_id: int) -> dict[str, str]:
    """Let mail programs put the mails of one conversation together: all answer a mail that never was."""
    root = f"<thread-{thread_id}@{settings.SITE_HOST}>"
    return {"In-Reply-To": root, "References": root}


def _letter(
    delivery: Delivery,
    name: str,
    subject: str,
    scope: Scope,
    context: dict[str, Any],
    headers: dict[str, str],
) -> Written | None:
    """Write the mail as text and as HTML, with the ways to stop it. None for a person without an address."""
    person = delivery.person
    to = addresses_of([delivery.person_id or 0]).get(delivery.person_id or 0)
    if person is None or to is None:
        return None
    stop = address_of(scope)
    context |= {
        "subject": subject,
        "stop": stop,
        "inbox": f"{settings.SITE_URL}{reverse('comments:inbox')}",
        "settings_page": f"{settings.SITE_URL}{reverse('comments:notice_settings')}",
    }
    with timezone.override(ZoneInfo(person.time_zone if person.time_zone in ZONES else settings.TIME_ZONE)):
        letter = write_letter(
            f"mail/comment_{name}.txt", person=person, context=context, language=person.language
        )
        html = _html(f"mail/comment_{name}.html", person, context)
    return Written(
        to=to,
        subject=letter.subject,
        text=letter.text,
        html=html,
        headers={
            "List-Id": f"<conversations.{settings.SITE_HOST}>",
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            **headers,
        },
    )


def _html(template: str, person: User, context: dict[str, Any]) -> str:
    known = {
        "person": person,
        "formal": person.address_form == User.AddressForm.FORMAL,
        "community": Community.load(),
        "language": person.language,
    }
    return Engine.get_default().get_template(template).render(Context(known | context))
