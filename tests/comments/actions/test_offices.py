"""Who speaks for the house, as what, and that nobody else can (C13)."""

import uuid

import pytest

from accounts.actions.roles import revoke_role
from accounts.models import User
from accounts.rules.roles import Role, system
from blog.actions.posts import save_post
from blog.rules.content import BylineEntry
from comments.actions.offices import NotInOffice, office_in
from comments.actions.post import post_comment
from comments.models import Comment
from comments.rules.offices import Office
from tests.builders import EDITOR, NOW, a_person, a_post, a_text, a_thread

pytestmark = pytest.mark.django_db


def say(thread, author, *, official=True):
    return post_comment(
        thread=thread,
        author=author,
        source="We have asked them again.",
        submission=uuid.uuid4(),
        language="en",
        seconds_on_form=30,
        network="192.0.2.7",
        official=official,
        now=NOW,
    )


@pytest.mark.parametrize("role", [Role.EDITOR, Role.EDITOR_IN_CHIEF, Role.ADMINISTRATOR])
def test_editors_speak_for_the_house_when_they_want_to(role):
    editor = a_person(None, role)
    thread = a_thread()

    assert say(thread, editor).office == Office.EDITORS
    assert say(thread, editor, official=False).office == ""


def test_whoever_wrote_the_post_answers_as_its_author():
    author, editor_too = a_person(), a_person(None, Role.EDITOR)
    post = a_post(bylines=(BylineEntry(person_id=author.pk), BylineEntry(person_id=editor_too.pk)))

    assert say(post.thread, author).office == Office.AUTHOR
    assert say(post.thread, editor_too).office == Office.AUTHOR


def test_an_author_of_one_post_is_a_reader_below_the_others():
    author = a_person()
    a_post(author=author)

    with pytest.raises(NotInOffice):
        say(a_post().thread, author)


def test_whoever_only_took_the_pictures_is_not_the_author():
    photographer = a_person()
    post = a_post(bylines=(BylineEntry(guest="Ada Quill"), BylineEntry(photographer.pk, "", "photo")))

    assert office_in(post.thread, photographer) is None


@pytest.mark.parametrize("roles", [(), (Role.MODERATOR,)])
def test_nobody_else_can_claim_it_and_nothing_is_stored(roles):
    with pytest.raises(NotInOffice):
        say(a_thread(), a_person(None, *roles))

    assert not Comment.objects.exists()


def test_what_was_said_officially_stays_so_when_the_person_leaves():
    editor = a_person(None, Role.EDITOR)
    thread = a_thread()
    said = say(thread, editor)

    revoke_role(person=editor, role=Role.EDITOR, actor=system("tests"), now=NOW)

    assert Comment.objects.get(pk=said.pk).office == Office.EDITORS
    with pytest.raises(NotInOffice):
        say(thread, User.objects.get(pk=editor.pk))


def test_a_change_of_the_by_line_changes_who_answers_and_not_what_was_said():
    first, second = a_person(), a_person()
    post = a_post(author=first)
    said = say(post.thread, first)

    text = a_text(bylines=(BylineEntry(person_id=second.pk),))
    save_post(post=post, slug="", content=text, actor=EDITOR, now=NOW)

    assert [office_in(post.thread, each) for each in (first, second)] == [None, Office.AUTHOR]
    assert Comment.objects.get(pk=said.pk).office == Office.AUTHOR


def test_somebody_locked_out_has_no_office():
    editor = a_person(None, Role.EDITOR, is_active=False)

    assert office_in(a_thread(), editor) is None
