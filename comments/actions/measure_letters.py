"""The mails about measures, written while they are sent (M9)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from accounts.actions.deliveries import Written, html_of, write_letter, writes
from accounts.actions.people import addresses_of
from accounts.models import Delivery, Measure
from accounts.rules.measure_words import effect_line, moment
from accounts.rules.zones import ZONES
from comments.actions.measures import MAIL
from comments.rules import reasons
from comments.rules.notice_words import MEASURES_SAID
from comments.rules.notices import MeasureNews


@writes(MAIL)
def write_about_measure(delivery: Delivery, now: datetime) -> Written | None:
    """What was decided, why, until when, and what can be done. None for a person without an address."""
    _mail, word, number = delivery.key.split(":")
    news, measure = MeasureNews(word), Measure.objects.filter(pk=int(number)).select_related("person").first()
    to = addresses_of([delivery.person_id or 0]).get(delivery.person_id or 0)
    if measure is None or to is None:
        return None
    person = measure.person
    zone = ZoneInfo(person.time_zone if person.time_zone in ZONES else settings.TIME_ZONE)
    with translation.override(person.language), timezone.override(zone):
        context = {
            "subject": str(MEASURES_SAID[news]),
            "measure": measure,
            "taken": news is MeasureNews.TAKEN,
            "kept": news is MeasureNews.KEPT,
            "since": moment(measure.starts_at),
            "effect": effect_line(measure.kind, measure.ends_at),
            "ground": str(reasons.label(measure.ground)),
            "page": f"{settings.SITE_URL}{reverse('comments:measures')}",
        }
        letter = write_letter("mail/measure.txt", person=person, context=context, language=person.language)
        return Written(to=to, subject=letter.subject, text=letter.text, html=html_of(letter, person.language))
