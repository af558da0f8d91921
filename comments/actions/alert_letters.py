"""The mails to moderators about what waits too long, written while they are sent."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actions.deliveries import Written, html_of, write_letter, writes
from accounts.actions.people import addresses_of
from accounts.models import Community, Delivery, User
from accounts.rules.letters import one_line
from comments.actions.alerts import ALERT, too_long
from comments.actions.unsubscribing import Scope, address_of
from comments.alerts import APPEALS, EDITS, HELD, MEASURES, REPORTED, Pile
from comments.inbox import settings_of
from comments.rules.notices import Mail, Topic
from comments.rules.spans import time_span

LISTS: dict[str, tuple[Promise, str]] = {
    HELD: (gettext_lazy("Waiting: %(number)d, the oldest for %(span)s."), "comments:queue"),
    REPORTED: (gettext_lazy("Reported: %(number)d, the oldest for %(span)s."), "comments:reported"),
    APPEALS: (gettext_lazy("Appeals: %(number)d, the oldest for %(span)s."), "comments:appeals"),
    EDITS: (gettext_lazy("Changes: %(number)d, the oldest for %(span)s."), "comments:edits"),
    MEASURES: (
        gettext_lazy("Appeals against measures: %(number)d, the oldest for %(span)s."),
        "comments:measured",
    ),
}


@writes(ALERT)
def write_alert(delivery: Delivery, now: datetime) -> Written | None:
    """What waits at this moment. None if nothing waits too long any more, or nobody wants to know."""
    person = User.moderators().filter(pk=delivery.person_id or 0).first()
    found = too_long(now)
    to = addresses_of([person.pk]).get(person.pk) if person else None
    if person is None or to is None or not found:
        return None
    if settings_of([person.pk])[person.pk][Topic.ALERTS].mail is Mail.NEVER:
        return None
    with translation.override(person.language):
        stop = address_of(Scope.topic(person.pk, Topic.ALERTS))
        context = {
            "subject": one_line(_("%(site)s: something waits for you") % {"site": Community.load().name}),
            "lists": [_line(pile, now) for pile in found],
            "stop": stop,
            "settings_page": f"{settings.SITE_URL}{reverse('comments:notice_settings')}",
        }
        letter = write_letter("mail/alert.txt", person=person, context=context, language=person.language)
        html = html_of(letter, person.language)
    headers = {
        "List-Id": f"<moderation.{settings.SITE_HOST}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return Written(to=to, subject=letter.subject, text=letter.text, html=html, headers=headers)


def _line(pile: Pile, now: datetime) -> tuple[str, str]:
    sentence, name = LISTS[pile.name]
    facts = {"number": pile.count, "span": time_span(now - pile.oldest)}
    return str(sentence) % facts, f"{settings.SITE_URL}{reverse(name)}"
