"""Measures against people: taken, lifted, asked about, and told to the person (M9)."""

import logging
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.actions.deliveries import unwritten
from accounts.actions.people import addresses_of
from accounts.actions.pulse import pulse
from accounts.actions.roles import revoke_role
from accounts.models import Measure, Pulse, User
from accounts.rules.measures import Sanction, may_measure, needs_end, takes_end
from accounts.rules.roles import Actor
from comments.actions.counters import hold_record
from comments.actions.inbox import count_unread
from comments.actions.log import KEPT, LIFTED, TAKEN, entry_about_measure
from comments.models import InboxEntry
from comments.rules import reasons
from comments.rules.notices import Mail, MeasureNews

logger = logging.getLogger(__name__)

MAIL = "measure"  # the kind of the mails about measures; `measure_letters.py` writes them
OTHERS_FIRST = timedelta(days=1)  # so long only another moderator answers an appeal
WORDS = {MeasureNews.TAKEN: TAKEN, MeasureNews.LIFTED: LIFTED, MeasureNews.KEPT: KEPT}


class WrongEnd(ValueError):
    """A silence without an end, a warning with one, or an end that is over already."""


class AlreadyInForce(Exception):
    """Such a measure binds the person already; `measure` is that one, and could be lifted first."""

    def __init__(self, measure: Measure) -> None:
        super().__init__(f"measure {measure.pk}")
        self.measure = measure


class NotInForce(Exception):
    """The measure was lifted meanwhile, or is over, or never bound anybody."""


class NotAppealable(Exception):
    """The person has asked already, or somebody has answered meanwhile."""


class OwnMeasure(PermissionDenied):
    """Who took a measure answers no appeal against it on the first day: somebody else decides."""


@transaction.atomic
def take_measure(
    *,
    person: User,
    sanction: Sanction,
    ground: str,
    words: str = "",
    ends_at: datetime | None = None,
    occasion: int | None = None,
    actor: Actor,
    now: datetime,
) -> Measure:
    """Take a measure against a person, who is told. `ground` is a key of `reasons.REMOVAL`.

    `ends_at` is when it ends by itself (None: when it is lifted), `occasion` the id of the comment that led
    to it. A ban takes the roles away from somebody of the staff; they do not come back by themselves.
    Raises PermissionDenied, UnknownReason, WrongEnd, AlreadyInForce.
    """
    _ask_whether_allowed(actor, person)
    if not ground:
        raise reasons.UnknownReason(ground)
    reasons.check_reason(ground)
    if needs_end(sanction) if ends_at is None else ends_at <= now or not takes_end(sanction):
        raise WrongEnd
    hold_record(person.pk)  # two moderators at once: the second is told
    if same := Measure.objects.about(person).in_force(now).filter(kind=sanction).first():
        raise AlreadyInForce(same)
    measure = Measure.objects.create(
        person=person,
        kind=sanction,
        ground=ground,
        words=words.strip(),
        occasion=occasion,
        starts_at=now,
        ends_at=ends_at,
        by_id=actor.person_id,
    )
    if sanction is Sanction.BAN:
        for role in sorted(person.read_roles()):
            revoke_role(person=person, role=role, actor=actor, now=now)
    _settle(measure, MeasureNews.TAKEN, actor, now)
    return measure


@transaction.atomic
def lift_measure(*, measure: Measure, actor: Actor, now: datetime) -> None:
    """End a measure before its time; the person is told, and an appeal is settled by it.

    Raises PermissionDenied and NotInForce.
    """
    _ask_whether_allowed(actor, measure.person)
    _lift(measure, actor, now)
    _settle(measure, MeasureNews.LIFTED, actor, now)


@transaction.atomic
def appeal_measure(*, measure: Measure, person: User, text: str, now: datetime) -> None:
    """Ask once that somebody else looks at a measure again. Raises PermissionDenied and NotAppealable."""
    if measure.person_id != person.pk:
        raise PermissionDenied
    fresh = Measure.objects.filter(pk=measure.pk, appealed_at=None, lifted_at=None)
    if not text.strip() or not fresh.update(appeal=text.strip(), appealed_at=now):
        raise NotAppealable
    logger.info("measure.appealed", extra={"measure": measure.pk})


@transaction.atomic
def answer_appeal(*, measure: Measure, lift: bool, answer: str = "", actor: Actor, now: datetime) -> None:
    """Decide about an appeal: the measure is lifted, or stays; the person is told, with `answer`.

    Who took the measure decides only when nobody else did for a day. What is over meanwhile can still be
    found wrong: it is lifted all the same. Raises PermissionDenied (OwnMeasure) and NotAppealable.
    """
    _ask_whether_allowed(actor, measure.person)
    measure.refresh_from_db()
    own = actor.person_id is not None and measure.by_id == actor.person_id
    if own and measure.appealed_at and now < measure.appealed_at + OTHERS_FIRST:
        raise OwnMeasure
    waiting = Measure.objects.filter(pk=measure.pk, appealed_at__isnull=False, answered_at=None)
    if not waiting.update(answer=answer.strip(), answered_at=now, answered_by=actor.person_id):
        raise NotAppealable
    if lift:
        Measure.objects.filter(pk=measure.pk).update(lifted_at=now, lifted_by=actor.person_id)
    _settle(measure, MeasureNews.LIFTED if lift else MeasureNews.KEPT, actor, now)


def mark_measures_seen(*, person: User, now: datetime) -> None:
    """Note that the person has read what was decided about them."""
    Measure.objects.about(person).filter(seen_at=None).update(seen_at=now)


def _ask_whether_allowed(actor: Actor, person: User) -> None:
    if not may_measure(actor, person_id=person.pk, roles=person.read_roles()):
        raise PermissionDenied


def _lift(measure: Measure, actor: Actor, now: datetime) -> None:
    """Strike it out if it still binds: of two at once one is told."""
    binding = Measure.objects.filter(pk=measure.pk).in_force(now)
    if not binding.update(lifted_at=now, lifted_by=actor.person_id):
        raise NotInForce
    open_appeal = Measure.objects.filter(pk=measure.pk, appealed_at__isnull=False, answered_at=None)
    open_appeal.update(answered_at=now, answered_by=actor.person_id)
    measure.lifted_at, measure.lifted_by_id = now, actor.person_id


def _settle(measure: Measure, news: MeasureNews, actor: Actor, now: datetime) -> None:
    """Log it, tell the person in the inbox and by mail, and let the public figures change."""
    entry_about_measure(measure, move=WORDS[news], actor=actor, now=now).save(force_insert=True)
    InboxEntry.objects.create(
        person_id=measure.person_id,
        measure=measure,
        kind=news,
        key=f"{news}:{measure.pk}",
        at=now,
        on_site=True,
        mail=Mail.NEVER,  # nobody can wish not to hear of it, so the mail is no matter of settings
    )
    count_unread([measure.person_id])
    _owe_mail(measure, news, now)
    pulse(Pulse.About.TALK)
    logger.info("person.measure", extra={"measure": measure.pk, "kind": measure.kind, "move": WORDS[news]})


def _owe_mail(measure: Measure, news: MeasureNews, now: datetime) -> None:
    """One mail without words, which are found when it is sent; none without a confirmed address."""
    address = addresses_of([measure.person_id]).get(measure.person_id)
    if address is None:
        return
    key = f"{MAIL}:{news}:{measure.pk}"
    unwritten(key=key, kind=MAIL, to=address, person=measure.person, now=now).save(force_insert=True)
