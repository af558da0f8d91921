"""The inbox, and how one wants to hear of what (C10, A3)."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.actions.mutes import mute, unmute
from accounts.models import User
from accounts.rules.roles import Role, system
from comments.actions.forgetting import ENTRIES_KEPT, old_entries
from comments.actions.inbox import drop_entries
from comments.actions.moderate import moderate
from comments.actions.spreading import spread
from comments.inbox import settings_of
from comments.models import Comment, Discussion, Follow, InboxEntry
from comments.rules.notices import DEFAULTS, Mail, Setting, Topic
from comments.rules.states import HOLD, REMOVE
from tests.builders import NOW, a_comment, a_person, a_thread

pytestmark = pytest.mark.django_db

INBOX, SETTINGS = "/en/accounts/me/inbox/", "/en/accounts/me/notices/"
SYSTEM = system("tests")


@pytest.fixture(autouse=True)
def _no_first_comment_waits() -> None:
    Discussion.load()
    Discussion.objects.update(first_comments_wait=0)


@pytest.fixture
def mira() -> User:
    return a_person("Mira")


@pytest.fixture
def reader(mira) -> Client:
    client = Client()
    client.force_login(mira)
    return client


def an_answer(asked: User, body: str = "A few words.", name: str | None = None) -> Comment:
    answer = a_comment(parent=a_comment(author=asked), body=body, author=a_person(name))
    while spread(NOW + timedelta(minutes=1)):
        pass
    return answer


def unread(person: User) -> int:
    return User.objects.values_list("unread", flat=True).get(pk=person.pk)


def test_the_inbox_shows_who_answered_where_and_what(reader, mira):
    answer = an_answer(mira, "Seit gestern wieder.", "Noor")

    page = reader.get(INBOX).content.decode()

    assert "Answer from Noor" in page
    assert f"/en/c/{answer.pk}/" in page and "Seit gestern wieder." in page


def test_nobody_sees_the_inbox_of_another(reader, mira):
    an_answer(a_person(), "GEHEIM")

    assert "GEHEIM" not in reader.get(INBOX).content.decode()
    assert Client().get(INBOX).status_code == 302


@pytest.mark.parametrize("move", [HOLD, REMOVE])
def test_words_of_a_comment_that_went_are_in_no_inbox(reader, mira, move):
    answer = an_answer(mira, "GEHEIM", "Noor")
    moderate(comment=answer, move=move, actor=SYSTEM, now=NOW)

    page = reader.get(INBOX).content.decode()

    assert "GEHEIM" not in page and "Noor" not in page
    assert "no longer public" in page


def test_who_was_muted_since_is_not_in_the_inbox(reader, mira):
    answer = an_answer(mira, "GEHEIM")
    mute(person=mira, other=answer.author, now=NOW)

    assert "GEHEIM" not in reader.get(INBOX).content.decode()


def test_the_unread_number_follows_muting_and_hearing_again(mira):
    answer = an_answer(mira)
    an_answer(mira)

    mute(person=mira, other=answer.author, now=NOW)
    after_muting = unread(mira)
    unmute(person=mira, other=answer.author)

    assert (after_muting, unread(mira)) == (1, 2)


def test_unread_entries_are_counted_and_marked_by_post_only(reader, mira):
    for _ in range(2):
        an_answer(mira)
    reader.get(INBOX)
    before = unread(mira)

    reader.post(f"{INBOX}read/", {"up_to": InboxEntry.objects.latest("id").pk})

    assert (before, unread(mira)) == (2, 0)


def test_what_came_after_the_page_was_shown_stays_unread(reader, mira):
    an_answer(mira)
    shown = InboxEntry.objects.latest("id").pk
    an_answer(mira)

    reader.post(f"{INBOX}read/", {"up_to": shown})

    assert unread(mira) == 1


def test_opening_an_entry_marks_it_and_leads_to_the_comment(reader, mira):
    answer = an_answer(mira)

    found = reader.post(f"{INBOX}read/", {"entry": InboxEntry.objects.get().pk})

    assert (found.status_code, found["Location"]) == (303, f"/en/c/{answer.pk}/")
    assert unread(mira) == 0


def test_nobody_marks_entries_of_others(reader):
    other = a_person()
    an_answer(other)

    reader.post(f"{INBOX}read/", {"entry": InboxEntry.objects.get().pk})
    reader.post(f"{INBOX}read/", {"up_to": 10**6})

    assert unread(other) == 1


@pytest.mark.parametrize("nonsense", [{}, {"entry": "x"}, {"up_to": "-1"}, {"entry": "9" * 40}])
def test_nonsense_marks_nothing(reader, mira, nonsense):
    an_answer(mira)

    assert reader.post(f"{INBOX}read/", nonsense).status_code == 302
    assert unread(mira) == 1


def test_the_inbox_costs_the_same_for_one_entry_and_for_thirty(reader, mira, django_assert_max_num_queries):
    for _ in range(30):
        an_answer(mira)
    reader.get(INBOX)

    with django_assert_max_num_queries(9):
        page = reader.get(INBOX).content.decode()

    assert page.count("inbox__entry--unread") == 20
    assert 'href="?page=2"' in page


def form_of(**changes: str) -> dict[str, str]:
    usual = {f"{topic}-mail": str(setting.mail) for topic, setting in DEFAULTS.items()}
    return usual | {f"{topic}-site": "on" for topic in Topic} | changes


def test_each_topic_and_way_is_set_by_itself(reader, mira):
    wanted = form_of(**{"answers-mail": "weekly"})
    del wanted["picks-site"]

    reader.post(SETTINGS, wanted)

    assert settings_of([mira.pk])[mira.pk] == DEFAULTS | {
        Topic.ANSWERS: Setting(mail=Mail.WEEKLY),
        Topic.PICKS: Setting(on_site=False),
    }
    assert mira.notice_settings.count() == 2


def test_what_is_usual_leaves_no_row(reader, mira):
    reader.post(SETTINGS, form_of(**{"answers-mail": "never"}))
    reader.post(SETTINGS, form_of())

    assert not mira.notice_settings.exists()


def test_a_way_that_is_none_is_refused(reader, mira):
    assert reader.post(SETTINGS, form_of(**{"answers-mail": "hourly"})).status_code == 422
    assert not mira.notice_settings.exists()


def test_followed_conversations_are_listed_and_can_be_left(reader, mira):
    thread = a_thread(title="Störung bei NordTel")
    reader.post(f"/en/threads/{thread.pk}/follow/", {"follow": "yes"})
    listed = reader.get(SETTINGS).content.decode()

    reader.post(f"{SETTINGS}unfollow/", {"thread": thread.pk})

    assert "Störung bei NordTel" in listed
    assert not Follow.objects.exists()


def test_following_is_a_post(reader, mira):
    thread = a_thread()

    reader.get(f"/en/threads/{thread.pk}/follow/")
    assert not Follow.objects.exists()
    for _ in range(2):
        reader.post(f"/en/threads/{thread.pk}/follow/", {"follow": "yes"})
    assert Follow.objects.filter(person=mira, thread=thread).count() == 1
    reader.post(f"/en/threads/{thread.pk}/follow/", {"follow": "no"})
    assert not Follow.objects.exists()


def test_nobody_follows_what_is_not_visible(reader):
    thread = a_thread(visible_from=NOW + timedelta(days=9999))

    assert reader.post(f"/en/threads/{thread.pk}/follow/").status_code == 404


def test_old_entries_are_forgotten_and_no_longer_counted(mira):
    an_answer(mira)
    drop_entries(old_entries(NOW + ENTRIES_KEPT - timedelta(days=1)))
    kept = unread(mira)

    drop_entries(old_entries(NOW + ENTRIES_KEPT + timedelta(days=1)))

    assert (kept, unread(mira), InboxEntry.objects.count()) == (1, 0, 0)


def test_moderators_alone_set_when_they_hear_of_what_waits(client, mira):
    client.force_login(mira)
    assert "waits too long" not in client.get("/en/accounts/me/notices/").content.decode()
    client.force_login(a_person("Mo", Role.MODERATOR))
    page = client.get("/en/accounts/me/notices/").content.decode()

    assert "waits too long" in page
    assert 'name="alerts-mail"' in page and 'name="alerts-site"' not in page
