"""The table of M9: what each measure does to each thing that a person can do."""

from datetime import timedelta
from uuid import uuid4

import pytest

from accounts.actions.measures import UnderMeasure
from accounts.actions.mutes import mute
from accounts.actions.people import Preferences, rename_person, set_preferences
from accounts.actions.pictures import put_up_picture, take_down_picture
from accounts.rules.measures import Deed, Sanction
from comments.actions.drafts import Place, Typed, keep_draft
from comments.actions.edit import edit_comment, take_back_edit
from comments.actions.following import follow, unfollow
from comments.actions.moderate import moderate
from comments.actions.post import post_comment
from comments.actions.react import react
from comments.actions.reporting import report_comment
from comments.actions.visits import note_visit
from comments.history import latest_reason
from comments.models import Comment, Discussion
from comments.rules.states import WITHDRAW, State
from tests.builders import NOW, a_comment, a_measure, a_person, a_thread
from tests.hostile_files import drawn

pytestmark = pytest.mark.django_db

END = NOW + timedelta(days=3)
FREE, WAITS, REFUSED = "free", "waits", "refused"


class Scene:
    """A person who has spoken, and somebody else's comment beside it."""

    def __init__(self):
        Discussion.objects.update_or_create(pk=1, defaults={"first_comments_wait": 0})
        self.person = a_person("Zora")
        self.thread = a_thread()
        self.own = a_comment(thread=self.thread, author=self.person)
        self.other = a_comment(thread=self.thread, author=a_person("Otto"))

    def post(self):
        return post_comment(
            thread=self.thread, author=self.person, source="Words.", submission=uuid4(), language="de",
            seconds_on_form=30, network="192.0.2.7", now=NOW,
        ).state  # fmt: skip

    def edit(self):
        outcome = edit_comment(
            comment=self.own, author=self.person, source="Other words.", seen=1, seconds_on_form=30,
            network="192.0.2.7", now=NOW,
        )  # fmt: skip
        return State.PENDING if outcome.held else State.PUBLIC

    def about(self):
        wanted = Preferences(language="de", time_zone="", address_form="informal", about="New words.")
        set_preferences(person=self.person, preferences=wanted, now=NOW)

    def language(self):
        wanted = Preferences(language="en", time_zone="", address_form="formal", about="")
        set_preferences(person=self.person, preferences=wanted, now=NOW)

    def rename(self):
        rename_person(person=self.person, name="Zoe Fresh", now=NOW)

    def picture(self):
        put_up_picture(person=self.person, data=drawn(), now=NOW)

    def no_picture(self):
        take_down_picture(person=self.person)

    def react(self):
        react(comment=self.other, person=self.person, useful=True, now=NOW)

    def take_reaction_back(self):
        react(comment=self.other, person=self.person, useful=False, now=NOW)

    def report(self):
        report_comment(comment=self.other, reporter=self.person, reason="spam", text="", now=NOW)

    def withdraw(self):
        comment = Comment.objects.get(pk=self.own.pk)
        moderate(comment=comment, move=WITHDRAW, actor=self.person.as_actor(), now=NOW)

    def take_edit_back(self):
        take_back_edit(comment=self.own, author=self.person, now=NOW)

    def draft(self):
        typed = Typed("A thought", uuid4())
        assert keep_draft(person=self.person, place=Place(self.thread), typed=typed, now=NOW)

    def follow(self):
        follow(person=self.person, thread=self.thread, now=NOW)

    def unfollow(self):
        unfollow(person=self.person, thread_id=self.thread.pk)

    def mute(self):
        mute(person=self.person, other=self.other.author, now=NOW)

    def read(self):
        note_visit(person=self.person, thread=self.thread, public_seq=1, now=NOW)


# deed: warn, hold, silence, ban
TABLE = {
    "post": (FREE, WAITS, REFUSED, REFUSED),
    "edit": (FREE, WAITS, REFUSED, REFUSED),
    "about": (FREE, FREE, REFUSED, REFUSED),
    "rename": (FREE, FREE, FREE, REFUSED),
    "picture": (FREE, FREE, FREE, REFUSED),
    "react": (FREE, FREE, FREE, REFUSED),
    "report": (FREE, FREE, FREE, REFUSED),
    "take_reaction_back": (FREE, FREE, FREE, FREE),
    "no_picture": (FREE, FREE, FREE, FREE),
    "language": (FREE, FREE, FREE, FREE),
    "withdraw": (FREE, FREE, FREE, FREE),
    "take_edit_back": (FREE, FREE, FREE, FREE),
    "draft": (FREE, FREE, FREE, FREE),
    "follow": (FREE, FREE, FREE, FREE),
    "unfollow": (FREE, FREE, FREE, FREE),
    "mute": (FREE, FREE, FREE, FREE),
    "read": (FREE, FREE, FREE, FREE),
}
CELLS = [(deed, kind, cell) for deed, row in TABLE.items() for kind, cell in zip(Sanction, row, strict=True)]


def outcome_of(scene, deed):
    try:
        state = getattr(scene, deed)()
    except UnderMeasure:
        return REFUSED
    return WAITS if state == State.PENDING else FREE


def test_whatever_can_be_forbidden_is_in_the_table():
    assert {str(deed) for deed in Deed} <= set(TABLE)


@pytest.mark.parametrize(("deed", "sanction", "expected"), CELLS)
def test_what_a_measure_does(deed, sanction, expected):
    scene = Scene()
    a_measure(scene.person, sanction, ends_at=None if sanction is Sanction.WARN else END)

    assert outcome_of(scene, deed) == expected


def test_a_comment_that_waits_for_a_measure_says_so():
    scene = Scene()
    a_measure(scene.person, Sanction.HOLD)

    scene.post()

    assert latest_reason(Comment.objects.latest("pk")) == "measure"


def test_staff_under_a_measure_wait_as_well():
    scene = Scene()
    scene.person.is_superuser = True
    a_measure(scene.person, Sanction.HOLD)

    assert scene.post() == State.PENDING
