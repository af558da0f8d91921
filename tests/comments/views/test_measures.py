"""Measures over HTTP: taken by a moderator, read and answered by the person they bind (M9)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions.measures import measure_on
from accounts.models import Measure, User
from accounts.rules.measures import Sanction
from accounts.rules.roles import Role
from comments.models import Comment, Draft, Sweep
from comments.rules.states import State
from tests.builders import a_comment, a_measure, a_person

MINE = "/en/accounts/me/measures/"
FORM = {"kind": "silence", "lasts": "7", "ground": "insult", "words": "Calling people names."}


@pytest.fixture
def desk(db):
    client = Client()
    client.force_login(a_person("Lea", Role.MODERATOR))
    return client


def now_bound(person, sanction=Sanction.SILENCE):
    """A measure in force by the clock of requests."""
    return a_measure(person, sanction, now=timezone.now() - timedelta(minutes=1))


def post_text(client, thread, text="Words that must not be lost."):
    return client.post(f"/en/threads/{thread.pk}/comments/", {"text": text})


def test_a_moderator_takes_and_lifts_a_measure_from_the_page_of_the_person(desk, member):
    taken = desk.post("/en/moderation/people/Ilse/", FORM)
    measure = measure_on(member, timezone.now())
    lifted = desk.post(f"/en/moderation/measures/{measure.pk}/lift/")

    assert (taken.status_code, lifted.status_code) == (303, 303)
    assert (measure.kind, measure.words) == ("silence", "Calling people names.")
    assert measure_on(member, timezone.now()) is None


def test_how_long_is_asked_in_the_language_of_the_page(desk, member):
    pages = [desk.get(f"{prefix}/moderation/people/Ilse/").content.decode() for prefix in ("/en", "")]

    assert ["7 days" in page for page in pages] == [True, False]
    assert ["7 Tage" in page for page in pages] == [False, True]


def test_the_form_comes_back_with_what_is_wrong(desk, member):
    answer = desk.post("/en/moderation/people/Ilse/", FORM | {"lasts": "open", "words": "Typed for long."})

    assert answer.status_code == 422
    assert "To be silent for ever would be a ban." in answer.content.decode()
    assert "Typed for long." in answer.content.decode()


def test_the_second_moderator_is_told(desk, member):
    now_bound(member)

    answer = desk.post("/en/moderation/people/Ilse/", FORM)

    assert answer.status_code == 409
    assert "This measure is in force already." in answer.content.decode()


@pytest.mark.parametrize("address", ["moderation/people/", "moderation/people/Ilse/"])
def test_members_see_nothing_of_it(signed_in, address):
    assert signed_in.get(f"/en/{address}").status_code == 403


@pytest.mark.parametrize(("roles", "status"), [((), 303), ((Role.EDITOR,), 403), ((Role.MODERATOR,), 403)])
def test_who_is_decided_about_by_a_moderator(desk, roles, status):
    a_person("Otto", *roles)

    assert desk.post("/en/moderation/people/Otto/", FORM).status_code == status


def test_the_moderators_find_the_form_from_a_comment_and_from_the_page_of_the_member(desk, thread, member):
    comment = a_comment(thread=thread, author=member)

    history = desk.get(f"/en/moderation/comments/{comment.pk}/").content.decode()
    page = desk.get("/en/members/Ilse/").content.decode()

    assert f"/en/moderation/people/Ilse/?comment={comment.pk}" in history
    assert 'href="/en/moderation/people/Ilse/"' in page


def test_the_way_to_moderation_is_on_no_page_of_a_stranger(client, member):
    assert "/moderation/" not in client.get("/en/members/Ilse/").content.decode()


def test_who_is_silenced_is_told_until_when_and_keeps_the_text(signed_in, member, thread):
    now_bound(member)

    answer = post_text(signed_in, thread)
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "By a decision of the moderators you cannot write here until" in page
    assert "Your text is still here." in page and f'href="{MINE}"' in page
    assert Draft.objects.of(member).get().text == "Words that must not be lost."
    assert not Comment.objects.exists()


def test_the_form_says_so_before_anything_is_typed(signed_in, member, thread):
    now_bound(member, Sanction.BAN)

    answer = signed_in.get(f"/en/threads/{thread.pk}/comments/")

    assert answer.status_code == 403
    assert "you can read here, but not take part" in answer.content.decode()


def test_an_edit_is_refused_with_the_text_kept(signed_in, member, thread):
    comment = a_comment(thread=thread, author=member)
    now_bound(member)

    answer = signed_in.post(f"/en/comments/{comment.pk}/edit/", {"text": "Other words.", "seen_text": "1"})

    assert answer.status_code == 403
    assert "Other words." in answer.content.decode()
    assert Comment.objects.get().source == "A few words."


def test_a_banned_person_does_not_react(signed_in, member, thread):
    comment = a_comment(thread=thread)
    now_bound(member, Sanction.BAN)

    answer = signed_in.post(f"/en/comments/{comment.pk}/react/", {"useful": "1"})

    assert answer.status_code == 403
    assert "not take part" in answer.content.decode()


@pytest.mark.parametrize(("address", "form"), [("name", {"name": "Zoe Fresh"}), ("preferences", None)])
def test_a_banned_person_changes_nothing_that_others_read(signed_in, member, address, form):
    now_bound(member, Sanction.BAN)
    form = form or {"language": "en", "address_form": "informal", "about": "New words", "theme": ""}

    answer = signed_in.post(f"/en/accounts/me/{address}/", form)

    assert answer.status_code == 403
    assert "By a decision of the moderators" in answer.content.decode()
    assert User.objects.values_list("username", "about").get(pk=member.pk) == ("Ilse", "")


def test_a_banned_person_reads_like_everybody(signed_in, member, thread):
    now_bound(member, Sanction.BAN)

    for address in ("/en/members/Ilse/", MINE, "/en/accounts/me/", "/en/accounts/me/comments/"):
        assert signed_in.get(address).status_code == 200, address


def test_the_person_reads_the_reason_and_asks_for_another_look(signed_in, member, desk):
    measure = now_bound(member, Sanction.BAN)

    page = signed_in.get(MINE).content.decode()
    asked = signed_in.post(f"{MINE}{measure.pk}/appeal/", {"text": "It was irony."})

    assert "Calling people names." in page and "in force until it is lifted" in page
    assert asked.status_code == 302
    assert "It was irony." in desk.get("/en/moderation/people/Ilse/").content.decode()
    assert "Asked for another look" in desk.get("/en/moderation/people/").content.decode()


def test_a_moderator_answers_and_the_person_reads_it(signed_in, member, desk):
    measure = now_bound(member, Sanction.BAN)
    signed_in.post(f"{MINE}{measure.pk}/appeal/", {"text": "It was irony."})

    answer = desk.post(
        f"/en/moderation/measures/{measure.pk}/answer/", {"lift": "yes", "answer": "So it was."}
    )

    assert answer.status_code == 303
    assert "So it was." in signed_in.get(MINE).content.decode()
    assert measure_on(member, timezone.now()) is None


def test_nobody_asks_about_the_measure_of_another(signed_in, db):
    measure = now_bound(a_person("Otto"))

    assert signed_in.post(f"{MINE}{measure.pk}/appeal/", {"text": "No."}).status_code == 404
    assert "names" not in signed_in.get(MINE).content.decode().split("<h1", 1)[1]


def test_signing_in_leads_to_what_was_decided_until_it_was_read(client, member, thread):
    now_bound(member)
    form = {"login": "Ilse", "password": "sesame-and-lilies"}
    User.objects.filter(pk=member.pk).update(email="ilse@example.org")
    member.emailaddress_set.create(email="ilse@example.org", primary=True, verified=True)

    first = client.post("/en/accounts/login/?next=/en/talk/", form)
    read = client.post(f"{MINE}read/", {"next": "/en/talk/"})
    client.logout()
    second = client.post("/en/accounts/login/?next=/en/talk/", form)

    assert first["Location"] == f"{MINE}?next=%2Fen%2Ftalk%2F"
    assert (read["Location"], second["Location"]) == ("/en/talk/", "/en/talk/")


@pytest.mark.parametrize("number", [1, 30])
def test_lists_ask_the_same_for_one_and_for_thirty(desk, db, number, django_assert_max_num_queries):
    for _ in range(number):
        now_bound(a_person(), Sanction.BAN)
    Measure.objects.update(appealed_at=timezone.now(), appeal="No.")
    desk.get("/en/moderation/people/")

    with django_assert_max_num_queries(9):
        desk.get("/en/moderation/people/")


def test_everything_by_a_person_is_removed_by_one_button(desk, member, thread):
    a_comment(thread=thread, author=member)

    answer = desk.post("/en/moderation/people/Ilse/remove/", {"reason": "spam"})
    page = desk.get("/en/moderation/people/Ilse/").content.decode()

    assert answer.status_code == 303
    assert Sweep.objects.get().total == 1
    assert "are removed" in page or "was removed" in page


def test_without_a_reason_nothing_is_removed(desk, member, thread):
    a_comment(thread=thread, author=member)

    desk.post("/en/moderation/people/Ilse/remove/")

    assert Comment.objects.get().state == State.PUBLIC
    assert not Sweep.objects.exists()
