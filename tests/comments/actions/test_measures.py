"""Measures against people: who takes them, how long they hold, what is told, and how they end (M9)."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.actions.measures import measure_on
from accounts.models import Measure, Pulse, User
from accounts.rules.measures import LASTING, Sanction
from accounts.rules.roles import Role
from comments.actions.measures import (
    AlreadyInForce,
    NotAppealable,
    NotInForce,
    OwnMeasure,
    WrongEnd,
    answer_appeal,
    appeal_measure,
    lift_measure,
    take_measure,
)
from comments.inbox import items_of
from comments.models import InboxEntry, LogEntry
from comments.rules.reasons import UnknownReason
from tests.builders import NOW, a_measure, a_person
from tests.comments.letters import a_mailed_person, send_all
from tests.pulses import pulse_of

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def moderator():
    return a_person("Mo", Role.MODERATOR)


def take(person, actor, sanction=Sanction.BAN, **fields):
    return take_measure(
        person=person, sanction=sanction, actor=actor.as_actor(), **{"ground": "insult", "now": NOW} | fields
    )


ALLOWED = {
    ((Role.MODERATOR,), ()), ((Role.EDITOR_IN_CHIEF,), ()), ((Role.ADMINISTRATOR,), ()),
    ((Role.ADMINISTRATOR,), (Role.MODERATOR,)), ((Role.ADMINISTRATOR,), (Role.EDITOR,)),
    ((Role.ADMINISTRATOR,), (Role.EDITOR_IN_CHIEF,)),
}  # fmt: skip
RANKS = [(), *((role,) for role in Role)]


@pytest.mark.parametrize("target", RANKS)
@pytest.mark.parametrize("actor", RANKS)
def test_moderators_decide_about_members_and_administrators_about_the_staff_below_them(actor, target):
    decider, person = a_person(None, *actor), a_person(None, *target)

    if (actor, target) in ALLOWED:
        assert take(person, decider).by == decider
    else:
        with pytest.raises(PermissionDenied):
            take(person, decider)


def test_nobody_decides_about_themselves():
    chief = a_person("Chief", Role.ADMINISTRATOR)

    with pytest.raises(PermissionDenied):
        take(chief, chief)


def test_a_ban_takes_roles_away_and_lifting_it_does_not_give_them_back():
    chief, editor = a_person("Chief", Role.ADMINISTRATOR), a_person("Ed", Role.EDITOR)
    measure = take(editor, chief)

    lift_measure(measure=measure, actor=chief.as_actor(), now=NOW)

    assert User.objects.get(pk=editor.pk).roles == frozenset()


@pytest.mark.parametrize(
    ("sanction", "ends_at"),
    [(Sanction.SILENCE, None), (Sanction.WARN, NOW + DAY), (Sanction.BAN, NOW), (Sanction.HOLD, NOW - DAY)],
)
def test_an_end_must_fit(moderator, sanction, ends_at):
    with pytest.raises(WrongEnd):
        take(a_person(), moderator, sanction, ends_at=ends_at)


@pytest.mark.parametrize("ground", ["", "because"])
def test_a_measure_needs_a_ground_of_the_list(moderator, ground):
    with pytest.raises(UnknownReason):
        take(a_person(), moderator, ground=ground)


def test_a_measure_ends_by_itself():
    person = a_person()
    a_measure(person, Sanction.SILENCE, ends_at=NOW + DAY)

    binding = [measure_on(person, NOW + offset) is not None for offset in (-DAY, DAY / 2, DAY)]

    assert binding == [False, True, False]


def test_the_hardest_one_decides_and_of_a_kind_the_one_that_lasts():
    person = a_person()
    a_measure(person, Sanction.HOLD)
    a_measure(person, Sanction.BAN, ends_at=NOW + DAY)

    decides = [measure_on(person, NOW + offset).kind for offset in (DAY / 2, DAY * 2)]

    assert decides == [Sanction.BAN, Sanction.HOLD]


@pytest.mark.parametrize("ends_at", [None, NOW + DAY])
@pytest.mark.parametrize("sanction", LASTING)
def test_what_binds_in_the_database_binds_in_python(sanction, ends_at):
    measure = a_measure(a_person(), sanction, ends_at=ends_at or NOW + 2 * DAY)

    for at in (NOW - DAY, NOW, NOW + DAY, NOW + 3 * DAY):
        assert measure.is_in_force(at) == Measure.objects.in_force(at).exists()


def test_the_second_moderator_is_told(moderator):
    person = a_person()
    first = take(person, moderator)

    with pytest.raises(AlreadyInForce) as refusal:
        take(person, a_person(None, Role.MODERATOR))

    assert refusal.value.measure == first


def test_what_is_lifted_binds_nobody_and_is_lifted_once(moderator):
    person = a_person()
    measure = take(person, moderator)

    lift_measure(measure=measure, actor=moderator.as_actor(), now=NOW + DAY)

    assert measure_on(person, NOW + DAY) is None
    with pytest.raises(NotInForce):
        lift_measure(measure=measure, actor=moderator.as_actor(), now=NOW + DAY)


def test_the_log_holds_measures_without_names_and_words(moderator):
    person = a_person("Zora")
    lift_measure(measure=take(person, moderator, words="SECRET"), actor=moderator.as_actor(), now=NOW + DAY)

    entries = LogEntry.objects.filter(person_id=person.pk).order_by("id")

    columns = ("move", "from_state", "to_state", "reason", "actor_id")
    assert list(entries.values_list(*columns)) == [
        ("person measure", "", "ban", "insult", moderator.pk),
        ("person lift", "ban", "", "insult", moderator.pk),
    ]


def test_the_person_is_told_in_the_inbox_and_by_mail(moderator, in_english):
    person = a_mailed_person("Zora")
    take(person, moderator, Sanction.SILENCE, ends_at=NOW + DAY, words="Calling people names.")

    (mail,) = send_all()
    entries = InboxEntry.objects.of(person).on_site().with_comments()
    person.refresh_from_db()

    assert [item.said for item in items_of(entries, NOW)] == [
        "The moderators decided something about your account"
    ]
    assert person.unread == 1
    assert mail.to == [person.email]
    for words in (
        "Until 15 March 2026",
        "Reason: insult.",
        "Calling people names.",
        "/accounts/me/measures/",
    ):
        assert words in mail.body
    assert "Mo" not in mail.body.replace("Moderat", "").replace("moderat", "").split()


def test_public_figures_change_with_each_measure(moderator):
    before = pulse_of(Pulse.About.TALK)

    measure = take(a_person(), moderator)
    taken = pulse_of(Pulse.About.TALK)
    lift_measure(measure=measure, actor=moderator.as_actor(), now=NOW)

    assert before < taken < pulse_of(Pulse.About.TALK)


class TestAppeals:
    def test_one_asks_once_and_another_moderator_lifts_it(self, moderator):
        person, other = a_mailed_person("Zora"), a_person("Olga", Role.MODERATOR)
        measure = take(person, moderator)
        appeal_measure(measure=measure, person=person, text="It was irony.", now=NOW + DAY)

        answer_appeal(measure=measure, lift=True, answer="So it was.", actor=other.as_actor(), now=NOW + DAY)

        measure.refresh_from_db()
        assert (measure.lifted_by, measure.answered_by) == (other, other)
        assert measure_on(person, NOW + DAY) is None
        assert "So it was." in send_all(NOW + 2 * DAY)[-1].body

    def test_nobody_asks_twice_or_for_somebody_else(self, moderator):
        person = a_person()
        measure = take(person, moderator)
        appeal_measure(measure=measure, person=person, text="No.", now=NOW)

        with pytest.raises(NotAppealable):
            appeal_measure(measure=measure, person=person, text="No!", now=NOW)
        with pytest.raises(PermissionDenied):
            appeal_measure(measure=measure, person=a_person(), text="No.", now=NOW)

    def test_on_the_first_day_somebody_else_decides(self, moderator):
        person = a_person()
        measure = take(person, moderator)
        appeal_measure(measure=measure, person=person, text="No.", now=NOW)
        decision = {"measure": measure, "lift": False, "actor": moderator.as_actor()}

        with pytest.raises(OwnMeasure):
            answer_appeal(**decision, now=NOW + DAY / 2)
        answer_appeal(**decision, now=NOW + DAY)

        assert measure_on(person, NOW + DAY) == measure

    def test_an_appeal_is_answered_once(self, moderator):
        person, other = a_person(), a_person(None, Role.MODERATOR)
        measure = take(person, moderator)
        appeal_measure(measure=measure, person=person, text="No.", now=NOW)
        answer_appeal(measure=measure, lift=False, actor=other.as_actor(), now=NOW)

        with pytest.raises(NotAppealable):
            answer_appeal(measure=measure, lift=True, actor=other.as_actor(), now=NOW)

    def test_lifting_settles_the_appeal(self, moderator):
        person = a_person()
        measure = take(person, moderator)
        appeal_measure(measure=measure, person=person, text="No.", now=NOW)

        lift_measure(measure=measure, actor=moderator.as_actor(), now=NOW)

        assert not Measure.objects.appealed().exists()


@pytest.mark.parametrize(
    ("fields", "promise"),
    [
        ({"kind": "exile"}, "measure_kind_is_known"),
        ({"kind": "silence"}, "measure_silence_ends"),
        ({"kind": "warn", "ends_at": NOW + DAY}, "measure_warning_is_said_once"),
        ({"kind": "ban", "ends_at": NOW - DAY}, "measure_ends_after_it_starts"),
        ({"kind": "ban", "answered_at": NOW}, "measure_answer_follows_an_appeal"),
    ],
)
def test_the_database_keeps_its_promises(fields, promise):
    with pytest.raises(IntegrityError, match=promise), transaction.atomic():
        Measure.objects.create(person=a_person(), ground="insult", starts_at=NOW, **fields)
