"""People of an import: matched by a proven address, claimable later; guests look like nobody else."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Delivery, User
from accounts.rules.roles import Role, system
from blog.actions.importing import ImportReport, import_wordpress
from blog.models import Post
from blog.rules.wordpress.losses import Loss
from comments.models import Comment
from tests.accounts.steps import code_in_the_mail, sign_in
from tests.blog.wxr import a_remark, an_author, an_export, an_item
from tests.builders import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

NOW = datetime(2026, 3, 14, 9, 26, tzinfo=UTC)
PASSWORD = "four-quiet-words-here"
MAIL = "ada@probe.example"


def take_in(*parts: str, is_dry: bool = False) -> ImportReport:
    data = an_export(*parts)
    return import_wordpress(open_export=lambda: BytesIO(data), is_dry=is_dry, actor=system("x"), now=NOW)


def test_an_author_claims_the_account_by_the_ordinary_way_of_a_forgotten_password(client: Client):
    take_in(an_author(), an_item(a_remark(1, author="Ada", person=1), author="ada"))
    assert sign_in(client, MAIL, "").status_code != 302

    client.post("/accounts/password/reset/", {"email": MAIL})
    code = code_in_the_mail(MAIL, "password_reset_code")
    client.post("/accounts/password/reset/confirm/", {"code": code})
    client.post("/accounts/password/reset/complete/", {"password1": PASSWORD, "password2": PASSWORD})

    person = User.objects.get()
    assert person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    assert sign_in(Client(), MAIL, PASSWORD).status_code == 302
    assert Comment.objects.get().author == person == Post.objects.get().live.bylines.get().person
    assert person.roles == frozenset()


def test_who_signs_up_with_the_address_of_an_author_is_led_to_the_account_and_gets_nothing_unproven(
    client: Client,
):
    take_in(an_author(), an_item(author="ada"))

    client.post("/en/accounts/signup/", {"email": MAIL, "username": "Somebody", "password1": PASSWORD})

    assert [delivery.kind for delivery in Delivery.objects.filter(to=MAIL)] == ["account_already_exists"]
    assert User.objects.count() == 1
    assert not User.objects.get().has_usable_password()


def test_a_stranger_with_a_guessed_code_claims_nothing(client: Client):
    take_in(an_author(), an_item(author="ada"))

    client.post("/accounts/password/reset/", {"email": MAIL})
    client.post("/accounts/password/reset/confirm/", {"code": "AAAA-AAAA"})
    client.post("/accounts/password/reset/complete/", {"password1": PASSWORD, "password2": PASSWORD})

    assert not EmailAddress.objects.filter(verified=True).exists()
    assert not User.objects.get().has_usable_password()


@pytest.mark.parametrize("name", ["Redaktion", "Moderator", "Adm1n", "Das Moderationsteam", "Support"])
def test_a_guest_cannot_look_like_staff(name: str):
    report = take_in(an_item(a_remark(1, author=name), a_remark(2, author="Holm")))

    assert [comment.guest_name for comment in Comment.objects.order_by("pk")] == [f"{name} (Gast)", "Holm"]
    assert report.losses[Loss.GUEST_NAME].examples == [name]


def test_a_guest_cannot_look_like_a_member(client: Client):
    a_person("Mira Lindqvist", Role.EDITOR)

    take_in(an_item(a_remark(1, author="Mira Iindqvist"), a_remark(2, author="mira  lindqvist")))

    assert {c.guest_name.endswith(" (Gast)") for c in Comment.objects.all()} == {True}
    page = client.get(Post.objects.get().thread.path).content.decode()
    assert page.count("(Gast)") >= 2


def test_an_author_of_the_same_file_is_a_member_for_its_guests_and_a_dry_run_knows():
    parts = (an_author(), an_item(a_remark(1, author="Ada Quill"), author="ada"))

    planned = take_in(*parts, is_dry=True)
    done = take_in(*parts)

    assert Comment.objects.get().guest_name == "Ada Quill (Gast)"
    assert planned.losses == done.losses


def test_pingbacks_and_trackbacks_are_no_comments_and_their_answers_stay():
    report = take_in(
        an_item(
            a_remark(1, "[…] […]", kind="pingback", author="Other blog", url="https://other.example/"),
            a_remark(2, "Nice.", kind="trackback"),
            a_remark(3, "Thank you for linking!", parent=1),
            a_remark(4),
        )
    )

    assert set(Comment.objects.values_list("source", "parent")) == {
        ("Thank you for linking!", None),
        ("Ein Kommentar.", None),
    }
    assert report.losses[Loss.PINGS].count == 2
    assert report.losses[Loss.ANSWERS_TO_PINGS].count == 1
    assert Loss.ORPHANS not in report.losses
